/** Reminds once, a day after a delivery, whoever still has to say something about it. */
import type { Brief } from '../domain/brief.ts'
import type { BriefEvent } from '../domain/event.ts'
import type { Job } from '../domain/job.ts'
import { tally } from '../domain/review.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { judgesOf } from './judges.ts'

export const createRemind =
  (deps: { readonly store: Store; readonly clock: Clock }) =>
  (job: Extract<Job, { kind: 'remind' }>): Promise<void> =>
    deps.store.transact(async (tx) => {
      await tx.jobs.settle(job)
      const { briefId, deliveryNo } = job.payload
      const brief = await tx.lockBrief(briefId)
      // Decided, revised or replaced meanwhile: nobody is waited for.
      if (brief?.state.stage !== 'in-review' || brief.state.deliveryNo !== deliveryNo) return
      await tx.appendEvents(briefId, [await reminder(tx, brief, deliveryNo)], deps.clock.now())
    })

/** Those who have judged are not asked again, but for what they want changed. */
async function reminder(tx: Transaction, brief: Brief, deliveryNo: number): Promise<BriefEvent> {
  const delivery = (await tx.deliveries(brief.id)).find((d) => d.number === deliveryNo)
  const given = delivery === undefined ? [] : await tx.verdictsInForce(delivery.id)
  const quorum = (await tx.project(brief.projectId))?.settings.quorum ?? 1
  const verdicts = given.map((v) => v.verdict)
  if (tally(verdicts, quorum) === 'changes') {
    const asked = given.filter((v) => v.verdict === 'request-changes').map((v) => v.personId)
    return { type: 'ReviewReminded', deliveryNo, calls: asked, waitsFor: 'note' }
  }
  const silent = (await judgesOf(tx, brief)).filter((id) => !given.some((v) => v.personId === id))
  return { type: 'ReviewReminded', deliveryNo, calls: silent, waitsFor: 'verdict' }
}
