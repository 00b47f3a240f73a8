/** Makes a plan that can be rendered: asks the planner, fits and dresses its shots, scores it, and asks once more where it is poor. */
import { type Asset, mediaKind } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { monthStart } from '../domain/budget.ts'
import { carryOn } from '../domain/continuity.ts'
import type { AssetId } from '../domain/ids.ts'
import type { Failure } from '../domain/failure.ts'
import { fitPlan } from '../domain/fit-plan.ts'
import { preferenceOf, unusedLoras, wearLook } from '../domain/look.ts'
import { isGoodEnough, meanOf, scorePlan } from '../domain/plan-score.ts'
import type { Project } from '../domain/project.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Shot } from '../domain/shot.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import { MINUTE, SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { PlanAnswer, Planner, PlannedShot } from '../ports/planner.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Found } from '../ports/research.ts'
import type { Workflows } from '../ports/workflows.ts'
import type { Store } from '../ports/store.ts'
import { sayFound, sayUnusedLoras } from '../words/plan-remarks.ts'
import { sayFailure } from '../words/say.ts'
import type { Checked, CheckOnHosts, CheckShot } from './check-shot.ts'
import { dressShot } from './dress-shot.ts'
import type { Estimate } from './estimate.ts'
import type { Answered, FindReferences } from './find-references.ts'
import type { ResolveModels, Resolved } from './resolve-models.ts'

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

/** What one attempt goes by. */
type Given = {
  readonly brief: Brief
  readonly project: Project
  readonly assets: readonly Asset[]
  readonly answered: readonly Answered[]
  readonly resolved: readonly Resolved[]
  readonly signal: AbortSignal
}
/** A plan, or why the planner's answer cannot be one. */
type Attempt = { readonly author: ShotPlan['author']; readonly plan: Result<ShotPlan, Failure> }

export function createMakePlan(deps: {
  readonly store: Pick<Store, 'assetsById' | 'gpuUse'>
  readonly planner: Planner
  readonly findReferences: FindReferences
  readonly workflows: Pick<Workflows, 'forProject'>
  readonly resolveModels: ResolveModels
  /** Of the house; a project's own beats it. Taken wherever it can make the shot, before the catalogue's order. */
  readonly defaultWorkflow: string | null
  readonly checkShot: CheckShot
  readonly checkOnHosts: CheckOnHosts
  readonly estimate: Estimate
  readonly clock: Clock
  readonly randomness: Randomness
}): MakePlan {
  return async (asked, asIs, signal) => {
    const own = await deps.store.assetsById(asked.assetIds)
    const answered = await deps.findReferences(asked, own, signal)
    const found = answered.flatMap((a) => a.found ?? [])
    // A film that was found lends its look; a picture or footage is as good as one that the brief brought.
    const lent = answered.flatMap((a) => (a.found !== null && a.wish.sought === 'film' ? [a.found.asset.id] : []))
    const brought = found.map((f) => f.asset.id).filter((id) => !lent.includes(id))
    const brief = { ...asked, assetIds: [...asked.assetIds, ...brought] }
    const look = { ...asIs.look, references: [...new Set([...asIs.look.references, ...lent])] }
    const others = look.references.filter((id) => !brief.assetIds.includes(id) && !lent.includes(id))
    const assets = [...own, ...found.map((f) => f.asset), ...(await deps.store.assetsById(others))]

    const resolved = await deps.resolveModels(
      await deps.workflows.forProject(asIs.id),
      brief.workflow,
      preferenceOf(look, brief.styleTags),
    )
    if (!resolved.ok) return resolved
    const given: Given = { brief, project: { ...asIs, look }, assets, answered, resolved: resolved.value, signal }
    const begun = deps.clock.now().getTime()
    const first = await attempt(given, [])
    if (!first.ok) return first
    const faults = faultsOf(first.value.plan)
    // The rules would answer the same again.
    const isWorthIt = faults.length > 0 && first.value.author === 'model'
    const second = isWorthIt && deps.clock.now().getTime() - begun < QUICK_MS ? await attempt(given, faults) : null
    const plan = better(first.value.plan, second?.ok === true ? second.value.plan : null)
    return plan.ok ? ok({ plan: plan.value, assets, found, brought }) : plan
  }

  async function attempt(given: Given, faults: readonly string[]): Promise<Result<Attempt, Failure>> {
    const { brief, project, assets, resolved, signal } = given
    const preferred = project.settings.defaultWorkflow ?? deps.defaultWorkflow
    const workflows = resolved.map((r) => r.facts).sort((a, b) => rank(a, preferred) - rank(b, preferred))
    const answer = await deps.planner.plan({
      brief,
      look: project.look,
      assets,
      workflows,
      model: project.settings.plannerModel,
      faults,
      signal,
    })
    if (!answer.ok) return answer
    const { author } = answer.value
    const fitted = fitPlan(answer.value.shots, brief, workflows, (id) => kindOf(assets, id))
    return ok({ author, plan: fitted.ok ? await planOf(given, answer.value, fitted.value) : fitted })
  }

  async function planOf(
    given: Given,
    answer: PlanAnswer,
    planned: readonly PlannedShot[],
  ): Promise<Result<ShotPlan, Failure>> {
    const { brief, project, assets, resolved } = given
    const { look } = project
    const pictures = look.references.filter((id) => kindOf(assets, id) === 'picture')
    const use = (name: string) => resolved.find((r) => r.facts.name === name)
    const worn = planned.map((shot) => {
      const facts = use(shot.workflow)?.facts
      return facts === undefined ? shot : wearLook(shot, look, facts, pictures)
    })
    const text = `${brief.summary}\n${brief.script ?? ''}\n${brief.styleTags.join(', ')}`
    const shots: Shot[] = []
    const checked: Checked[] = []
    for (const [index, shot] of carryOn(worn, { text, treatment: answer.treatment }).entries()) {
      const by = use(shot.workflow)
      if (by === undefined)
        return fail({ type: 'workflow-cannot', workflow: shot.workflow, reason: 'no host can run it' })
      const dressed = dressShot(deps.randomness, brief, shot, { index, resolved: by, look, assets })
      const graph = await deps.checkShot(brief, dressed)
      if (!graph.ok) return graph
      // Shots of one workflow differ in words and numbers only: a host that takes one takes all.
      const isFirst = !checked.some((c) => c.load.workflow === graph.value.load.workflow)
      const refused = isFirst ? await deps.checkOnHosts(by.hosts, graph.value) : null
      if (refused !== null) return fail(refused)
      shots.push(dressed)
      checked.push(graph.value)
    }
    const estimated = await deps.estimate(checked.map((c) => c.load))
    const remarks = [
      ...given.answered.map(({ wish, found }) =>
        sayFound({ wish, found: found && { ...found, name: found.asset.name } }),
      ),
      ...unusedIn(look, shots),
    ]
    const plan: ShotPlan = {
      briefId: brief.id,
      version: brief.planVersion + 1,
      author: answer.author,
      rationale: [answer.rationale, ...remarks].join(' '),
      treatment: answer.treatment,
      provenance: answer.provenance,
      score: null,
      ...estimated,
      shots,
      createdAt: deps.clock.now(),
    }
    return ok({ ...plan, score: await scoreOf(given, plan) })
  }

  async function scoreOf({ brief, project, assets, resolved }: Given, plan: ShotPlan) {
    const { gate, autoGoGpuMinutes, monthlyGpuMinutes } = project.settings
    const use = await deps.store.gpuUse(project.id, monthStart(deps.clock.now()))
    return scorePlan({
      brief,
      shots: plan.shots,
      treatment: plan.treatment,
      files: assets
        .filter((a) => brief.assetIds.includes(a.id))
        .flatMap(({ id, name, mime }) => {
          const kind = mediaKind(mime)
          return kind === 'picture' || kind === 'video' ? [{ id, name, kind }] : []
        }),
      means: {
        workflows: resolved.map((r) => r.facts),
        estimateMs: plan.estimateGpuSeconds * SECOND,
        autoGoMs: (brief.gate ?? gate) === 'auto' ? autoGoGpuMinutes * MINUTE : null,
        leftMs: monthlyGpuMinutes === null ? null : monthlyGpuMinutes * MINUTE - use.usedMs - use.reservedMs,
      },
    })
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

function unusedIn(look: Project['look'], shots: readonly Shot[]): readonly string[] {
  const without = shots.filter((s) => unusedLoras(look, s.models).length > 0)
  const names = [...new Set(without.flatMap((s) => unusedLoras(look, s.models)))]
  return sayUnusedLoras(names, [...new Set(without.map((s) => s.workflow))])
}

const kindOf = (assets: readonly Asset[], id: Asset['id']) => {
  const mime = assets.find((a) => a.id === id)?.mime
  return mime === undefined ? null : mediaKind(mime)
}

const rank = (workflow: { readonly name: string }, preferred: string | null): number =>
  workflow.name === preferred ? 0 : 1
