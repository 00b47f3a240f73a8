/** Makes a planner's answer into a plan that can be rendered: fits its shots, puts look and continuity into them, dresses, checks and scores them. */
import { type Asset, mediaKind } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { monthStart } from '../domain/budget.ts'
import { carryOn } from '../domain/continuity.ts'
import type { Failure } from '../domain/failure.ts'
import { fitPlan } from '../domain/fit-plan.ts'
import { unusedLoras, wearLook } from '../domain/look.ts'
import { scorePlan } from '../domain/plan-score.ts'
import type { Project, ProjectLook } from '../domain/project.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Shot } from '../domain/shot.ts'
import type { PlanScore, ShotPlan } from '../domain/shot-plan.ts'
import { MINUTE, SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { PlanAnswer, PlannedShot } from '../ports/planner.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import { sayFound, sayUnusedLoras } from '../words/plan-remarks.ts'
import type { Checked, CheckOnHosts, CheckShot } from './check-shot.ts'
import { dressShot } from './dress-shot.ts'
import type { Estimate } from './estimate.ts'
import type { Answered } from './find-references.ts'
import type { Resolved } from './resolve-models.ts'

/** What a plan goes by, the preferred workflows first. */
export type PlanGround = {
  readonly brief: Brief
  readonly project: Project
  readonly assets: readonly Asset[]
  readonly answered: readonly Answered[]
  readonly resolved: readonly Resolved[]
}
export type FinishPlan = (ground: PlanGround, answer: PlanAnswer) => Promise<Result<ShotPlan, Failure>>

export function createFinishPlan(deps: {
  readonly store: Pick<Store, 'gpuUse'>
  readonly checkShot: CheckShot
  readonly checkOnHosts: CheckOnHosts
  readonly estimate: Estimate
  readonly clock: Clock
  readonly randomness: Randomness
}): FinishPlan {
  return async (ground, answer) => {
    const { brief, assets, resolved } = ground
    const workflows = resolved.map((r) => r.facts)
    const fitted = fitPlan(answer.shots, brief, workflows, (id) => kindOf(assets, id))
    if (!fitted.ok) return fitted
    const shots: Shot[] = []
    const checked: Checked[] = []
    for (const [index, planned] of sharedBy(ground, answer, fitted.value).entries()) {
      const by = resolved.find((r) => r.facts.name === planned.workflow)
      if (by === undefined)
        return fail({ type: 'workflow-cannot', workflow: planned.workflow, reason: 'no host can run it' })
      const { look } = ground.project
      const shot = dressShot(deps.randomness, brief, planned, { index, resolved: by, look, assets })
      const graph = await deps.checkShot(brief, shot)
      if (!graph.ok) return graph
      // Shots of one workflow differ in words and numbers only: a host that takes one takes all.
      const isFirst = !checked.some((c) => c.load.workflow === graph.value.load.workflow)
      const refused = isFirst ? await deps.checkOnHosts(by.hosts, graph.value) : null
      if (refused !== null) return fail(refused)
      shots.push(shot)
      checked.push(graph.value)
    }
    const plan: ShotPlan = {
      briefId: brief.id,
      version: brief.planVersion + 1,
      author: answer.author,
      rationale: [answer.rationale, ...remarksOf(ground, shots)].join(' '),
      treatment: answer.treatment,
      provenance: answer.provenance,
      score: null,
      ...(await deps.estimate(checked.map((c) => c.load))),
      shots,
      createdAt: deps.clock.now(),
    }
    return ok({ ...plan, score: await scoreOf(ground, plan) })
  }

  async function scoreOf({ brief, project, assets, resolved }: PlanGround, plan: ShotPlan): Promise<PlanScore> {
    const { gate, autoGoGpuMinutes, monthlyGpuMinutes } = project.settings
    const use = await deps.store.gpuUse(project.id, monthStart(deps.clock.now()))
    const files = assets.flatMap(({ id, name, mime }) => {
      const kind = mediaKind(mime)
      return brief.assetIds.includes(id) && (kind === 'picture' || kind === 'video') ? [{ id, name, kind }] : []
    })
    return scorePlan({
      brief,
      shots: plan.shots,
      treatment: plan.treatment,
      files,
      means: {
        workflows: resolved.map((r) => r.facts),
        estimateMs: plan.estimateGpuSeconds * SECOND,
        autoGoMs: (brief.gate ?? gate) === 'auto' ? autoGoGpuMinutes * MINUTE : null,
        leftMs: monthlyGpuMinutes === null ? null : monthlyGpuMinutes * MINUTE - use.usedMs - use.reservedMs,
      },
    })
  }
}

/** The shots with what all of the project's share, then with what those of this film share. */
function sharedBy(
  { brief, project, assets, resolved }: PlanGround,
  { treatment }: PlanAnswer,
  planned: readonly PlannedShot[],
): readonly PlannedShot[] {
  const pictures = project.look.references.filter((id) => kindOf(assets, id) === 'picture')
  const worn = planned.map((shot) => {
    const facts = resolved.find((r) => r.facts.name === shot.workflow)?.facts
    return facts === undefined ? shot : wearLook(shot, project.look, facts, pictures)
  })
  return carryOn(worn, { text: [brief.summary, brief.script ?? '', ...brief.styleTags].join('\n'), treatment })
}

const remarksOf = ({ answered, project }: PlanGround, shots: readonly Shot[]): readonly string[] => [
  ...answered.map(({ wish, found }) => sayFound({ wish, found: found && { ...found, name: found.asset.name } })),
  ...unusedIn(project.look, shots),
]

function unusedIn(look: ProjectLook, shots: readonly Shot[]): readonly string[] {
  const without = shots.filter((s) => unusedLoras(look, s.models).length > 0)
  const names = [...new Set(without.flatMap((s) => unusedLoras(look, s.models)))]
  return sayUnusedLoras(names, [...new Set(without.map((s) => s.workflow))])
}

const kindOf = (assets: readonly Asset[], id: Asset['id']) => {
  const mime = assets.find((a) => a.id === id)?.mime
  return mime === undefined ? null : mediaKind(mime)
}
