/** Deliveries, and what Nora does about them: executive actions and review tasks. */
import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Delivery, ExecutiveAction } from '../../src/domain/delivery.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { ReviewTask } from '../../src/ports/store.ts'
import { zVariants } from './json-deliverable.ts'
import { zAssetId } from './json-ids.ts'
import type { Queries } from './queries.ts'
import { deliveries, executiveActions, tasks } from './schema-review.ts'

const zDeliveryPayload: z.ZodType<ExecutiveAction['payload']> = z.object({
  deliveryNo: z.number(),
  filmAssetId: zAssetId,
  posterAssetId: zAssetId,
  proxyAssetId: zAssetId.nullable(),
})

/** Forwards through `deliveries_by_number`. */
export async function listDeliveries(db: Queries, briefId: BriefId): Promise<readonly Delivery[]> {
  const rows = await db.select().from(deliveries).where(eq(deliveries.briefId, briefId)).orderBy(asc(deliveries.number))
  return rows.map((row) => ({ ...row, variants: zVariants.parse(row.variants) }))
}

export async function insertDelivery(db: Queries, delivery: Delivery): Promise<void> {
  await db.insert(deliveries).values(delivery)
}

/** Forwards through `executive_actions_of_brief`. */
export async function listActions(db: Queries, briefId: BriefId): Promise<readonly ExecutiveAction[]> {
  const rows = await db
    .select()
    .from(executiveActions)
    .where(eq(executiveActions.briefId, briefId))
    .orderBy(asc(executiveActions.at))
  return rows.map((row) => ({ ...row, payload: zDeliveryPayload.parse(row.payload) }))
}

export async function insertAction(db: Queries, action: ExecutiveAction): Promise<void> {
  await db.insert(executiveActions).values(action)
}

export async function insertTask(db: Queries, task: ReviewTask): Promise<void> {
  await db.insert(tasks).values({ ...task, kind: 'review' })
}

/** A brief has one task a delivery. */
export async function listTasks(db: Queries, briefId: BriefId): Promise<readonly ReviewTask[]> {
  const { kind: _, ...columns } = getTableColumns(tasks)
  return db.select(columns).from(tasks).where(eq(tasks.briefId, briefId)).orderBy(asc(tasks.createdAt), asc(tasks.id))
}

/** By `tasks_open`. */
export async function closeTasks(db: Queries, briefId: BriefId): Promise<void> {
  await db
    .update(tasks)
    .set({ status: 'closed' })
    .where(and(eq(tasks.briefId, briefId), eq(tasks.status, 'open')))
}

export async function reopenTask(db: Queries, briefId: BriefId): Promise<void> {
  const newest = db
    .select({ id: tasks.id })
    .from(tasks)
    .where(eq(tasks.briefId, briefId))
    .orderBy(desc(tasks.createdAt), desc(tasks.id))
    .limit(1)
  await db
    .update(tasks)
    .set({ status: 'open' })
    .where(sql`${tasks.id} = (${newest})`)
}
