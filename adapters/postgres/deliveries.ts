/** Deliveries, and what Nora does about them: executive actions and review tasks. */
import { and, asc, eq } from 'drizzle-orm'
import type { Delivery } from '../../src/domain/delivery.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { ExecutiveAction, ReviewTask } from '../../src/ports/store.ts'
import type { Queries } from './queries.ts'
import { deliveries, executiveActions, tasks } from './schema-review.ts'

/** Forwards through `deliveries_by_number`. */
export const listDeliveries = async (db: Queries, briefId: BriefId): Promise<readonly Delivery[]> =>
  db.select().from(deliveries).where(eq(deliveries.briefId, briefId)).orderBy(asc(deliveries.number))

export async function insertDelivery(db: Queries, delivery: Delivery): Promise<void> {
  await db.insert(deliveries).values(delivery)
}

export async function insertAction(db: Queries, action: ExecutiveAction): Promise<void> {
  await db.insert(executiveActions).values(action)
}

export async function insertTask(db: Queries, task: ReviewTask): Promise<void> {
  await db.insert(tasks).values({ ...task, kind: 'review' })
}

/** By `tasks_open`. */
export async function closeTasks(db: Queries, briefId: BriefId): Promise<void> {
  await db
    .update(tasks)
    .set({ status: 'closed' })
    .where(and(eq(tasks.briefId, briefId), eq(tasks.status, 'open')))
}
