/** The marks under the messages of deliveries, as they were last known. */
import { and, eq } from 'drizzle-orm'
import type { DeliveryId } from '../../src/domain/ids.ts'
import type { Mark } from '../../src/domain/mark.ts'
import type { Queries } from './queries.ts'
import { marks as m } from './schema-review.ts'

/** By the beginning of the primary key. */
export async function listMarks(db: Queries, of: DeliveryId): Promise<readonly Mark[]> {
  const rows = await db.select().from(m).where(eq(m.deliveryId, of))
  return rows.map(({ deliveryId, personId, verdict, ...place }) => ({ deliveryId, personId, verdict, place }))
}

export async function putMark(db: Queries, { place, ...mark }: Mark): Promise<void> {
  const { platform, workspace, channel, message } = place
  await db
    .insert(m)
    .values({ ...mark, platform, workspace, channel, message })
    .onConflictDoNothing()
}

/** By primary key. */
export async function dropMark(db: Queries, { deliveryId, personId, verdict, place }: Mark): Promise<void> {
  const isHis = and(eq(m.deliveryId, deliveryId), eq(m.personId, personId), eq(m.verdict, verdict))
  const isThere = and(
    eq(m.platform, place.platform),
    eq(m.workspace, place.workspace),
    eq(m.channel, place.channel),
    eq(m.message, place.message),
  )
  await db.delete(m).where(and(isHis, isThere))
}
