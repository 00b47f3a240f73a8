/** The newest preview of each brief that is being shot. */
import { eq } from 'drizzle-orm'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Preview } from '../../src/domain/preview.ts'
import type { Queries } from './queries.ts'
import { previews as p } from './schema-briefs.ts'

/** By primary key. */
export async function preview(db: Queries, briefId: BriefId): Promise<Preview | null> {
  const [row] = await db.select().from(p).where(eq(p.briefId, briefId))
  return row ?? null
}

/** By primary key. */
export async function keepPreview(db: Queries, made: Preview): Promise<void> {
  await db.insert(p).values(made).onConflictDoUpdate({ target: p.briefId, set: made })
}

/** By primary key. */
export async function dropPreview(db: Queries, briefId: BriefId): Promise<void> {
  await db.delete(p).where(eq(p.briefId, briefId))
}
