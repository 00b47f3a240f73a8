/** Ends what hosts still do for a brief that was cancelled: each of its open prompts, and no other. */
import { leaveJob } from '../coordination/leave-job.ts'
import { sendAgain } from '../coordination/retry-or-fail.ts'
import type { HostFailure } from '../domain/failure.ts'
import type { Job } from '../domain/job.ts'
import { isWanted } from '../domain/lifecycle.ts'
import { countFailure, decideRetry } from '../domain/retry.ts'
import type { Take } from '../domain/take.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store, Transaction } from '../ports/store.ts'
import type { Lanes } from './lanes.ts'
import { takeEnded } from './take-ended.ts'

export function createStopWork(deps: {
  readonly store: Pick<Store, 'brief' | 'takes' | 'transact'>
  readonly lanes: Pick<Lanes, 'named'>
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
}) {
  return async (job: Extract<Job, { kind: 'stop' }>): Promise<void> => {
    const { briefId } = job.payload
    const brief = await deps.store.brief(briefId)
    // Reopened meanwhile: what its hosts do is wanted again.
    if (brief === null || !isWanted(job, brief.state)) return leaveJob(deps.store, job)
    const stopped: Take[] = []
    let failed: HostFailure | null = null
    for (const take of (await deps.store.takes(briefId)).filter((t) => t.outcome === 'submitting')) {
      // A host that is no longer configured is out of our reach: nothing can be stopped there, or brought home.
      const lane = await deps.lanes.named(take.host)
      const cancelled = await lane?.cancel(take.promptId)
      if (cancelled?.ok !== false) stopped.push(take)
      else {
        failed ??= cancelled.failure
        deps.log.warn('prompt-not-cancelled', { briefId, promptId: take.promptId, failure: cancelled.failure })
      }
    }
    await deps.store.transact(async (tx) => {
      const now = await tx.lockBrief(briefId)
      await tx.jobs.settle(job)
      if (now === null || !isWanted(job, now.state)) return
      for (const take of stopped) await endCancelled(tx, take)
      if (failed === null) return
      const behind = countFailure(job.payload, failed)
      const decision = decideRetry(failed, behind, deps.randomness.below(1000) / 1000)
      if (decision.do === 'again') await sendAgain(tx, job, behind, decision.afterMs)
    })
  }

  /** Where its shot's job still waits for the prompt, that one ends the take; after a restart nobody else does. */
  async function endCancelled(tx: Transaction, take: Take): Promise<void> {
    if ((await tx.take(take.id))?.outcome !== 'submitting') return
    const at = deps.clock.now()
    await tx.endTake(take.id, { outcome: 'cancelled', gpuMs: null, assetId: null, failure: null, endedAt: at })
    const shots = (await tx.plan(take.briefId, take.planVersion))?.shots ?? []
    const shot = shots.find((s) => s.id === take.shotId)
    if (shot !== undefined) await tx.appendEvents(take.briefId, [takeEnded(shot, take, 'cancelled', null, null)], at)
  }
}
