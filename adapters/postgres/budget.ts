/** GPU time of a project: what its takes spent, and what plans that are being shot may still spend. */
import { and, eq, gte, isNotNull, sql } from 'drizzle-orm'
import type { BriefId, ProjectId } from '../../src/domain/ids.ts'
import type { GpuUse } from '../../src/domain/budget.ts'
import type { Writes } from '../../src/ports/store.ts'
import { expectOne, type Queries } from './queries.ts'
import { cinematicBriefs as briefs, takes } from './schema-briefs.ts'
import { gpuReservations as reservations } from './schema-budget.ts'
import { projects } from './schema-people.ts'

const left = sql<number>`greatest(0, ${reservations.reservedMs} - coalesce((
  select sum(${takes.gpuMs}) from ${takes}
  where ${takes.briefId} = ${reservations.briefId} and ${takes.planVersion} = ${reservations.planVersion}), 0))`

/** The month's rows of `takes_by_end`; the briefs at their stage, which are few. */
export async function gpuUse(db: Queries, projectId: ProjectId, since: Date): Promise<GpuUse> {
  const [used] = await db
    .select({ ms: sql<number>`coalesce(sum(${takes.gpuMs}), 0)`.mapWith(Number) })
    .from(takes)
    .innerJoin(briefs, eq(briefs.id, takes.briefId))
    .where(and(isNotNull(takes.gpuMs), gte(takes.endedAt, since), eq(briefs.projectId, projectId)))
  const [reserved] = await db
    .select({ ms: sql<number>`coalesce(sum(${left}), 0)`.mapWith(Number) })
    .from(reservations)
    .innerJoin(briefs, and(eq(briefs.id, reservations.briefId), eq(briefs.planVersion, reservations.planVersion)))
    .where(and(eq(briefs.projectId, projectId), eq(briefs.status, 'shooting')))
  return { usedMs: used?.ms ?? 0, reservedMs: reserved?.ms ?? 0 }
}

/** By primary key. */
export async function gpuLeft(db: Queries, briefId: BriefId, planVersion: number): Promise<number | null> {
  const [row] = await db
    .select({ reservedMs: reservations.reservedMs })
    .from(reservations)
    .where(and(eq(reservations.briefId, briefId), eq(reservations.planVersion, planVersion)))
  return row ? Math.max(0, row.reservedMs - (await spentBy(db, briefId, planVersion))) : null
}

/** Forwards through `takes_of_brief`. */
async function spentBy(db: Queries, briefId: BriefId, planVersion: number): Promise<number> {
  const [row] = await db
    .select({ ms: sql<number>`coalesce(sum(${takes.gpuMs}), 0)`.mapWith(Number) })
    .from(takes)
    .where(and(eq(takes.briefId, briefId), eq(takes.planVersion, planVersion)))
  return row?.ms ?? 0
}

/** By primary key. `no key update` keeps out another that does the same, but not those who only refer to the project. */
export async function lockBudget(db: Queries, id: ProjectId): Promise<void> {
  expectOne(await db.select({ id: projects.id }).from(projects).where(eq(projects.id, id)).for('no key update'), id)
}

/** By primary key. What the plan's takes have spent by now is not taken from it again. */
export async function reserveGpu(db: Queries, r: Parameters<Writes['reserveGpu']>[0]): Promise<void> {
  const { briefId, planVersion, ms, at } = r
  const reservedMs = ms + (await spentBy(db, briefId, planVersion))
  await db
    .insert(reservations)
    .values({ briefId, planVersion, reservedMs, at })
    .onConflictDoUpdate({ target: [reservations.briefId, reservations.planVersion], set: { reservedMs, at } })
}
