/** Briefs: reading, locking, saving against their version, and the idempotency keys that made them. */
import { and, count, eq, sql } from 'drizzle-orm'
import type { Brief, Stage } from '../../src/domain/brief.ts'
import { StaleVersion } from '../../src/domain/failure.ts'
import type { BriefId, PersonId, ProjectId } from '../../src/domain/ids.ts'
import type { Page } from '../../src/ports/store.ts'
import { holdAssets } from './assets.ts'
import { zRenderPayload, zState } from './json-brief.ts'
import { zDeliverables } from './json-deliverable.ts'
import { afterCursor, newestFirst, toPage } from './page.ts'
import type { Queries } from './queries.ts'
import { cinematicBriefs as b } from './schema-briefs.ts'
import { idempotencyKeys as keys } from './schema-log.ts'

function toBrief(row: typeof b.$inferSelect): Brief {
  const { width, height, status, state, deliverables, renderPayload, eventSeq: _, ...plain } = row
  return {
    ...plain,
    ...zRenderPayload.parse(renderPayload),
    size: { width, height },
    deliverables: zDeliverables.parse(deliverables),
    state: zState.parse({ ...Object(state), stage: status }),
  }
}

function fromBrief(brief: Brief): Omit<typeof b.$inferInsert, 'eventSeq'> {
  const { size, state, workflow, shotCount, loop, assetIds, outputAssetIds, styleTags, ...plain } = brief
  const { stage, ...rest } = state
  return {
    ...plain,
    ...size,
    assetIds: [...assetIds],
    outputAssetIds: [...outputAssetIds],
    styleTags: [...styleTags],
    renderPayload: { workflow, shotCount, loop },
    status: stage,
    state: rest,
  }
}

/** By primary key. */
export async function brief(db: Queries, id: BriefId): Promise<Brief | null> {
  const [row] = await db.select().from(b).where(eq(b.id, id))
  return row ? toBrief(row) : null
}

/** Backwards through the index of `cinematic_briefs` that begins with what is filtered by. */
export async function listBriefs(
  db: Queries,
  o: { projectId?: ProjectId; stage?: Stage; limit: number; cursor?: string },
): Promise<Page<Brief>> {
  const rows = await db
    .select()
    .from(b)
    .where(
      and(
        o.projectId === undefined ? undefined : eq(b.projectId, o.projectId),
        o.stage === undefined ? undefined : eq(b.status, o.stage),
        afterCursor(b, o.cursor),
      ),
    )
    .orderBy(...newestFirst(b))
    .limit(o.limit + 1)
  return toPage(rows, o.limit, toBrief)
}

/** Over `cinematic_briefs_at_stage`. */
export async function countBriefs(db: Queries): Promise<readonly { readonly stage: Stage; readonly briefs: number }[]> {
  return db.select({ stage: b.status, briefs: count() }).from(b).groupBy(b.status)
}

export async function insertBrief(db: Queries, made: Brief): Promise<void> {
  await holdAssets(db, made.assetIds)
  await db.insert(b).values(fromBrief(made))
}

/** By primary key. `no key update` keeps out every other change, but not those who only refer to the brief. */
export async function lockBrief(db: Queries, id: BriefId): Promise<Brief | null> {
  const [row] = await db.select().from(b).where(eq(b.id, id)).for('no key update')
  return row ? toBrief(row) : null
}

/** By primary key; the version is part of the condition, so that of two savers one finds no row. */
export async function saveBrief(db: Queries, changed: Brief): Promise<void> {
  const saved = await db
    .update(b)
    .set({ ...fromBrief(changed), version: changed.version + 1 })
    .where(and(eq(b.id, changed.id), eq(b.version, changed.version)))
    .returning({ id: b.id })
  if (saved.length !== 1) throw new StaleVersion(changed.id)
}

/** By primary key. */
export async function briefByKey(
  db: Queries,
  personId: PersonId,
  key: string,
): Promise<{ readonly briefId: BriefId; readonly bodyHash: string } | null> {
  const [row] = await db
    .select({ briefId: keys.briefId, bodyHash: keys.bodyHash })
    .from(keys)
    .where(and(eq(keys.personId, personId), eq(keys.key, key)))
  return row ?? null
}

/** Of two that claim at once, the second waits until the first has committed, then gets false. */
export async function claimKey(
  db: Queries,
  personId: PersonId,
  key: string,
  bodyHash: string,
  briefId: BriefId,
): Promise<boolean> {
  const claimed = await db
    .insert(keys)
    .values({ personId, key, bodyHash, briefId, at: sql`now()` })
    .onConflictDoNothing()
    .returning({ key: keys.key })
  return claimed.length === 1
}
