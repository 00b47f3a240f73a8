/** What was given for forms that are not sent yet, as rows. */
import { eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Draft, DraftFile } from '../../src/domain/draft.ts'
import type { Queries } from './queries.ts'
import { drafts as d } from './schema-drafts.ts'

const zFiles = z.array(z.object({ name: z.string(), storageKey: z.string() }))

/** By primary key. */
export async function draft(db: Queries, id: string): Promise<Draft | null> {
  const [row] = await db.select().from(d).where(eq(d.id, id))
  return row === undefined ? null : { ...row, files: zFiles.parse(row.files) }
}

export async function saveDraft(
  db: Queries,
  { id, content, createdAt }: Pick<Draft, 'id' | 'content' | 'createdAt'>,
): Promise<void> {
  await db
    .insert(d)
    .values({ id, content, createdAt, files: [] })
    .onConflictDoUpdate({ target: d.id, set: { content } })
}

/** Of several at once none is lost: each adds to what the others left. */
export async function addDraftFile(db: Queries, id: string, file: DraftFile): Promise<void> {
  await db
    .update(d)
    .set({ files: sql`${d.files} || ${JSON.stringify([file])}::jsonb` })
    .where(eq(d.id, id))
}

/** By `drafts_oldest`. */
export async function forgetDrafts(db: Queries, before: Date): Promise<readonly string[]> {
  const gone = await db.delete(d).where(lt(d.createdAt, before)).returning({ files: d.files })
  const keys = new Set(gone.flatMap(({ files }) => zFiles.parse(files).map((f) => f.storageKey)))
  // There are few: forms that are open at this moment.
  for (const { files } of await db.select({ files: d.files }).from(d))
    for (const { storageKey } of zFiles.parse(files)) keys.delete(storageKey)
  return [...keys]
}
