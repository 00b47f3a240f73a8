/** Is pg-boss behind the port a job queue, also when a process dies or loses its lease? */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Connection } from '../../adapters/postgres/connect.ts'
import { createJobQueue, type PostgresJobs } from '../../adapters/postgres/jobs.ts'
import { LeaseLost } from '../../src/domain/failure.ts'
import { makeId } from '../../src/domain/ids.ts'
import type { Job } from '../../src/domain/job.ts'
import type { JobsInTransaction } from '../../src/ports/jobs.ts'
import { testJobQueue } from '../contracts/job-queue.ts'
import { createDatabase } from '../support/database.ts'
import { silent } from '../support/silent-log.ts'

let url: string
let store: Connection
/** Sends and settles, and never works: as a process does that only serves HTTP. */
let sender: PostgresJobs
beforeAll(async () => {
  url = await createDatabase()
  store = connect(url, 4)
  sender = await createJobQueue({ url, log: silent })
  await store.sql`create table films (title text)`
})
afterAll(async () => {
  await sender.stop()
  await store.close()
})

const open = () => createJobQueue({ url, log: silent })
const transact = <T>(work: (jobs: JobsInTransaction) => Promise<T>) =>
  store.db.transaction((tx) => work(sender.inTransaction(tx)))
const clear = async () => {
  await store.sql`delete from pgboss.job`
  await store.sql`delete from films`
}
const plan = { briefId: makeId('brief', '0b5a0d6e-6f1c-4d0e-8f55-6f2c2f6a4b11'), tries: 0 }

testJobQueue('pg-boss', async () => ({ open, transact, close: clear }))

describe('pg-boss and PostgreSQL', () => {
  const queues: PostgresJobs[] = []
  const enter = async () => {
    const queue = await open()
    queues.push(queue)
    return queue
  }
  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.stop()
    await clear()
  })
  const films = async () => (await store.sql<{ title: string }[]>`select title from films`).map(({ title }) => title)

  it('rolls back the state with the settle, and the settle with the state', async () => {
    const queue = await enter()
    const seen: string[][] = []
    await queue.work(async (job) => {
      const fail = store.db.transaction(async (tx) => {
        await sender.inTransaction(tx).settle(job)
        await tx.execute("insert into films values ('lost')")
        throw new Error('no')
      })
      await fail.catch(() => {})
      seen.push(await films())
      await store.db.transaction(async (tx) => {
        await sender.inTransaction(tx).settle(job)
        await tx.execute("insert into films values ('kept')")
      })
    })
    await transact((jobs) => jobs.send('plan', plan))
    await queue.idle()
    expect(seen).toEqual([[]])
    expect(await films()).toEqual(['kept'])
  })

  it('keeps a late settle from changing anything once another attempt owns the job', async () => {
    const queue = await enter()
    const refused = Promise.withResolvers<unknown>()
    await queue.work(async (job: Job) => {
      // What happens when this process slept through its heartbeats and another one took the job.
      await store.sql`update pgboss.job set retry_count = retry_count + 1 where id = ${job.id}`
      const late = store.db.transaction(async (tx) => {
        await tx.execute("insert into films values ('late')")
        await sender.inTransaction(tx).settle(job)
      })
      refused.resolve(await late.catch((error: unknown) => error))
    })
    await transact((jobs) => jobs.send('plan', plan))
    expect(await refused.promise).toBeInstanceOf(LeaseLost)
    expect(await films()).toEqual([])
  })

  it('leaves alone what a living process runs', async () => {
    const first = await enter()
    const second = await enter()
    const started = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const attempts: number[] = []
    await first.work(async (job) => {
      attempts.push(job.attempt)
      started.resolve()
      await mayEnd.promise
      await transact((jobs) => jobs.settle(job))
    })
    await transact((jobs) => jobs.send('plan', plan))
    await started.promise
    await second.work(async (job) => void attempts.push(job.attempt))
    mayEnd.resolve()
    await first.idle()
    expect(attempts).toEqual([0])
  })

  it('adopts at once what a killed process was running', async () => {
    const child = fork(new URL('stuck-worker.ts', import.meta.url), [url])
    await transact((jobs) => jobs.send('plan', plan))
    await once(child, 'message')
    child.kill('SIGKILL')
    await once(child, 'exit')
    // Its lock goes when the server sees that the connection is gone.
    for (;;) {
      const [row] = await store.sql<{ held: boolean }[]>`
        select exists (select from pg_locks where locktype = 'advisory' and database =
          (select oid from pg_database where datname = current_database())) as held`
      if (!row?.held) break
    }
    const queue = await enter()
    const again = Promise.withResolvers<Job>()
    const began = Date.now()
    await queue.work(async (job) => again.resolve(job))
    const job = await again.promise
    expect(job.attempt).toBe(1)
    // Missed heartbeats alone would take 10 s.
    expect(Date.now() - began).toBeLessThan(5_000)
  })
})
