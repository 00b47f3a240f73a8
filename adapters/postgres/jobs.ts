/** Durable jobs on pg-boss: sent and settled in the transaction that changes what they are about. */
import { PgBoss, type JobAttempt, type JobWithMetadata, type Db as BossDatabase } from 'pg-boss'
import type postgres from 'postgres'
import { z } from 'zod'
import { LeaseLost } from '../../src/domain/failure.ts'
import { JOB_KINDS, type Job, type JobKind } from '../../src/domain/job.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { Handler, JobQueue, JobsInTransaction } from '../../src/ports/jobs.ts'
import type { Log } from '../../src/ports/log.ts'
import { createHold } from './advisory-hold.ts'
import { pool, type DbTransaction } from './connect.ts'
import { inDrizzle, onPool } from './jobs-database.ts'
import { adoptOrphans } from './jobs-orphans.ts'
import { announce, createChosenJobs } from './jobs-chosen.ts'
import { createLines } from './lines.ts'
import { KINDS, openQueues, POLLING, toSendOptions, TUNING } from './jobs-queues.ts'

export type PostgresJobs = JobQueue & {
  /** The queue inside a transaction of the store, which need not be of a process that works. */
  inTransaction(tx: DbTransaction): JobsInTransaction
}

/** How long a stop waits for handlers that do not heed the signal. */
const STOP_PATIENCE_MS = 30 * SECOND
const zSettled = z.object({ affected: z.number() })

/** Makes pg-boss's tables when they are missing; several processes may do so at once. */
export async function createJobQueue({ url, log }: { readonly url: string; readonly log: Log }): Promise<PostgresJobs> {
  const sql = pool(url, 4)
  const lines = createLines(url, 1)
  const boss = new PgBoss({ ...TUNING, db: onPool(sql) })
  const said = createOncePer(10 * SECOND)
  boss.on('error', ({ message }) => said(message) && log.error('jobs-error', { reason: message }))
  boss.on('warning', ({ message }) => said(message) && log.warn('jobs-warning', { reason: message }))
  try {
    await boss.start()
    await openQueues(boss)
  } catch (error) {
    await boss.stop({ graceful: false })
    await sql.end({ timeout: 5 })
    throw error
  }

  const hold = createHold(url, 'worker')
  const stopping = new AbortController()
  const chosen = createChosenJobs({ sql, lines, boss, stopping: stopping.signal, log })
  let running = 0
  let stopped: Promise<void> | null = null

  /** True when it was this attempt that owned the job. */
  const complete = async (kind: JobKind, attempt: JobAttempt, db: BossDatabase) =>
    zSettled.parse(await boss.complete(kind, attempt, undefined, { db })).affected === 1

  /** The same work again as a new job, so that no try is used up. Does nothing when the job is settled or lost. */
  const handBack = (kind: JobKind, job: JobWithMetadata<Job['payload']>) =>
    lines.transact(async (tx) => {
      const db = inDrizzle(tx)
      if (!(await complete(kind, { id: job.id, retryCount: job.retryCount }, db))) return
      await announce(db, kind)
      await boss.send(kind, job.data, { db, priority: job.priority, singletonKey: job.singletonKey ?? job.id })
    })

  const perform = async (kind: JobKind, taken: JobWithMetadata<Job['payload']>, handler: Handler) => {
    const about = { kind, job: taken.id, attempt: taken.retryCount }
    // Its own signal tells when the lease was lost; Nora's comes first, since pg-boss's waits for its whole stop time.
    const signal = AbortSignal.any([stopping.signal, ...(taken.signal ? [taken.signal] : [])])
    running++
    try {
      const job = { id: taken.id, kind, attempt: taken.retryCount, payload: taken.data } as Job
      if (!signal.aborted) await handler(job, { signal })
    } catch (error) {
      if (error instanceof LeaseLost) log.info('job-taken-over', about)
      else if (!signal.aborted) {
        log.warn('job-failed', { ...about, reason: error instanceof Error ? error.message : String(error) })
        throw error
      }
    } finally {
      running--
    }
    if (signal.aborted) await handBack(kind, taken)
  }

  return {
    inTransaction(tx) {
      const db = inDrizzle(tx)
      return {
        async send(kind, payload, o = {}) {
          await announce(db, kind)
          return (await boss.send(kind, payload, { db, ...toSendOptions(o) })) !== null
        },
        async settle(job) {
          if (!(await complete(job.kind, { id: job.id, retryCount: job.attempt }, db))) throw new LeaseLost(job.id)
        },
      }
    },

    async work(handler) {
      await hold.take(() => adoptOrphans(boss, sql, lines, log))
      for (const { kind, concurrency } of JOB_KINDS) for (let n = 0; n < (concurrency ?? 0); n++) await workOn(kind)
      await chosen.listen()

      async function workOn(kind: JobKind) {
        const id: string = await boss.work<Job['payload'], void, typeof POLLING>(kind, POLLING, async ([taken]) => {
          // Looks for the next one as soon as this one is done; by itself it would wait for the next poll.
          boss.notifyWorker(id)
          if (taken) await perform(kind, taken, handler)
        })
      }
    },

    listen: () => chosen.listen(),
    waiting: (kind) => chosen.waiting(kind),
    onWaiting: (kind, look) => chosen.onWaiting(kind, look),
    begin: (job, handler) =>
      chosen.begin(job, (taken) => perform(job.kind, taken, (j, running) => handler(j as typeof job, running))),

    async idle() {
      for (;;) {
        // Read before the question: a handler that ends meanwhile may have sent the next job.
        const busy = running > 0
        if (!(await isAnyDue(sql)) && !busy && running === 0) return
        await new Promise((again) => setTimeout(again, 20))
      }
    },

    stop: () =>
      (stopped ??= (async () => {
        await Promise.all(KINDS.map((kind) => boss.offWork(kind, { wait: false })))
        stopping.abort()
        await chosen.stop(STOP_PATIENCE_MS)
        await boss.stop({ graceful: true, timeout: STOP_PATIENCE_MS })
        await hold.close()
        await lines.close()
        await sql.end({ timeout: 5 })
      })()),
  }
}

/** Reads by the queue's name and state, as pg-boss's own fetch does; a job sent just now counts, whatever its clock was rounded to. */
async function isAnyDue(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ due: boolean }[]>`
    select exists (
      select from pgboss.job
      where name in ${sql(KINDS)}
        and (state = 'active' or (state in ('created', 'retry') and start_after <= now() + interval '50 milliseconds'))
    ) as due`
  return row?.due === true
}

/** Says yes to each text once a while: an outage makes every worker complain at every poll. */
function createOncePer(ms: number): (text: string) => boolean {
  const last = new Map<string, number>()
  return (text) => {
    const now = Date.now()
    if (now - (last.get(text) ?? 0) < ms) return false
    for (const [old, at] of last) if (now - at >= ms) last.delete(old)
    last.set(text, now)
    return true
  }
}
