/** Shoots one shot: reuses, resumes or renders a take, brings its clip home, and moves the brief on when it was the last. */
import { retryOrFail, sendAgain } from '../coordination/retry-or-fail.ts'
import type { StatusReport } from '../coordination/agents.ts'
import { advance } from '../coordination/advance.ts'
import { leaveJob } from '../coordination/leave-job.ts'
import type { BriefEvent } from '../domain/event.ts'
import type { Job } from '../domain/job.ts'
import { isWanted } from '../domain/lifecycle.ts'
import { countFailure } from '../domain/retry.ts'
import type { Shot } from '../domain/shot.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Take } from '../domain/take.ts'
import type { Clock } from '../ports/clock.ts'
import type { Running } from '../ports/jobs.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store, Transaction } from '../ports/store.ts'
import type { Place } from './place.ts'
import type { RenderTake, Shooting } from './render-take.ts'
import { takeEnded } from './take-ended.ts'

type ShootJob = Extract<Job, { kind: 'shoot' }>
const BY = 'master_cinematographer'
/** Times in a row that a host which seems to be up did not take a shot. */
const TOLD_AFTER_WAITS = 3

export function createShoot(deps: {
  readonly store: Store
  readonly renderTake: RenderTake
  readonly report: StatusReport
  readonly clock: Clock
  readonly randomness: Randomness
}) {
  return shoot

  /** Without a place, what needs no host is done: to reuse a clip, or to leave what is no longer wanted. */
  async function shoot(job: ShootJob, running: Running, place: Place | null): Promise<void> {
    const { briefId, planVersion, shotId } = job.payload
    const brief = await deps.store.brief(briefId)
    if (brief === null || !isWanted(job, brief.state)) return leaveJob(deps.store, job)
    const shot = (await deps.store.plan(briefId, planVersion))?.shots.find((s) => s.id === shotId)
    if (shot === undefined) throw new Error(`plan ${planVersion} of ${briefId} has no shot ${shotId}`)
    if (shot.currentTakeId !== null) return finish(job, [])

    const same = await deps.store.takeByFingerprint(brief.projectId, shot.fingerprint)
    if (same !== null) return keep(job, same)

    if (place === null) return putBack(job, null)
    const smaller = job.payload.smaller ?? false
    const got = await deps.renderTake(brief, planVersion, shot, { place, smaller, signal: running.signal })
    switch (got.came) {
      case 'take':
        return bring(job, shot, got)
      case 'failure':
        return giveUp(job, shot, got, place)
      case 'gone':
        await lose(shot, got.take)
        return shoot(job, running, place)
      case 'superseded':
        return leaveJob(deps.store, job)
      case 'taken-back':
        return putBack(job, got.take)
    }
  }

  /** It waits again, with everything that it had behind it. */
  function putBack(job: ShootJob, take: Take | null): Promise<void> {
    return deps.store.transact(async (tx) => {
      const brief = await tx.lockBrief(job.payload.briefId)
      await tx.jobs.settle(job)
      // Nobody is told: the host had not begun it.
      if (take !== null && (await tx.take(take.id))?.outcome === 'submitting')
        await tx.endTake(take.id, {
          outcome: 'cancelled',
          gpuMs: null,
          assetId: null,
          failure: null,
          endedAt: deps.clock.now(),
        })
      if (brief !== null && isWanted(job, brief.state)) await sendAgain(tx, job, job.payload, 0)
    })
  }

  /** Ends a take whose host is no more. That is no try: the shot simply was not rendered yet. */
  function lose(shot: Shot, take: Take): Promise<void> {
    return deps.store.transact(async (tx) => {
      await tx.lockBrief(take.briefId)
      if ((await tx.take(take.id))?.outcome !== 'submitting') return
      const endedAt = deps.clock.now()
      const failure = { type: 'host-lost-prompt', host: take.host, promptId: take.promptId } as const
      await tx.endTake(take.id, { outcome: 'lost', gpuMs: null, assetId: null, failure, endedAt })
      await tx.appendEvents(take.briefId, [takeEnded(shot, take, 'lost', null, failure)], endedAt)
    })
  }

  /** An unchanged shot is never rendered again. */
  function keep(job: ShootJob, take: Take): Promise<void> {
    return finish(job, [], async (tx, shot) => {
      await tx.chooseTake(job.payload.briefId, job.payload.planVersion, shot.id, take.id)
      // One of its own that a host still works on is wanted no more: whoever drives the host clears it away.
      const open = await tx.openTake(job.payload.briefId, shot.id)
      const over = {
        outcome: 'cancelled',
        gpuMs: null,
        assetId: null,
        failure: null,
        endedAt: deps.clock.now(),
      } as const
      if (open !== null) await tx.endTake(open.id, over)
      const ended = open === null ? [] : [takeEnded(shot, open, 'cancelled', null, null)]
      return [...ended, { type: 'ShotReused', shotId: shot.id, shotIndex: shot.index, takeId: take.id }]
    })
  }

  function bring(job: ShootJob, shot: Shot, got: Extract<Shooting, { came: 'take' }>): Promise<void> {
    const { take, clip, gpuMs } = got
    return finish(job, [takeEnded(shot, take, 'rendered', gpuMs, null)], async (tx) => {
      await tx.insertAsset(clip)
      await tx.endTake(take.id, {
        outcome: 'rendered',
        gpuMs,
        assetId: clip.id,
        failure: null,
        endedAt: deps.clock.now(),
      })
      await tx.chooseTake(job.payload.briefId, job.payload.planVersion, shot.id, take.id)
      return []
    })
  }

  /** Settles the job with what was got; the last shot of the plan moves the brief on, whichever that is. */
  function finish(
    job: ShootJob,
    events: readonly BriefEvent[],
    change: (tx: Transaction, shot: Shot) => Promise<readonly BriefEvent[]> = () => Promise.resolve([]),
  ): Promise<void> {
    return deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const { briefId, planVersion, shotId } = job.payload
      // Taken first, so that two shots that end at one moment see each other.
      const brief = await tx.lockBrief(briefId)
      await tx.jobs.settle(job)
      const shot = (await tx.plan(briefId, planVersion))?.shots.find((s) => s.id === shotId)
      if (brief === null || shot === undefined) return
      await tx.appendEvents(briefId, [...(await change(tx, shot)), ...events], at)
      const plan = await tx.plan(briefId, planVersion)
      // A cancelled brief keeps the take, but goes nowhere: `advance` then changes nothing.
      if (plan !== null && isComplete(plan))
        await advance(tx, brief, { type: 'shots-done', planVersion }, at, { by: BY })
    })
  }

  function giveUp(job: ShootJob, shot: Shot, got: Extract<Shooting, { came: 'failure' }>, place: Place): Promise<void> {
    return deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const { take, failure } = got
      const brief = await tx.lockBrief(job.payload.briefId)
      const stopped = brief === null || !isWanted(job, brief.state)
      const outcome = stopped ? 'cancelled' : failure.type === 'host-lost-prompt' ? 'lost' : 'failed'
      // A host that does not answer may still be rendering: the take stays open, and the next try, also of a brief that
      // failed meanwhile, goes back to it.
      const away = failure.type === 'host-down' || failure.type === 'host-frozen'
      const goesOn = away && brief?.state.stage !== 'cancelled'
      // Of a cancelled brief another job may have ended it already.
      if (take !== null && !goesOn && (await tx.take(take.id))?.outcome === 'submitting') {
        await tx.endTake(take.id, { outcome, gpuMs: null, assetId: null, failure, endedAt: at })
        await tx.appendEvents(job.payload.briefId, [takeEnded(shot, take, outcome, null, failure)], at)
      }
      if (stopped) return tx.jobs.settle(job)
      const behind = countFailure(job.payload, failure)
      if (away && behind.waits < TOLD_AFTER_WAITS) {
        // Whoever gives shots to hosts knows which are up, and says so where none is.
        await tx.jobs.settle(job)
        return sendAgain(tx, job, behind, 0)
      }
      const ways = { canShrink: got.canShrink, canMove: place.isElsewhere }
      await retryOrFail(tx, brief, job, failure, { by: BY, at, jitter: deps.randomness.below(1000) / 1000, ways })
    })
  }
}

const isComplete = (plan: ShotPlan): boolean => plan.shots.every((s) => s.currentTakeId !== null)
