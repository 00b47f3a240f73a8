/** Answers which verb does a job, and what becomes of a job whose verb broke in a way nobody expected. */
import { LeaseLost } from '../domain/failure.ts'
import type { Job } from '../domain/job.ts'
import { exhaustive } from '../domain/result.ts'
import type { Work } from '../nora.ts'
import type { Running } from '../ports/jobs.ts'
import type { Log } from '../ports/log.ts'

/** Attempts after which a bug is shown to people; an outage of the database never gets this far, since nothing is claimed then. */
const MAX_ATTEMPTS = 5

/** Where a shot is rendered; null for every other work. */
type Place = Parameters<Work['shoot']>[2]
type PlacedHandler = (job: Job, running: Running, place?: Place) => Promise<void>

/** What a verb throws is a bug or an outage: it goes back to the queue, which tries again after a while. */
export function createWorker(deps: { readonly work: Work; readonly log: Log }): PlacedHandler {
  return async (job, running, place = null) => {
    try {
      await run(deps.work, job, running, place)
    } catch (error) {
      if (running.signal.aborted || error instanceof LeaseLost) throw error
      deps.log.error('job-broke', { kind: job.kind, ...job.payload, attempt: job.attempt, error })
      if (job.attempt + 1 < MAX_ATTEMPTS) throw error
      await deps.work.giveUp(job, reasonOf(error))
    }
  }
}

/** For people, in a line: the innermost cause, since what wraps it may quote a whole statement with its values. */
function reasonOf(error: unknown): string {
  let inner = error
  while (inner instanceof Error && inner.cause !== undefined) inner = inner.cause
  const [line = ''] = (inner instanceof Error ? inner.message : String(inner)).split('\n')
  return line.slice(0, 200)
}

function run(work: Work, job: Job, running: Running, place: Place): Promise<void> {
  switch (job.kind) {
    case 'plan':
      return work.plan(job, running)
    case 'shoot':
      return work.shoot(job, running, place)
    case 'cut':
      return work.cut(job, running)
    case 'deliver':
      return work.deliver(job)
    case 'settle':
      return work.settle(job)
    case 'remind':
      return work.remind(job)
    case 'stop':
      return work.stop(job)
    case 'post':
      throw new Error('a post is begun where its platform is spoken to, never here')
    case 'sweep':
      return work.sweep(job, running)
    default:
      return exhaustive(job)
  }
}
