/** A job queue driven by hand: a test picks which job runs next, lets attempts die, and lets old ones come back late. */
import { LeaseLost } from '../../src/domain/failure.ts'
import type { Job, JobKind } from '../../src/domain/job.ts'
import type { StagedJobs } from './memory-jobs.ts'

type Entry = {
  readonly id: string
  readonly kind: JobKind
  readonly payload: Job['payload']
  readonly key: string | null
  attempt: number
  readonly dueAt: number
}

export type HandJobs = {
  readonly stage: () => StagedJobs
  /** Those that wait or run, oldest first. */
  readonly open: () => readonly Job[]
  /** Those of them whose time has come, by the clock that was given. */
  readonly due: () => readonly Job[]
  /** The attempt died: it runs again as another one. */
  readonly crash: (job: Job) => void
}

const toJob = (e: Entry): Job => ({ id: e.id, kind: e.kind, payload: e.payload, attempt: e.attempt }) as Job

/** Without a clock everything is due at once. */
export function createHandJobs(now: () => number = () => Infinity): HandJobs {
  const entries = new Map<string, Entry>()
  let sent = 0
  return {
    stage() {
      const added: Entry[] = []
      const settled = new Set<string>()
      const all = () => [...entries.values(), ...added].filter((e) => !settled.has(e.id))
      return {
        jobs: {
          async send(kind, payload, o = {}) {
            const key = o.key ?? null
            if (key !== null && all().some((e) => e.kind === kind && e.key === key)) return false
            added.push({ id: `job-${++sent}`, kind, payload, key, attempt: 0, dueAt: now() + (o.afterMs ?? 0) })
            return true
          },
          async settle(job) {
            const owned = entries.get(job.id)
            if (owned === undefined || owned.attempt !== job.attempt || settled.has(job.id)) throw new LeaseLost(job.id)
            settled.add(job.id)
          },
        },
        commit() {
          for (const id of settled) entries.delete(id)
          for (const entry of added) if (!settled.has(entry.id)) entries.set(entry.id, entry)
        },
      }
    },
    open: () => [...entries.values()].map(toJob),
    due: () => [...entries.values()].filter((e) => e.dueAt <= now()).map(toJob),
    crash(job) {
      const entry = entries.get(job.id)
      if (entry !== undefined) entry.attempt++
    },
  }
}
