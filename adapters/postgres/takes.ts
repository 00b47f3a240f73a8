/** Takes: attempts to render a shot, and what past ones teach. */
import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, sql } from 'drizzle-orm'
import type { BriefId, ProjectId, ShotId, TakeId } from '../../src/domain/ids.ts'
import type { TakeSample } from '../../src/domain/estimate.ts'
import type { Take } from '../../src/domain/take.ts'
import type { Writes } from '../../src/ports/store.ts'
import { zFailure } from './json-failure.ts'
import { expectOne, type Queries } from './queries.ts'
import { cinematicBriefs, shots, takes } from './schema-briefs.ts'

function toTake(stored: typeof takes.$inferSelect): Take {
  const { workflow: _, durationFrames: __, queuedAt: ___, frames, width, height, steps, isAnimatic, ...row } = stored
  const load = toLoad({ frames, width, height, steps, isAnimatic })
  return { ...row, load, failure: zFailure.nullable().parse(row.failure) }
}

type LoadColumns = Pick<typeof takes.$inferSelect, 'frames' | 'width' | 'height' | 'steps' | 'isAnimatic'>

const toLoad = ({ frames, width, height, steps, isAnimatic }: LoadColumns): Take['load'] =>
  frames === null || width === null || height === null ? null : { frames, width, height, steps, isAnimatic }

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

/** By `takes_by_prompt`. */
export async function takesByPrompt(db: Queries, promptIds: readonly string[]): Promise<readonly Take[]> {
  if (promptIds.length === 0) return []
  return (
    await db
      .select()
      .from(takes)
      .where(inArray(takes.promptId, [...promptIds]))
  ).map(toTake)
}

/** By `takes_open`, which allows one. */
export async function openTake(db: Queries, briefId: BriefId, shotId: ShotId): Promise<Take | null> {
  const [row] = await db
    .select()
    .from(takes)
    .where(and(eq(takes.briefId, briefId), eq(takes.shotId, shotId), eq(takes.outcome, 'submitting')))
  return row ? toTake(row) : null
}

/** The last rows of `takes_of_workflow`. */
export async function takeSamples(
  db: Queries,
  workflow: string,
  o: { isAnimatic: boolean; limit: number },
): Promise<readonly TakeSample[]> {
  const rows = await db
    .select()
    .from(takes)
    .where(
      and(
        eq(takes.workflow, workflow),
        eq(takes.isAnimatic, o.isAnimatic),
        eq(takes.outcome, 'rendered'),
        isNotNull(takes.gpuMs),
        isNotNull(takes.frames),
      ),
    )
    .orderBy(desc(takes.endedAt))
    .limit(o.limit)
  return rows.flatMap(({ host, gpuMs, ...row }) => {
    const load = toLoad(row)
    if (load === null || gpuMs === null) return []
    const { isAnimatic: _, ...rendered } = load
    return [{ ...rendered, workflow, host, gpuMs }]
  })
}

/** `takes_open` refuses a second one while the first is under way. */
export async function insertTake(db: Queries, made: Take): Promise<void> {
  const ofShot = sql`from ${shots} where ${shots.briefId} = ${made.briefId}
    and ${shots.planVersion} = ${made.planVersion} and ${shots.id} = ${made.shotId}`
  const { load, ...row } = made
  await db.insert(takes).values({
    ...row,
    ...load,
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
