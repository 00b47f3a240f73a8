/** Ends a try that failed, inside a transaction: the work is sent again later, or the brief fails and a person is told. */
import type { Brief } from '../domain/brief.ts'
import type { AgentId } from '../domain/event.ts'
import type { Failure } from '../domain/failure.ts'
import { jobKey, type Job } from '../domain/job.ts'
import { type Behind, countFailure, decideRetry, type Ways } from '../domain/retry.ts'
import { exhaustive } from '../domain/result.ts'
import type { Transaction } from '../ports/store.ts'
import { advance } from './advance.ts'

/** `jitter` from 0 to 1. The job is settled here. */
export async function retryOrFail(
  tx: Transaction,
  brief: Brief,
  job: Job,
  failure: Failure,
  o: { readonly by: AgentId; readonly at: Date; readonly jitter: number; readonly ways?: Ways },
): Promise<void> {
  await tx.jobs.settle(job)
  const behind = countFailure(job.payload, failure)
  const decision = decideRetry(failure, behind, o.jitter, o.ways)
  if (decision.do === 'again') {
    const smaller = decision.smaller ?? behind.smaller
    const notOn = decision.elsewhere && 'host' in failure ? [...behind.notOn, failure.host] : behind.notOn
    await sendAgain(tx, job, { ...behind, smaller, notOn }, decision.afterMs)
    await tx.appendEvents(
      brief.id,
      [
        {
          type: 'WorkRetried',
          task: job.kind,
          tries: behind.tries + behind.waits,
          inMs: decision.afterMs,
          failure,
          smaller: decision.smaller ?? false,
        },
      ],
      o.at,
    )
    return
  }
  // Where the brief has moved on meanwhile (cancelled, failed by another shot), the failure is only logged.
  const failed = await advance(tx, brief, { type: 'failed', failure }, o.at, {
    by: o.by,
    events: [{ type: 'Failed', failure }],
  })
  if (!failed.ok) await tx.appendEvents(brief.id, [{ type: 'Failed', failure }], o.at)
}

/** The job must be settled already: while it runs, its key keeps another one out. */
export async function sendAgain(tx: Transaction, job: Job, behind: Behind, afterMs: number): Promise<void> {
  const o = { afterMs, key: jobKey(job.kind, job.payload) }
  switch (job.kind) {
    case 'plan':
      await tx.jobs.send(job.kind, { ...job.payload, ...behind }, o)
      return
    case 'shoot':
      await tx.jobs.send(job.kind, { ...job.payload, ...behind }, o)
      return
    case 'cut':
      await tx.jobs.send(job.kind, { ...job.payload, ...behind }, o)
      return
    case 'deliver':
      await tx.jobs.send(job.kind, { ...job.payload, ...behind }, o)
      return
    case 'settle':
      await tx.jobs.send(job.kind, { ...job.payload, ...behind }, o)
      return
    case 'remind':
      await tx.jobs.send(job.kind, { ...job.payload, ...behind }, o)
      return
    case 'stop':
      await tx.jobs.send(job.kind, { ...job.payload, ...behind }, o)
      return
    case 'post':
      await tx.jobs.send(job.kind, { ...job.payload, ...behind }, o)
      return
    case 'sweep':
      await tx.jobs.send(job.kind, { ...job.payload, ...behind }, o)
      return
    default:
      exhaustive(job)
  }
}
