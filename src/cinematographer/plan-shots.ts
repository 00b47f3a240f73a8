/** Makes the next plan of a brief: asks the planner, gives every shot its id, seed, models and fingerprint, draws boards, estimates. */
import { advance } from '../coordination/advance.ts'
import { reserveGpu } from '../coordination/reserve-gpu.ts'
import { whoSaysGo } from '../coordination/who-says-go.ts'
import { leaveJob } from '../coordination/leave-job.ts'
import type { StatusReport } from '../coordination/agents.ts'
import { retryOrFail } from '../coordination/retry-or-fail.ts'
import type { Asset } from '../domain/asset.ts'
import { type Brief, filmFrames } from '../domain/brief.ts'
import type { ShotLoad } from '../domain/estimate.ts'
import type { BriefEvent } from '../domain/event.ts'
import type { Failure } from '../domain/failure.ts'
import { type GateWait, gateOf } from '../domain/gate.ts'
import { fingerprint } from '../domain/fingerprint.ts'
import { type AssetId, makeId } from '../domain/ids.ts'
import type { Job } from '../domain/job.ts'
import { isWanted } from '../domain/lifecycle.ts'
import type { Note } from '../domain/note.ts'
import type { Project } from '../domain/project.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { PLAIN_FINISH, type Shot } from '../domain/shot.ts'
import { type ShotPlan, totalFrames } from '../domain/shot-plan.ts'
import { SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Running } from '../ports/jobs.ts'
import type { PlannedShot, Planner } from '../ports/planner.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store, Transaction } from '../ports/store.ts'
import type { CheckShot } from './check-shot.ts'
import type { Workflows } from '../ports/workflows.ts'
import type { DrawBoards } from './draw-boards.ts'
import type { Estimate } from './estimate.ts'
import type { ResolveModels, Resolved } from './resolve-models.ts'
import type { RevisePlan } from './revise-plan.ts'

type PlanJob = Extract<Job, { kind: 'plan' }>
const BY = 'master_cinematographer'

/** JSON carries whole numbers exactly up to here, and so do ComfyUI's seeds. */
const SEEDS = 2 ** 53

