/** Ends what hosts still do for a brief that was cancelled: each of its open prompts, and no other. */
import type { Job } from '../domain/job.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import type { Lanes } from './lanes.ts'

export function createStopWork(deps: { readonly store: Store; readonly lanes: Lanes; readonly log: Log }) {
  return async (job: Extract<Job, { kind: 'stop' }>): Promise<void> => {
    const { briefId } = job.payload
    const open = (await deps.store.takes(briefId)).filter((t) => t.outcome === 'submitting')
    for (const take of open) {
      const cancelled = await deps.lanes.named(take.host)?.cancel(take.promptId)
      // A host that is down will have forgotten the prompt when it is back; the take ends when its shot is looked up.
      if (cancelled?.ok === false)
        deps.log.warn('prompt-not-cancelled', { briefId, promptId: take.promptId, failure: cancelled.failure })
    }
    await deps.store.transact((tx) => tx.jobs.settle(job))
  }
}
