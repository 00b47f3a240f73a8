/** Sign-in at the desk, guests' links and what guests said, as rows. */
import { and, asc, desc, eq, getTableColumns, inArray, isNull, lt } from 'drizzle-orm'
import type { DeskLink, DeskSession } from '../../src/domain/desk-door.ts'
import type { AssetId, BriefId, CommentId, PersonId, ShareId } from '../../src/domain/ids.ts'
import type { GuestComment, Share } from '../../src/domain/share.ts'
import { expectOne, type Queries } from './queries.ts'
import { deskLinks, deskSessions, guestComments as c, shares as s } from './schema-desk.ts'
import { people } from './schema-people.ts'
import { deliveries as d } from './schema-review.ts'
import { projectAssets } from './schema-vault.ts'

/** By primary key. */
export async function deskLink(db: Queries, hash: string): Promise<DeskLink | null> {
  const [row] = await db.select().from(deskLinks).where(eq(deskLinks.hash, hash))
  return row ?? null
}

/** By primary key. */
export async function deskSession(db: Queries, hash: string): Promise<DeskSession | null> {
  const [row] = await db.select().from(deskSessions).where(eq(deskSessions.hash, hash))
  return row ?? null
}

export async function insertDeskLink(db: Queries, link: DeskLink): Promise<void> {
  await db.insert(deskLinks).values(link)
}

/** Of two at once, the second waits for the first and then finds no row. */
export async function deleteDeskLink(db: Queries, hash: string): Promise<boolean> {
  return (await db.delete(deskLinks).where(eq(deskLinks.hash, hash)).returning({ hash: deskLinks.hash })).length === 1
}

export async function insertDeskSession(db: Queries, session: DeskSession): Promise<void> {
  await db.insert(deskSessions).values(session)
}

export async function deleteDeskSession(db: Queries, hash: string): Promise<void> {
  await db.delete(deskSessions).where(eq(deskSessions.hash, hash))
}

export async function forgetDeskDoors(db: Queries, before: Date): Promise<void> {
  await db.delete(deskLinks).where(lt(deskLinks.expiresAt, before))
  await db.delete(deskSessions).where(lt(deskSessions.expiresAt, before))
}

export async function renamePerson(db: Queries, id: PersonId, name: string): Promise<void> {
  expectOne(await db.update(people).set({ name }).where(eq(people.id, id)).returning({ id: people.id }), id)
}

export async function renameAsset(db: Queries, id: AssetId, name: string): Promise<void> {
  const a = projectAssets
  expectOne(await db.update(a).set({ name }).where(eq(a.id, id)).returning({ id: a.id }), id)
}

/** By the unique key of brief and number, one a brief. */
export async function posters(db: Queries, ids: readonly BriefId[]): Promise<ReadonlyMap<BriefId, AssetId>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([d.briefId], { briefId: d.briefId, poster: d.posterAssetId })
    .from(d)
    .where(inArray(d.briefId, ids))
    .orderBy(d.briefId, desc(d.number))
  return new Map(rows.map((row) => [row.briefId, row.poster]))
}

/** By its unique key. */
export async function shareByHash(db: Queries, hash: string): Promise<Share | null> {
  const [row] = await db.select().from(s).where(eq(s.hash, hash))
  return row ?? null
}

/** By primary key. */
export async function share(db: Queries, id: ShareId): Promise<Share | null> {
  const [row] = await db.select().from(s).where(eq(s.id, id))
  return row ?? null
}

/** By `shares_of_brief`: a brief has a handful. */
export const listShares = async (db: Queries, briefId: BriefId): Promise<readonly Share[]> =>
  db.select().from(s).where(eq(s.briefId, briefId)).orderBy(desc(s.createdAt), desc(s.id))

export async function insertShare(db: Queries, made: Share): Promise<void> {
  await db.insert(s).values(made)
}

export async function revokeShare(db: Queries, id: ShareId, at: Date): Promise<void> {
  await db
    .update(s)
    .set({ revokedAt: at })
    .where(and(eq(s.id, id), isNull(s.revokedAt)))
}

/** By `shares_of_brief`, then `guest_comments_of_share`. */
export const listGuestComments = async (db: Queries, briefId: BriefId): Promise<readonly GuestComment[]> =>
  db
    .select(getTableColumns(c))
    .from(c)
    .innerJoin(s, eq(s.id, c.shareId))
    .where(eq(s.briefId, briefId))
    .orderBy(asc(c.at), asc(c.id))

export async function insertGuestComment(db: Queries, comment: GuestComment): Promise<void> {
  await db.insert(c).values(comment)
}

/** By primary key; of two at once, the second finds it taken. */
export async function takeOverComment(db: Queries, id: CommentId, by: PersonId): Promise<boolean> {
  const taken = await db
    .update(c)
    .set({ takenBy: by })
    .where(and(eq(c.id, id), isNull(c.takenBy)))
    .returning({ id: c.id })
  return taken.length === 1
}
