/** Ends a job whose brief went another way: nothing is changed, and nothing is lost where the brief has come back meanwhile. */
import type { BriefJob } from '../domain/job.ts'
import { isWanted } from '../domain/lifecycle.ts'
import type { Store } from '../ports/store.ts'
import { sendAgain } from './retry-or-fail.ts'

/**
 * Looks again under the brief's lock: a retry that was committed since the job looked could not send its own job, because
 * this one still held the key. Settled without a word, the brief would wait for ever.
 */
export const leaveJob = (store: Pick<Store, 'transact'>, job: BriefJob): Promise<void> =>
  store.transact(async (tx) => {
    const brief = await tx.lockBrief(job.payload.briefId)
    await tx.jobs.settle(job)
    if (brief !== null && isWanted(job, brief.state)) await sendAgain(tx, job, { tries: 0 }, 0)
  })
