/** Makes the next plan of a brief, from its words or from what notes ask of the plan before, draws its boards, and lets it be shot or wait. */
import { advance } from '../coordination/advance.ts'
import { leaveJob } from '../coordination/leave-job.ts'
import type { StatusReport } from '../coordination/agents.ts'
import { retryOrFail } from '../coordination/retry-or-fail.ts'
import type { Brief } from '../domain/brief.ts'
import type { BriefEvent } from '../domain/event.ts'
import type { Failure } from '../domain/failure.ts'
import type { Job } from '../domain/job.ts'
import { isWanted } from '../domain/lifecycle.ts'
import type { Note } from '../domain/note.ts'
import type { Project } from '../domain/project.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Clock } from '../ports/clock.ts'
import type { Running } from '../ports/jobs.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { gate, planMade, rendersOf } from './announce-plan.ts'
import type { DrawBoards } from './draw-boards.ts'
import type { MakePlan } from './make-plan.ts'
import type { RevisePlan } from './revise-plan.ts'

type PlanJob = Extract<Job, { kind: 'plan' }>
const BY = 'master_cinematographer'

export function createPlanShots(deps: {
  readonly store: Store
  readonly makePlan: MakePlan
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

    const made = await deps.makePlan(brief, project, running.signal)
    const boards = made.ok ? await deps.drawBoards(brief, made.value.plan, made.value.assets, running.signal) : null
    await deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const now = await tx.lockBrief(briefId)
      if (now === null || !isWanted(job, now.state)) return tx.jobs.settle(job)
      if (!made.ok) return again(tx, now, job, made.failure, at)
      await tx.jobs.settle(job)
      const { plan, found, brought } = made.value
      if (boards !== null) await tx.insertAsset(boards)
      for (const { asset, isStored } of found) if (!isStored) await tx.insertAsset(asset)
      await tx.insertPlan(plan)
      const waits = await gate(tx, now, project, plan, at)
      await advance(tx, now, { type: 'plan-made', planVersion: plan.version, needsGo: waits !== null }, at, {
        by: BY,
        also: {
          planVersion: plan.version,
          llmNotes: plan.rationale,
          assetIds: [...new Set([...now.assetIds, ...brought])],
        },
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
}

/** Shots that go on with a take they have. */
const kept = (plan: ShotPlan): readonly BriefEvent[] =>
  plan.shots.flatMap(({ id: shotId, index: shotIndex, currentTakeId: takeId }) =>
    takeId === null ? [] : [{ type: 'ShotReused', shotId, shotIndex, takeId }],
  )
