/** Takes: attempts to render a shot, and what past ones teach. */
import { and, asc, desc, eq, getTableColumns, isNotNull, sql } from 'drizzle-orm'
import type { BriefId, ProjectId, ShotId, TakeId } from '../../src/domain/ids.ts'
import type { Take } from '../../src/domain/take.ts'
import type { Writes } from '../../src/ports/store.ts'
import { zFailure } from './json-failure.ts'
import { expectOne, type Queries } from './queries.ts'
import { cinematicBriefs, shots, takes } from './schema-briefs.ts'

function toTake(stored: typeof takes.$inferSelect): Take {
  const { workflow: _, durationFrames: __, queuedAt: ___, ...row } = stored
  return { ...row, failure: zFailure.nullable().parse(row.failure) }
}

/** By primary key. */
export async function take(db: Queries, id: TakeId): Promise<Take | null> {
  const [row] = await db.select().from(takes).where(eq(takes.id, id))
  return row ? toTake(row) : null
}

/** Forwards through `takes_of_brief`. */
export async function listTakes(db: Queries, briefId: BriefId): Promise<readonly Take[]> {
  const rows = await db
    .select()
    .from(takes)
    .where(eq(takes.briefId, briefId))
    .orderBy(asc(takes.createdAt), asc(takes.id))
  return rows.map(toTake)
}

/** Backwards through `takes_by_fingerprint`; a clip that was removed has set `asset_id` to null. */
export async function takeByFingerprint(db: Queries, projectId: ProjectId, fingerprint: string): Promise<Take | null> {
  const [row] = await db
    .select(getTableColumns(takes))
    .from(takes)
    .innerJoin(cinematicBriefs, eq(cinematicBriefs.id, takes.briefId))
    .where(
      and(
        eq(takes.fingerprint, fingerprint),
        eq(takes.outcome, 'rendered'),
        isNotNull(takes.assetId),
        eq(cinematicBriefs.projectId, projectId),
      ),
    )
    .orderBy(desc(takes.createdAt))
    .limit(1)
  return row ? toTake(row) : null
}

/** By `takes_open`, which allows one. */
export async function openTake(db: Queries, briefId: BriefId, shotId: ShotId): Promise<Take | null> {
  const [row] = await db
    .select()
    .from(takes)
    .where(and(eq(takes.briefId, briefId), eq(takes.shotId, shotId), eq(takes.outcome, 'submitting')))
  return row ? toTake(row) : null
}

/** How many takes the mean is of: enough to be steady, few enough to follow a new GPU. */
const RECENT = 20

/** Per frame of the film (`durationFrames`), long shots weighing more. The last rows of `takes_of_workflow`. */
export async function gpuMsPerFrame(db: Queries, workflow: string): Promise<number | null> {
  const recent = db
    .select({ gpuMs: takes.gpuMs, frames: takes.durationFrames })
    .from(takes)
    .where(and(eq(takes.workflow, workflow), eq(takes.outcome, 'rendered'), isNotNull(takes.gpuMs)))
    .orderBy(desc(takes.endedAt))
    .limit(RECENT)
    .as('recent')
  const [row] = await db
    .select({ mean: sql<number | null>`sum(${recent.gpuMs}) / sum(${recent.frames})`.mapWith(Number) })
    .from(recent)
  return row?.mean ?? null
}

/** `takes_open` refuses a second one while the first is under way. */
export async function insertTake(db: Queries, made: Take): Promise<void> {
  const ofShot = sql`from ${shots} where ${shots.briefId} = ${made.briefId}
    and ${shots.planVersion} = ${made.planVersion} and ${shots.id} = ${made.shotId}`
  await db.insert(takes).values({
    ...made,
    workflow: sql`(select ${shots.workflow} ${ofShot})`,
    durationFrames: sql`(select ${shots.durationFrames} ${ofShot})`,
    queuedAt: sql`(select ${cinematicBriefs.queuedAt} from ${cinematicBriefs}
      where ${cinematicBriefs.id} = ${made.briefId} and ${cinematicBriefs.bumpedAt} is null)`,
  })
}

/** By primary key. */
export async function endTake(db: Queries, id: TakeId, end: Parameters<Writes['endTake']>[1]): Promise<void> {
  expectOne(await db.update(takes).set(end).where(eq(takes.id, id)).returning({ id: takes.id }), id)
}
