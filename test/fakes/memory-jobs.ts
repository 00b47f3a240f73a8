/** A job queue in memory: everything that the port promises except that it outlives the process. */
import { randomUUID } from 'node:crypto'
import { LeaseLost } from '../../src/domain/failure.ts'
import { JOB_KINDS, type Job, type JobKind } from '../../src/domain/job.ts'
import type { Handler, JobQueue, JobsInTransaction, Running, SendOptions } from '../../src/ports/jobs.ts'

type Entry = {
  id: string
  readonly kind: JobKind
  readonly payload: Job['payload']
  readonly key: string
  readonly priority: number
  /** Order of sending, among jobs of one priority. */
  readonly nth: number
  dueAt: number
  attempt: number
  state: 'waiting' | 'running' | 'done'
}

/** What a transaction would do to the jobs; seen by nobody else before `commit`. */
export type StagedJobs = { readonly jobs: JobsInTransaction; commit(): void }

export type MemoryJobs = {
  readonly stage: () => StagedJobs
  readonly transact: <T>(work: (jobs: JobsInTransaction) => Promise<T>) => Promise<T>
  /** Another process on the same jobs. */
  readonly open: () => JobQueue
}

/** `retryMs`: after how long a job whose handler threw runs again. */
export function createMemoryJobs({ retryMs = 10 }: { readonly retryMs?: number } = {}): MemoryJobs {
  const entries = new Set<Entry>()
  const waking = new Set<() => void>()
  let sent = 0
  const wake = () => {
    // A copy: who is woken may ask to be woken again.
    for (const look of Array.from(waking)) look()
  }

  /** Timers may come a millisecond early by the clock: then they are set again. */
  const wakeAt = (time: number) => {
    if (time > Date.now()) setTimeout(() => wakeAt(time), time - Date.now()).unref()
    else wake()
  }

  /** What is done is forgotten, so that a long life costs nothing. */
  const end = (entry: Entry) => {
    entry.state = 'done'
    entries.delete(entry)
  }

  const owned = (job: Job) =>
    [...entries].find((e) => e.id === job.id && e.attempt === job.attempt && e.state === 'running')

  function stage(): StagedJobs {
    const added: Entry[] = []
    const settled = new Set<Entry>()
    const isTaken = (kind: JobKind, key: string) =>
      [...entries, ...added].some((e) => e.kind === kind && e.key === key && e.state !== 'done' && !settled.has(e))
    return {
      jobs: {
        async send(kind, payload, o: SendOptions = {}) {
          const key = o.key ?? randomUUID()
          if (isTaken(kind, key)) return false
          const dueAt = Date.now() + (o.afterMs ?? 0)
          const entry = { id: randomUUID(), kind, payload, key, priority: o.priority ?? 0, nth: sent++, dueAt }
          added.push({ ...entry, attempt: 0, state: 'waiting' })
          return true
        },
        async settle(job) {
          const entry = owned(job)
          if (!entry || settled.has(entry)) throw new LeaseLost(job.id)
          settled.add(entry)
        },
      },
      commit() {
        for (const entry of settled) end(entry)
        for (const entry of added) {
          entries.add(entry)
          wakeAt(entry.dueAt)
        }
        wake()
      },
    }
  }

  function open(): JobQueue {
    const stopping = new AbortController()
    const handling = new Set<Promise<void>>()
    const busy = new Map<JobKind, number>()
    const lookers = new Set<() => void>()
    let handler: Handler | null = null

    const look = () => {
      if (!handler || stopping.signal.aborted) return
      for (const { kind, concurrency } of JOB_KINDS)
        for (let free = (concurrency ?? 0) - (busy.get(kind) ?? 0); free > 0; free--) {
          const next = [...entries]
            .filter((e) => e.kind === kind && e.state === 'waiting' && e.dueAt <= Date.now())
            .sort((a, b) => b.priority - a.priority || a.nth - b.nth)[0]
          if (!next) break
          const work = perform(next, handler)
          handling.add(work)
          void work.finally(() => handling.delete(work))
        }
    }

    async function perform(entry: Entry, handler: Handler): Promise<void> {
      entry.state = 'running'
      busy.set(entry.kind, (busy.get(entry.kind) ?? 0) + 1)
      const job = { id: entry.id, kind: entry.kind, attempt: entry.attempt, payload: entry.payload } as Job
      const again = (o: { id: string; attempt: number; dueAt: number }) => {
        if (owned(job)) Object.assign(entry, o, { state: 'waiting' })
      }
      try {
        await handler(job, { signal: stopping.signal })
        if (!stopping.signal.aborted && owned(job)) end(entry)
      } catch (error) {
        if (!stopping.signal.aborted && !(error instanceof LeaseLost)) {
          again({ id: job.id, attempt: job.attempt + 1, dueAt: Date.now() + retryMs })
          wakeAt(entry.dueAt)
        }
      }
      if (stopping.signal.aborted) again({ id: randomUUID(), attempt: 0, dueAt: Date.now() })
      busy.set(entry.kind, (busy.get(entry.kind) ?? 1) - 1)
      wake()
    }

    return {
      async work(given) {
        handler = given
        waking.add(look)
        look()
      },
      listen: async () => {},
      async waiting<K extends JobKind>(kind: K) {
        const due = [...entries].filter((e) => e.kind === kind && e.state === 'waiting' && e.dueAt <= Date.now())
        return due.map(({ id, attempt, payload }) => ({ id, kind, attempt, payload }) as unknown as Job<K>)
      },
      async begin<K extends JobKind>(job: Job<K>, begun: (job: Job<K>, running: Running) => Promise<void>) {
        const entry = [...entries].find((e) => e.id === job.id && e.state === 'waiting' && e.dueAt <= Date.now())
        if (!entry || stopping.signal.aborted) return null
        const ended = perform(entry, (j, running) => begun(j as Job<K>, running))
        handling.add(ended)
        void ended.finally(() => handling.delete(ended))
        return { ended }
      },
      onWaiting(_kind, call) {
        waking.add(call)
        lookers.add(call)
      },
      async idle() {
        const isBusy = () =>
          [...entries].some((e) => e.state === 'running' || (e.state === 'waiting' && e.dueAt <= Date.now()))
        for (;;) {
          await Promise.all(handling)
          if (handling.size > 0) continue
          if (!isBusy()) return
          await new Promise<void>((done) => {
            const once = () => {
              waking.delete(once)
              done()
            }
            waking.add(once)
          })
        }
      },
      async stop() {
        stopping.abort()
        waking.delete(look)
        for (const call of lookers) waking.delete(call)
        await Promise.all(handling)
        wake()
      },
    }
  }

  return {
    stage,
    async transact(work) {
      const staged = stage()
      const result = await work(staged.jobs)
      staged.commit()
      return result
    },
    open,
  }
}