export function createPlanShots(deps: {
  readonly store: Store
  readonly planner: Planner
  readonly workflows: Pick<Workflows, 'forProject'>
  readonly resolveModels: ResolveModels
  /** Of the house; a project's own beats it. Taken wherever it can make the shot, before the catalogue's order. */
  readonly defaultWorkflow: string | null
  readonly checkShot: CheckShot
  readonly estimate: Estimate
  readonly drawBoards: DrawBoards
  readonly revisePlan: RevisePlan
  readonly report: StatusReport
  readonly clock: Clock
  readonly randomness: Randomness
}) {
  return async (job: PlanJob, running: Running): Promise<void> => {
    const { briefId } = job.payload
    const brief = await deps.store.brief(briefId)
    if (brief === null || !isWanted(job, brief.state)) return leaveJob(deps.store, job)
    const project = await deps.store.project(brief.projectId)
    if (project === null) throw new Error(`there is no project ${brief.projectId}`)

    await deps.report(briefId, BY, { at: 'planning' })
    const notes = (await deps.store.notes(briefId)).filter((n) => n.state.is === 'waiting')
    const current = brief.planVersion === 0 ? null : await deps.store.plan(briefId, brief.planVersion)
    if (current !== null && (brief.state.stage === 'revising' || notes.length > 0))
      return revise(job, brief, project, current, notes, running.signal)

    const made = await makePlan(brief, project, running.signal)
    const boards = made.ok ? await deps.drawBoards(brief, made.value.plan, made.value.assets, running.signal) : null
    await deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const now = await tx.lockBrief(briefId)
      if (now === null || !isWanted(job, now.state)) return tx.jobs.settle(job)
      if (!made.ok) return again(tx, now, job, made.failure, at)
      await tx.jobs.settle(job)
      const { plan } = made.value
      if (boards !== null) await tx.insertAsset(boards)
      await tx.insertPlan(plan)
      const waits = await gate(tx, now, project, plan, at)
      await advance(tx, now, { type: 'plan-made', planVersion: plan.version, needsGo: waits !== null }, at, {
        by: BY,
        also: { planVersion: plan.version, llmNotes: plan.rationale },
        events: [await planMade(tx, now, plan, { isRevision: false, boardsAssetId: boards?.id ?? null, waits })],
      })
    })
  }

  /** The next plan out of the notes: what they do not name stays as it is. */
  async function revise(
    job: PlanJob,
    brief: Brief,
    project: Project,
    current: ShotPlan,
    notes: readonly Note[],
    signal: AbortSignal,
  ): Promise<void> {
    const revised = await deps.revisePlan(brief, current, notes)
    const assets = await deps.store.assetsById(brief.assetIds)
    const boards =
      revised.ok && rendersOf(revised.value.plan) > 0
        ? await deps.drawBoards(brief, revised.value.plan, assets, signal)
        : null
    await deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const now = await tx.lockBrief(brief.id)
      await tx.jobs.settle(job)
      if (now === null || !isWanted(job, now.state) || now.planVersion !== current.version) return
      if (!revised.ok) return dropRevision(tx, now, current, notes, revised.failure, at)
      const { plan, says, assetIds } = revised.value
      if (boards !== null) await tx.insertAsset(boards)
      await tx.insertPlan(plan)
      for (const note of notes)
        if (note.state.is === 'waiting')
          await tx.saveNote({ ...note, state: { is: 'taken', changes: note.state.changes, planVersion: plan.version } })
      const waits = await gate(tx, now, project, plan, at)
      await advance(tx, now, { type: 'plan-made', planVersion: plan.version, needsGo: waits !== null }, at, {
        by: BY,
        also: { planVersion: plan.version, llmNotes: plan.rationale, assetIds },
        events: [
          await planMade(tx, now, plan, { isRevision: true, boardsAssetId: boards?.id ?? null, waits }),
          { type: 'PlanRevised', planVersion: plan.version, says, renders: rendersOf(plan) },
          ...kept(plan),
        ],
      })
    })
  }

  /** Notes that cannot be followed are set aside and said so; the brief goes back to where it was. */
  async function dropRevision(
    tx: Transaction,
    now: Brief,
    current: ShotPlan,
    notes: readonly Note[],
    failure: Failure,
    at: Date,
  ): Promise<void> {
    for (const note of notes) await tx.saveNote({ ...note, state: { is: 'set-aside' } })
    const back =
      now.state.stage === 'revising'
        ? ({ type: 'revision-dropped' } as const)
        : ({ type: 'plan-made', planVersion: current.version, needsGo: true } as const)
    await advance(tx, now, back, at, { by: BY, events: [{ type: 'Refused', verb: 'note', failure }] })
  }

  function again(tx: Transaction, brief: Brief, job: PlanJob, failure: Failure, at: Date): Promise<void> {
    return retryOrFail(tx, brief, job, failure, { by: BY, at, jitter: deps.randomness.below(1000) / 1000 })
  }

  async function makePlan(
    brief: Brief,
    project: Project,
    signal: AbortSignal,
  ): Promise<Result<{ readonly plan: ShotPlan; readonly assets: readonly Asset[] }, Failure>> {
    const assets = await deps.store.assetsById([...brief.assetIds, ...project.look.references])
    const resolved = await deps.resolveModels(await deps.workflows.forProject(project.id), brief.workflow)
    if (!resolved.ok) return resolved
    const preferred = project.settings.defaultWorkflow ?? deps.defaultWorkflow
    const workflows = resolved.value.map((r) => r.facts).sort((a, b) => rank(a, preferred) - rank(b, preferred))
    const answer = await deps.planner.plan({
      brief,
      look: project.look,
      assets,
      workflows,
      model: project.settings.plannerModel,
      faults: [],
      signal,
    })
    if (!answer.ok) return answer
    const sum = totalFrames(answer.value.shots)
    if (sum !== filmFrames(brief))
      return fail({ type: 'plan-refused', reason: `its shots add up to ${sum} frames instead of ${filmFrames(brief)}` })

    const shots: Shot[] = []
    const loads: ShotLoad[] = []
    for (const [index, planned] of answer.value.shots.entries()) {
      const shot = dress(brief, planned, index, resolved.value, assets)
      if (!shot.ok) return shot
      const load = await deps.checkShot(brief, shot.value)
      if (!load.ok) return load
      shots.push(shot.value)
      loads.push(load.value)
    }
    const plan: ShotPlan = {
      briefId: brief.id,
      version: brief.planVersion + 1,
      author: answer.value.author,
      rationale: answer.value.rationale,
      treatment: answer.value.treatment,
      provenance: answer.value.provenance,
      ...(await deps.estimate(loads)),
      shots,
      createdAt: deps.clock.now(),
    }
    return ok({ plan, assets })
  }

  function dress(
    brief: Brief,
    planned: PlannedShot,
    index: number,
    resolved: readonly Resolved[],
    assets: readonly Asset[],
  ): Result<Shot, Failure> {
    const workflow = resolved.find((r) => r.facts.name === planned.workflow)
    if (workflow === undefined)
      return fail({ type: 'workflow-cannot', workflow: planned.workflow, reason: 'no host can run it' })
    const unknown = planned.references.find((r) => !assets.some((a) => a.id === r.assetId))
    if (unknown !== undefined) return fail({ type: 'asset-lost', assetId: unknown.assetId })
    const sha256 = (id: AssetId) => assets.find((a) => a.id === id)?.sha256 ?? ''
    const rendered = {
      ...planned,
      models: workflow.models,
      seed: deps.randomness.below(SEEDS),
      loop: brief.loop && workflow.facts.canLoop,
    }
    return ok({
      ...rendered,
      id: makeId('shot', deps.randomness.uuid()),
      index,
      finish: PLAIN_FINISH,
      locked: false,
      fingerprint: fingerprint(rendered, brief, sha256),
      currentTakeId: null,
    })
  }
}

