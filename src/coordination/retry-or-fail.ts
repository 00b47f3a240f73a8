/** Ends a try that failed, inside a transaction: the work is sent again later, or the brief fails and a person is told. */
import type { Brief } from '../domain/brief.ts'
import type { AgentId } from '../domain/event.ts'
import type { Failure } from '../domain/failure.ts'
import { jobKey, type Job } from '../domain/job.ts'
import { countsAsTry, decideRetry } from '../domain/retry.ts'
import { exhaustive } from '../domain/result.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { advance } from './advance.ts'

type Ending = { readonly at: Date; readonly jitter: number }

/** `jitter` from 0 to 1. The job is settled here. */
export async function retryOrFail(
  tx: Transaction,
  brief: Brief,
  job: Job,
  failure: Failure,
  o: Ending & { readonly by: AgentId },
): Promise<void> {
  if (await tryAgain(tx, brief, job, failure, o)) return
  // Where the brief has moved on meanwhile (cancelled, failed by another shot), the failure is only logged.
  const failed = await advance(tx, brief, { type: 'failed', failure }, o.at, {
    by: o.by,
    events: [{ type: 'Failed', failure }],
  })
  if (!failed.ok) await tx.appendEvents(brief.id, [{ type: 'Failed', failure }], o.at)
}

/** Settles the job; false when the failure is not worth another try. */
export async function tryAgain(tx: Transaction, brief: Brief, job: Job, failure: Failure, o: Ending): Promise<boolean> {
  await tx.jobs.settle(job)
  const counts = countsAsTry(failure)
  const tries = job.payload.tries + (counts ? 1 : 0)
  const waits = counts ? 0 : (job.payload.waits ?? 0) + 1
  const decision = decideRetry(failure, counts ? tries : waits, o.jitter)
  if (decision.do === 'stop') return false
  await sendAgain(tx, job, { tries, waits }, decision.afterMs)
  await tx.appendEvents(
    brief.id,
    [{ type: 'WorkRetried', task: job.kind, tries: counts ? tries : waits, inMs: decision.afterMs, failure }],
    o.at,
  )
  return true
}

/**
 * Settles a job that its brief did not want when it was looked at. If it is wanted by now (retried or reopened in this
 * very moment) it is sent again: as long as this job was there, the one that was asked for was not added beside it.
 */
export function putDown(store: Store, job: Job, isWanted: (brief: Brief) => boolean): Promise<void> {
  return store.transact(async (tx) => {
    const brief = await tx.lockBrief(job.payload.briefId)
    await tx.jobs.settle(job)
    if (brief !== null && isWanted(brief)) await sendAgain(tx, job, job.payload, 0)
  })
}

async function sendAgain(
  tx: Transaction,
  job: Job,
  { tries, waits = 0 }: Pick<Job['payload'], 'tries' | 'waits'>,
  afterMs: number,
): Promise<void> {
  const o = { afterMs, key: jobKey(job.kind, job.payload) }
  switch (job.kind) {
    case 'plan':
      await tx.jobs.send(job.kind, { ...job.payload, tries, waits }, o)
      return
    case 'shoot':
      await tx.jobs.send(job.kind, { ...job.payload, tries, waits }, o)
      return
    case 'cut':
      await tx.jobs.send(job.kind, { ...job.payload, tries, waits }, o)
      return
    case 'deliver':
      await tx.jobs.send(job.kind, { ...job.payload, tries, waits }, o)
      return
    case 'stop':
      await tx.jobs.send(job.kind, { ...job.payload, tries, waits }, o)
      return
    default:
      exhaustive(job)
  }
}
