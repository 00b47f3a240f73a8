/** Ends a job that broke again and again in a way nobody expected: the brief fails where people see it, instead of trying for ever. */
import { advance } from '../coordination/advance.ts'
import type { Failure } from '../domain/failure.ts'
import type { Job } from '../domain/job.ts'
import { isWanted } from '../domain/lifecycle.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import { sendNextSweep } from './sweep.ts'

export function createGiveUp(deps: { readonly store: Store; readonly clock: Clock }) {
  return (job: Job, reason: string): Promise<void> =>
    deps.store.transact(async (tx) => {
      if (job.kind === 'sweep') {
        await tx.jobs.settle(job)
        await sendNextSweep(tx)
        return
      }
      if (job.kind === 'post') {
        // The film goes on; the thread is looked at again when there is more to tell.
        await tx.jobs.settle(job)
        return
      }
      const brief = await tx.lockBrief(job.payload.briefId)
      await tx.jobs.settle(job)
      if (brief === null || !isWanted(job, brief.state)) return
      const failure: Failure = { type: 'internal', reason }
      await advance(tx, brief, { type: 'failed', failure }, deps.clock.now(), {
        by: 'nora',
        events: [{ type: 'Failed', failure }],
      })
    })
}