const rank = (workflow: { readonly name: string }, preferred: string | null): number =>
  workflow.name === preferred ? 0 : 1

/** Shots that go on with a take they have. */
const kept = (plan: ShotPlan): readonly BriefEvent[] =>
  plan.shots.flatMap(({ id: shotId, index: shotIndex, currentTakeId: takeId }) =>
    takeId === null ? [] : [{ type: 'ShotReused', shotId, shotIndex, takeId }],
  )

const rendersOf = (plan: ShotPlan): number => plan.shots.filter((s) => s.currentTakeId === null).length

/** Why a person must say Go before GPU time is spent; null where the plan may be shot, and its time is reserved. */
async function gate(
  tx: Transaction,
  brief: Brief,
  project: Project,
  plan: ShotPlan,
  at: Date,
): Promise<GateWait | null> {
  const renders = rendersOf(plan)
  const estimateMs = plan.estimateGpuSeconds * SECOND
  const waits = gateOf(brief, project.settings, { renders, estimateMs })
  if (waits !== null || renders === 0) return waits
  const lack = await reserveGpu(tx, brief, { version: plan.version, ms: estimateMs }, at)
  return lack === null ? null : { for: 'budget', lack }
}

const planMade = async (
  tx: Transaction,
  brief: Brief,
  plan: ShotPlan,
  o: { readonly isRevision: boolean; readonly boardsAssetId: AssetId | null; readonly waits: GateWait | null },
): Promise<BriefEvent> => ({
  type: 'PlanMade',
  planVersion: plan.version,
  author: plan.author,
  rationale: plan.rationale,
  estimateGpuSeconds: plan.estimateGpuSeconds,
  guessedGpuSeconds: plan.guessedGpuSeconds,
  ...o,
  calls: o.waits === null ? [] : await whoSaysGo(tx, brief),
  shots: plan.shots.map(({ index, caption, framing, lens, cameraMove, durationFrames, workflow }) => ({
    index,
    caption,
    framing,
    lens,
    cameraMove,
    durationFrames,
    workflow,
  })),
})
