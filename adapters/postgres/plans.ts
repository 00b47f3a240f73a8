/** Shot plans with their shots. */
import { and, asc, eq, getTableColumns } from 'drizzle-orm'
import type { BriefId, ShotId, TakeId } from '../../src/domain/ids.ts'
import type { Shot } from '../../src/domain/shot.ts'
import type { ShotPlan } from '../../src/domain/shot-plan.ts'
import { zProvenance, zScore, zTreatment } from './json-plan.ts'
import { zDirection, zFinish, zModels, zReferences, zStrengths } from './json-shot.ts'
import { expectOne, type Queries } from './queries.ts'
import { shotPlans, shots } from './schema-briefs.ts'

function toShot(stored: typeof shots.$inferSelect): Shot {
  const { briefId: _, planVersion: __, ...row } = stored
  return {
    ...row,
    references: zReferences.parse(row.references),
    direction: zDirection.parse(row.direction),
    models: zModels.parse(row.models),
    strengths: zStrengths.parse(row.strengths),
    finish: zFinish.parse(row.finish),
  }
}

/** One statement, so that plan and shots are of one moment: the plan's primary key, then `shots_in_order`. */
export async function plan(db: Queries, briefId: BriefId, version: number): Promise<ShotPlan | null> {
  const rows = await db
    .select({ plan: getTableColumns(shotPlans), shot: getTableColumns(shots) })
    .from(shotPlans)
    .leftJoin(shots, and(eq(shots.briefId, shotPlans.briefId), eq(shots.planVersion, shotPlans.version)))
    .where(and(eq(shotPlans.briefId, briefId), eq(shotPlans.version, version)))
    .orderBy(asc(shots.index))
  const [first] = rows
  if (!first) return null
  return {
    ...first.plan,
    treatment: zTreatment.parse(first.plan.treatment),
    provenance: zProvenance.parse(first.plan.provenance),
    score: zScore.parse(first.plan.score),
    shots: rows.flatMap((row) => (row.shot ? toShot(row.shot) : [])),
  }
}

export async function insertPlan(db: Queries, { shots: planned, ...row }: ShotPlan): Promise<void> {
  await db.insert(shotPlans).values(row)
  if (planned.length === 0) return
  await db.insert(shots).values(planned.map((s) => ({ ...s, briefId: row.briefId, planVersion: row.version })))
}

const isShot = (briefId: BriefId, planVersion: number, id: ShotId) =>
  and(eq(shots.briefId, briefId), eq(shots.planVersion, planVersion), eq(shots.id, id))

/** By primary key. */
export async function saveShot(db: Queries, briefId: BriefId, planVersion: number, shot: Shot): Promise<void> {
  const where = isShot(briefId, planVersion, shot.id)
  expectOne(await db.update(shots).set(shot).where(where).returning({ id: shots.id }), shot.id)
}

/** By primary key. */
export async function chooseTake(
  db: Queries,
  briefId: BriefId,
  planVersion: number,
  shotId: ShotId,
  takeId: TakeId,
): Promise<void> {
  const where = isShot(briefId, planVersion, shotId)
  expectOne(await db.update(shots).set({ currentTakeId: takeId }).where(where).returning({ id: shots.id }), shotId)
}
