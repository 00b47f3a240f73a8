/** What platforms asked for and is to be carried out, each by one who holds it. */
import { and, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type { Held, InboxOf, InboxRequest } from '../../src/ports/store-inbox.ts'
import type { Queries } from './queries.ts'
import { inbox as i } from './schema-chat.ts'

const isOf = ({ platform, workspace }: InboxOf) => and(eq(i.platform, platform), eq(i.workspace, workspace))

/** One statement for all that came at once. Two with one id: the second waits for the first, then knows that it lost. */
export async function receiveRequests(
  db: Queries,
  { platform, workspace }: InboxOf,
  requests: readonly { readonly id: string; readonly payload: unknown }[],
  { at, until }: { readonly at: Date; readonly until: Date },
): Promise<readonly string[]> {
  if (requests.length === 0) return []
  const rows = requests.map(({ id, payload }) => ({
    platform,
    workspace,
    eventId: id,
    at,
    payload,
    tries: 1,
    takenUntil: until,
  }))
  const added = await db.insert(i).values(rows).onConflictDoNothing().returning({ id: i.eventId })
  return added.map(({ id }) => id)
}

/** By `inbox_open`; who comes at the same moment passes over those that are locked. */
export async function takeRequests(
  db: Queries,
  of: InboxOf,
  { at, until, limit }: { readonly at: Date; readonly until: Date; readonly limit: number },
): Promise<readonly InboxRequest[]> {
  const free = db.$with('free').as(
    db
      .select({ eventId: i.eventId })
      .from(i)
      .where(and(isOf(of), lt(i.takenUntil, at)))
      .orderBy(i.at)
      .limit(limit)
      .for('update', { skipLocked: true }),
  )
  const taken = await db
    .with(free)
    .update(i)
    .set({ takenUntil: until, tries: sql`${i.tries} + 1` })
    .where(and(isOf(of), inArray(i.eventId, db.select({ eventId: free.eventId }).from(free))))
    .returning({ id: i.eventId, payload: i.payload, receivedAt: i.at, tries: i.tries })
  return taken.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
}

/** By primary key. */
export async function holdRequests(db: Queries, of: InboxOf, held: readonly Held[], until: Date): Promise<void> {
  if (held.length === 0) return
  const each = sql.join(
    held.map(({ id, tries }) => sql`(${id}::text, ${tries}::int)`),
    sql`, `,
  )
  await db
    .update(i)
    .set({ takenUntil: until })
    .where(and(isOf(of), isNotNull(i.takenUntil), sql`(${i.eventId}, ${i.tries}) in (${each})`))
}

/** By primary key. */
export async function settleRequest(db: Queries, of: InboxOf, { id, tries }: Held): Promise<boolean> {
  const settled = await db
    .update(i)
    .set({ payload: null, takenUntil: null })
    .where(and(isOf(of), eq(i.eventId, id), eq(i.tries, tries), isNotNull(i.takenUntil)))
    .returning({ id: i.eventId })
  return settled.length === 1
}

/** Through `inbox_oldest`. */
export async function forgetRequests(db: Queries, before: Date): Promise<number> {
  const gone = await db
    .delete(i)
    .where(lt(i.at, before))
    .returning({ one: sql<number>`1` })
  return gone.length
}
