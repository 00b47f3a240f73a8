/** Jobs that are begun by choice: pg-boss hands out the one that was chosen, and hears that it lives. */
import { randomInt } from 'node:crypto'
import type { Db as BossDatabase, JobWithMetadata, PgBoss } from 'pg-boss'
import type postgres from 'postgres'
import type { Job, JobKind } from '../../src/domain/job.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import { inDrizzle } from './jobs-database.ts'
import type { Lines } from './lines.ts'

const CHANNEL = 'nora_waiting'
/** For jobs whose time has come, and those of a notification that was lost. */
const LOOK_EVERY_MS = 2 * SECOND
/** pg-boss takes a job away whose process was silent for 10 s. */
const TOUCH_EVERY_MS = 4 * SECOND

/** Tells everybody, once the transaction is committed, that there is more to choose from. */
export const announce = (db: BossDatabase, kind: JobKind) => db.executeSql('select pg_notify($1, $2)', [CHANNEL, kind])

type Taken = JobWithMetadata<Job['payload']>

export function createChosenJobs({
  sql,
  lines,
  boss,
  stopping,
  log,
}: {
  readonly sql: postgres.Sql
  readonly lines: Lines
  readonly boss: PgBoss
  readonly stopping: AbortSignal
  readonly log: Log
}) {
  const lookers = new Map<string, Set<() => void>>()
  const held = new Map<string, { readonly kind: JobKind; readonly taken: Taken; readonly ended: Promise<void> }>()
  const timers: NodeJS.Timeout[] = []
  const beginning = new Set<Promise<unknown>>()

  const look = (kind: string) => {
    for (const call of lookers.get(kind) ?? []) call()
  }

  async function touch(): Promise<void> {
    for (const [kind, jobs] of Map.groupBy(held.values(), (h) => h.kind))
      await boss
        .touch(
          kind,
          jobs.map(({ taken: { id, retryCount } }) => ({ id, retryCount })),
        )
        .catch((error: unknown) => log.warn('jobs-not-touched', { kind, error }))
  }

  /** What the job settled itself is left as it is. */
  async function end(kind: JobKind, taken: Taken, perform: (taken: Taken) => Promise<void>): Promise<void> {
    const attempt = { id: taken.id, retryCount: taken.retryCount }
    try {
      await perform(taken)
    } catch (error) {
      await boss.fail(kind, attempt, { message: String(error) })
      return
    }
    await boss.complete(kind, attempt)
  }

  return {
    async listen(): Promise<void> {
      if (timers.length > 0) return
      timers.push(
        setInterval(() => void touch(), TOUCH_EVERY_MS).unref(),
        setInterval(() => Array.from(lookers.keys()).forEach(look), LOOK_EVERY_MS).unref(),
      )
      await sql.listen(CHANNEL, look)
      Array.from(lookers.keys()).forEach(look)
    },

    onWaiting(kind: JobKind, call: () => void): void {
      lookers.set(kind, (lookers.get(kind) ?? new Set()).add(call))
    },

    /** Reads by the queue's name and state, as pg-boss's own fetch does. */
    async waiting<K extends JobKind>(kind: K): Promise<readonly Job<K>[]> {
      const rows = await sql<{ id: string; attempt: number; payload: Job['payload'] }[]>`
        select id, retry_count as attempt, data as payload from pgboss.job
        where name = ${kind} and state in ('created', 'retry') and not blocked and start_after <= now()`
      return rows.map((row) => ({ ...row, kind }) as unknown as Job<K>)
    },

    /** The mark singles the job out: pg-boss fetches by priority only. Processes must not meet in one: it is drawn by lot. Of two that choose it, one finds it gone. */
    async begin(
      { id, kind }: Pick<Job, 'id' | 'kind'>,
      perform: (taken: Taken) => Promise<void>,
    ): Promise<{ readonly ended: Promise<void> } | null> {
      const mark = randomInt(LOWEST_MARK, 2 ** 31 - 1)
      // What ends as Nora stops leaves a place free: it is not hers to fill any more.
      if (stopping.aborted) return null
      const taking = lines.transact(async (tx) => {
        const db = inDrizzle(tx)
        await boss.update(kind, undefined, { id, priority: mark, db })
        const o = { includeMetadata: true, minPriority: mark, maxPriority: mark, db } as const
        const fetched = await boss.fetch<Job['payload']>(kind, o)
        // A mark stays on a job that was handed back or failed: one in two thousand million is met again.
        if (fetched.some((job) => job.id !== id)) throw new Error(`two jobs have the mark ${mark}`)
        return fetched
      })
      beginning.add(taking)
      const [taken] = await taking.finally(() => beginning.delete(taking))
      if (taken === undefined) return null
      const ended = end(kind, taken, perform)
        .catch((error: unknown) => log.warn('job-not-ended', { kind, job: taken.id, error }))
        .finally(() => held.delete(taken.id))
      held.set(taken.id, { kind, taken, ended })
      return { ended }
    },

    async stop(patienceMs: number): Promise<void> {
      for (const timer of timers) clearInterval(timer)
      lookers.clear()
      await Promise.allSettled(beginning)
      const ended = Promise.allSettled([...held.values()].map((h) => h.ended))
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, patienceMs)
      await Promise.race([ended, late.promise])
      clearTimeout(timer)
    },
  }
}

/** Above every priority that is given otherwise. */
const LOWEST_MARK = 1_000_000
