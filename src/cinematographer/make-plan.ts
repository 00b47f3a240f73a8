/** Makes a plan: gathers what it goes by, asks the planner, and asks once more where the answer is poor. The better one is kept. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import type { AssetId } from '../domain/ids.ts'
import { preferenceOf } from '../domain/look.ts'
import { isGoodEnough, meanOf } from '../domain/plan-score.ts'
import type { Project } from '../domain/project.ts'
import { ok, type Result } from '../domain/result.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import { SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Planner } from '../ports/planner.ts'
import type { Found } from '../ports/research.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { sayFailure } from '../words/say.ts'
import type { FindReferences } from './find-references.ts'
import type { FinishPlan, PlanGround } from './finish-plan.ts'
import type { ResolveModels } from './resolve-models.ts'

export type MadePlan = {
  readonly plan: ShotPlan
  readonly assets: readonly Asset[]
  /** References that the brief asked for and did not bring. */
  readonly found: readonly Found[]
  /** Of them those that are as good as files of the brief's own. */
  readonly brought: readonly AssetId[]
}
export type MakePlan = (brief: Brief, project: Project, signal: AbortSignal) => Promise<Result<MadePlan, Failure>>

/** A model that took longer is not asked again: people wait for the plan. */
const QUICK_MS = 45 * SECOND

type Gathered = { readonly ground: PlanGround } & Pick<MadePlan, 'found' | 'brought'>
/** A plan, or why the planner's answer cannot be one. */
type Attempt = { readonly author: ShotPlan['author']; readonly plan: Result<ShotPlan, Failure> }

export function createMakePlan(deps: {
  readonly store: Pick<Store, 'assetsById'>
  readonly planner: Planner
  readonly findReferences: FindReferences
  readonly workflows: Pick<Workflows, 'forProject'>
  readonly resolveModels: ResolveModels
  /** Of the house; a project's own beats it. Taken wherever it can make the shot, before the catalogue's order. */
  readonly defaultWorkflow: string | null
  readonly finishPlan: FinishPlan
  readonly clock: Clock
}): MakePlan {
  return async (brief, project, signal) => {
    const gathered = await gather(brief, project, signal)
    if (!gathered.ok) return gathered
    const { ground, found, brought } = gathered.value
    const begun = deps.clock.now().getTime()
    const first = await attempt(ground, [], signal)
    if (!first.ok) return first
    const faults = faultsOf(first.value.plan)
    // The rules would answer the same again.
    const isWorthIt = faults.length > 0 && first.value.author === 'model'
    const isQuick = deps.clock.now().getTime() - begun < QUICK_MS
    const second = isWorthIt && isQuick ? await attempt(ground, faults, signal) : null
    const plan = better(first.value.plan, second?.ok === true ? second.value.plan : null)
    return plan.ok ? ok({ plan: plan.value, assets: ground.assets, found, brought }) : plan
  }

  async function gather(asked: Brief, asIs: Project, signal: AbortSignal): Promise<Result<Gathered, Failure>> {
    const own = await deps.store.assetsById(asked.assetIds)
    const answered = await deps.findReferences(asked, own, signal)
    const found = answered.flatMap((a) => a.found ?? [])
    // A film that was found lends its look; a picture or footage is as good as one that the brief brought.
    const lent = answered.flatMap((a) => (a.found !== null && a.wish.sought === 'film' ? [a.found.asset.id] : []))
    const brought = found.map((f) => f.asset.id).filter((id) => !lent.includes(id))
    const brief = { ...asked, assetIds: [...asked.assetIds, ...brought] }
    // What this brief asks for comes before what goes into every film: few workflows take more than two pictures.
    const look = { ...asIs.look, references: [...new Set([...lent, ...asIs.look.references])] }
    const others = look.references.filter((id) => !brief.assetIds.includes(id) && !lent.includes(id))
    const assets = [...own, ...found.map((f) => f.asset), ...(await deps.store.assetsById(others))]

    const preference = preferenceOf(look, brief.styleTags)
    const all = await deps.workflows.forProject(asIs.id)
    const resolved = await deps.resolveModels(all, brief.workflow, preference)
    if (!resolved.ok) return resolved
    const preferred = asIs.settings.defaultWorkflow ?? deps.defaultWorkflow
    const ordered = resolved.value.toSorted((a, b) => rank(a.facts, preferred) - rank(b.facts, preferred))
    return ok({ ground: { brief, project: { ...asIs, look }, assets, answered, resolved: ordered }, found, brought })
  }

  async function attempt(
    ground: PlanGround,
    faults: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<Attempt, Failure>> {
    const { brief, project, assets, resolved } = ground
    const answer = await deps.planner.plan({
      brief,
      look: project.look,
      assets,
      workflows: resolved.map((r) => r.facts),
      model: project.settings.plannerModel,
      transcriptionModel: project.settings.transcriptionModel,
      faults,
      signal,
    })
    if (!answer.ok) return answer
    return ok({ author: answer.value.author, plan: await deps.finishPlan(ground, answer.value) })
  }
}

/** What the next attempt is told; nothing where this one will do. */
function faultsOf(plan: Result<ShotPlan, Failure>): readonly string[] {
  if (!plan.ok) return [sayFailure(plan.failure)]
  const { score } = plan.value
  return score === null || isGoodEnough(score) ? [] : score.faults
}

function better(first: Result<ShotPlan, Failure>, second: Result<ShotPlan, Failure> | null): Result<ShotPlan, Failure> {
  if (second?.ok !== true) return first
  if (!first.ok) return second
  const mean = (plan: ShotPlan) => (plan.score === null ? 0 : meanOf(plan.score))
  const [a, b] = [first.value.provenance, second.value.provenance]
  const kept = mean(second.value) > mean(first.value) ? second.value : first.value
  const asked = { attempts: a.attempts + b.attempts, tokens: a.tokens + b.tokens }
  return ok({ ...kept, provenance: { ...kept.provenance, ...asked } })
}

const rank = (workflow: { readonly name: string }, preferred: string | null): number =>
  workflow.name === preferred ? 0 : 1
