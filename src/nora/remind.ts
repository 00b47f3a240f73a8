/** Reminds once, a day after a delivery, that somebody must say what they think of it. */
import type { Job } from '../domain/job.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'

export const createRemind =
  (deps: { readonly store: Store; readonly clock: Clock }) =>
  (job: Extract<Job, { kind: 'remind' }>): Promise<void> =>
    deps.store.transact(async (tx) => {
      await tx.jobs.settle(job)
      const { briefId, deliveryNo } = job.payload
      const brief = await tx.lockBrief(briefId)
      // Judged, revised or replaced meanwhile: nobody is waited for.
      if (brief?.state.stage !== 'in-review' || brief.state.deliveryNo !== deliveryNo) return
      await tx.appendEvents(briefId, [{ type: 'ReviewReminded', deliveryNo }], deps.clock.now())
    })
