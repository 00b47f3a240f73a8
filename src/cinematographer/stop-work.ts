/** Ends what hosts still do for a brief that was cancelled: each of its open prompts, and no other. */
import { tryAgain } from '../coordination/retry-or-fail.ts'
import type { HostFailure } from '../domain/failure.ts'
import type { Job } from '../domain/job.ts'
import type { Take } from '../domain/take.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import type { Lanes } from './lanes.ts'

/** With the waits of `retry.ts` about an hour; a prompt that could not be stopped by then ends unseen. */
const MAX_WAITS = 60

export function createStopWork(deps: {
  readonly store: Store
  readonly lanes: Lanes
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
}) {
  return async (job: Extract<Job, { kind: 'stop' }>): Promise<void> => {
    const { briefId } = job.payload
    const isCancelled = (await deps.store.brief(briefId))?.state.stage === 'cancelled'
    const open = isCancelled ? (await deps.store.takes(briefId)).filter((t) => t.outcome === 'submitting') : []
    const stopped: Take[] = []
    let failure: HostFailure | null = null
    for (const take of open) {
      const lane = await deps.lanes.named(take.host)
      const cancelled = await lane?.cancel(take.promptId)
      if (cancelled?.ok !== false) stopped.push(take)
      else failure = cancelled.failure
    }
    const isLastTry = (job.payload.waits ?? 0) >= MAX_WAITS
    if (failure !== null) deps.log.warn('prompt-not-cancelled', { briefId, failure, isLastTry })

    await deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const brief = await tx.lockBrief(briefId)
      const plan = brief === null ? null : await tx.plan(briefId, brief.planVersion)
      const isStill = brief?.state.stage === 'cancelled'
      // Who watches the render may have ended its take first, or be nobody any more.
      for (const take of isStill ? (isLastTry ? open : stopped) : []) {
        if ((await tx.take(take.id))?.outcome !== 'submitting') continue
        await tx.endTake(take.id, { outcome: 'cancelled', gpuMs: null, assetId: null, failure: null, endedAt: at })
        const shot = plan?.shots.find((s) => s.id === take.shotId)
        if (shot !== undefined)
          await tx.appendEvents(
            briefId,
            [
              {
                type: 'TakeEnded',
                shotId: shot.id,
                shotIndex: shot.index,
                takeId: take.id,
                host: take.host,
                outcome: 'cancelled',
                gpuMs: null,
                failure: null,
              },
            ],
            at,
          )
      }
      if (brief === null || !isStill || failure === null || isLastTry) return tx.jobs.settle(job)
      // `tryAgain` settles it either way.
      await tryAgain(tx, brief, job, failure, { at, jitter: deps.randomness.below(1000) / 1000 })
    })
  }
}
