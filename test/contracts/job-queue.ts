/** What every job queue must do, whatever it keeps its jobs in. */
import { afterEach, describe, expect, it } from 'vitest'
import { LeaseLost } from '../../src/domain/failure.ts'
import { makeId } from '../../src/domain/ids.ts'
import { type Job, type JobKind, JOB_KINDS } from '../../src/domain/job.ts'
import { HOUR } from '../../src/domain/time.ts'
import type { JobQueue, JobsInTransaction } from '../../src/ports/jobs.ts'

/** One place where jobs are kept; every `open` is another process on it. */
export type JobsUnderTest = {
  open(): Promise<JobQueue>
  transact<T>(work: (jobs: JobsInTransaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const briefId = makeId('brief', '0b5a0d6e-6f1c-4d0e-8f55-6f2c2f6a4b11')
const plan = (tries = 0) => ({ briefId, tries })
const cut = (planVersion: number) => ({ briefId, planVersion, tries: 0 })
const shoot = (planVersion: number) => ({
  briefId,
  planVersion,
  shotId: makeId('shot', '0b5a0d6e-6f1c-4d0e-8f55-6f2c2f6a4b12'),
  tries: 0,
})
const concurrencyOf = (wanted: JobKind) => JOB_KINDS.find(({ kind }) => kind === wanted)?.concurrency

export function testJobQueue(name: string, make: () => Promise<JobsUnderTest>): void {
  describe(`${name} as a job queue`, () => {
    const open: JobsUnderTest[] = []
    const queues: JobQueue[] = []
    const start = async () => {
      const jobs = await make()
      open.push(jobs)
      return jobs
    }
    const enter = async (jobs: JobsUnderTest) => {
      const queue = await jobs.open()
      queues.push(queue)
      return queue
    }
    afterEach(async () => {
      for (const queue of queues.splice(0)) await queue.stop()
      for (const jobs of open.splice(0)) await jobs.close()
    })

    it('runs what was committed, with its payload, once', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      const seen: Job[] = []
      await queue.work(async (job) => {
        seen.push(job)
        await jobs.transact((tx) => tx.settle(job))
      })
      expect(await jobs.transact((tx) => tx.send('plan', plan(3)))).toBe(true)
      await queue.idle()
      expect(seen.map(({ kind, payload }) => ({ kind, payload }))).toEqual([{ kind: 'plan', payload: plan(3) }])
    })

    it('runs nothing of a transaction that was rolled back', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      const seen: Job[] = []
      await queue.work(async (job) => void seen.push(job))
      const work = jobs.transact(async (tx) => {
        await tx.send('plan', plan())
        throw new Error('no')
      })
      await expect(work).rejects.toThrow('no')
      await queue.idle()
      expect(seen).toEqual([])
    })

    it('settles a job and sends the next one together', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      const kinds: JobKind[] = []
      await queue.work(async (job) => {
        kinds.push(job.kind)
        await jobs.transact(async (tx) => {
          await tx.settle(job)
          if (job.kind === 'plan') await tx.send('cut', cut(1))
          if (job.kind === 'cut') await tx.send('deliver', cut(1))
        })
      })
      await jobs.transact((tx) => tx.send('plan', plan()))
      await queue.idle()
      expect(kinds).toEqual(['plan', 'cut', 'deliver'])
    })

    it('does not count a settle whose transaction was rolled back', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      const outcomes: string[] = []
      await queue.work(async (job) => {
        await jobs
          .transact(async (tx) => {
            await tx.settle(job)
            await tx.send('cut', cut(1))
            throw new Error('the state could not be saved')
          })
          .catch(() => outcomes.push('rolled back'))
        await jobs.transact((tx) => tx.settle(job))
        outcomes.push(`settled ${job.kind}`)
      })
      await jobs.transact((tx) => tx.send('plan', plan()))
      await queue.idle()
      expect(outcomes).toEqual(['rolled back', 'settled plan'])
    })

    it('settles a job once only', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      let second: unknown
      await queue.work(async (job) => {
        await jobs.transact((tx) => tx.settle(job))
        second = await jobs.transact((tx) => tx.settle(job)).catch((error: unknown) => error)
      })
      await jobs.transact((tx) => tx.send('plan', plan()))
      await queue.idle()
      expect(second).toBeInstanceOf(LeaseLost)
    })

    it('takes a job as done when its handler returns without settling it', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      let runs = 0
      await queue.work(async () => void runs++)
      await jobs.transact((tx) => tx.send('plan', plan()))
      await queue.idle()
      expect(await jobs.transact((tx) => tx.send('plan', plan()))).toBe(true)
      await queue.idle()
      expect(runs).toBe(2)
    })

    it('runs a job again, as another attempt, when its handler throws', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      const attempts: Job[] = []
      const twice = Promise.withResolvers<void>()
      await queue.work(async (job) => {
        attempts.push(job)
        if (attempts.length === 1) throw new Error('a bug')
        await jobs.transact((tx) => tx.settle(job))
        twice.resolve()
      })
      await jobs.transact((tx) => tx.send('plan', plan()))
      await twice.promise
      const [first, second] = attempts
      expect(second?.id).toBe(first?.id)
      expect(second?.attempt).toBeGreaterThan(first?.attempt ?? Infinity)
      await expect(jobs.transact((tx) => tx.settle(first as Job))).rejects.toBeInstanceOf(LeaseLost)
    })

    it('keeps one job a key while it waits or runs, and takes the next one once it is settled', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      const send = (tx: JobsInTransaction) => tx.send('plan', plan(), { key: 'a brief' })
      expect(await jobs.transact(send)).toBe(true)
      expect(await jobs.transact(send)).toBe(false)
      expect(await jobs.transact((tx) => tx.send('cut', cut(1), { key: 'a brief' }))).toBe(true)
      const answers: boolean[] = []
      let plans = 0
      await queue.work(async (job) => {
        if (job.kind === 'plan' && plans++ === 0)
          answers.push(
            await jobs.transact(send),
            await jobs.transact(async (tx) => {
              await tx.settle(job)
              return send(tx)
            }),
          )
        else await jobs.transact((tx) => tx.settle(job))
      })
      await queue.idle()
      expect(answers).toEqual([false, true])
      expect(plans).toBe(2)
    })

    it('takes the highest priority first, then the oldest', async () => {
      const jobs = await start()
      const order: number[] = []
      for (const [version, priority] of [
        [1, 0],
        [2, 5],
        [3, 0],
        [4, 9],
      ] as const)
        await jobs.transact((tx) => tx.send('cut', cut(version), { priority }))
      const queue = await enter(jobs)
      await queue.work(async (job) => {
        if (job.kind === 'cut') order.push(job.payload.planVersion)
      })
      await queue.idle()
      expect(order).toEqual([4, 2, 1, 3])
    })

    it('lets a job wait for its time, and is idle meanwhile', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      const ran = Promise.withResolvers<Job>()
      await queue.work(async (job) => ran.resolve(job))
      await jobs.transact((tx) => tx.send('plan', plan(1), { afterMs: HOUR }))
      const sentAt = Date.now()
      await jobs.transact((tx) => tx.send('plan', plan(2), { afterMs: 300 }))
      await queue.idle()
      const job = await ran.promise
      expect(job.payload.tries).toBe(2)
      expect(Date.now() - sentAt).toBeGreaterThanOrEqual(295)
    })

    it('runs as many of a kind at once as the kind allows', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      const wanted = concurrencyOf('deliver') ?? 0
      const all = Promise.withResolvers<void>()
      let running = 0
      let most = 0
      await queue.work(async () => {
        most = Math.max(most, ++running)
        if (running === wanted) all.resolve()
        await all.promise
        running--
      })
      await jobs.transact(async (tx) => {
        for (let n = 0; n < wanted * 2; n++) await tx.send('deliver', cut(n))
      })
      await queue.idle()
      expect(most).toBe(wanted)
    })

    it('works off a backlog without a pause between jobs', async () => {
      const jobs = await start()
      const queue = await enter(jobs)
      await jobs.transact(async (tx) => {
        for (let n = 0; n < 30; n++) await tx.send('cut', cut(n))
      })
      const versions: number[] = []
      const began = Date.now()
      await queue.work(async (job) => {
        if (job.kind === 'cut') versions.push(job.payload.planVersion)
      })
      await queue.idle()
      expect(versions).toHaveLength(30)
      // With one poll between jobs it would be a minute.
      expect(Date.now() - began).toBeLessThan(10_000)
    })

    describe('a kind that is begun by choice', () => {
      const idOf = async (queue: JobQueue, planVersion: number) => {
        const job = (await queue.waiting('shoot')).find((j) => j.payload.planVersion === planVersion)
        if (!job) throw new Error(`no job ${planVersion} waits`)
        return job
      }
      /** As soon as the queue says that there may be one. */
      function firstWaiting(queue: JobQueue): Promise<Job<'shoot'>> {
        const found = Promise.withResolvers<Job<'shoot'>>()
        const look = async () => {
          const [job] = await queue.waiting('shoot')
          if (job) found.resolve(job)
        }
        queue.onWaiting('shoot', () => void look())
        void look()
        return found.promise
      }
      const sendShots = (jobs: JobsUnderTest, ...versions: readonly number[]) =>
        jobs.transact(async (tx) => {
          for (const n of versions) await tx.send('shoot', shoot(n), { key: `shot ${n}`, priority: n })
        })

      it('waits until it is chosen, whatever its priority, and is begun by one process only', async () => {
        const jobs = await start()
        const [first, second] = [await enter(jobs), await enter(jobs)]
        await first.work(async () => Promise.reject(new Error('it was taken without being chosen')))
        await sendShots(jobs, 1, 2, 3)
        const chosen = await idOf(first, 2)
        const seen: Job<'shoot'>[] = []
        const handler = async (job: Job<'shoot'>) => {
          seen.push(job)
          await jobs.transact((tx) => tx.settle(job))
        }
        const begun = await Promise.all([first.begin(chosen, handler), second.begin(chosen, handler)])
        expect(begun.filter((b) => b !== null)).toHaveLength(1)
        for (const b of begun) await b?.ended
        expect(seen.map((j) => j.payload)).toEqual([shoot(2)])
        expect(new Set((await first.waiting('shoot')).map((j) => j.payload.planVersion))).toEqual(new Set([1, 3]))
        expect(await first.begin(chosen, handler)).toBeNull()
      })

      it('says at once that there is more to choose from', async () => {
        const jobs = await start()
        const queue = await enter(jobs)
        await queue.work(async () => {})
        const waiting = firstWaiting(queue)
        await sendShots(jobs, 1)
        expect((await waiting).payload).toEqual(shoot(1))
      })

      it('is handed back when a stop interrupts it, and can be chosen again beside others', async () => {
        const jobs = await start()
        const first = await enter(jobs)
        await first.work(async () => {})
        await sendShots(jobs, 1)
        const started = Promise.withResolvers<void>()
        const begun = await first.begin(await idOf(first, 1), async (_job, { signal }) => {
          started.resolve()
          await new Promise((_, stop) => signal.addEventListener('abort', () => stop(signal.reason)))
        })
        await started.promise
        await first.stop()
        await begun?.ended
        // The one that was handed back is the older one.
        await sendShots(jobs, 2)
        const second = await enter(jobs)
        const order: number[] = []
        for (const n of [2, 1])
          await (
            await second.begin(await idOf(second, n), async (job) => void order.push(job.payload.planVersion))
          )?.ended
        expect(order).toEqual([2, 1])
      })

      it('is left to others once a stop began, and those can begin it at once', async () => {
        const jobs = await start()
        const [first, second] = [await enter(jobs), await enter(jobs)]
        await first.work(async () => {})
        await sendShots(jobs, 1, 2)
        const [one, two] = [await idOf(first, 1), await idOf(first, 2)]
        const late = Promise.withResolvers<unknown>()
        const begun = await first.begin(one, async (_job, { signal }) => {
          signal.addEventListener('abort', () => late.resolve(first.begin(two, async () => {})))
          await late.promise
        })
        await first.stop()
        await begun?.ended
        expect(await late.promise).toBeNull()
        const seen: number[] = []
        for (const n of [2, 1])
          await (
            await second.begin(await idOf(second, n), async (job) => void seen.push(job.payload.planVersion))
          )?.ended
        expect(seen).toEqual([2, 1])
      })

      it('runs again as another attempt when its handler throws', async () => {
        const jobs = await start()
        const queue = await enter(jobs)
        await queue.work(async () => {})
        await sendShots(jobs, 1)
        const attempts: Job<'shoot'>[] = []
        const handler = async (job: Job<'shoot'>) => {
          attempts.push(job)
          if (attempts.length === 1) throw new Error('a bug')
        }
        const first = await queue.begin(await idOf(queue, 1), handler)
        await first?.ended
        const second = await queue.begin(await firstWaiting(queue), handler)
        await second?.ended
        expect(attempts.map((a) => a.id)).toEqual([attempts[0]?.id, attempts[0]?.id])
        expect(attempts[1]?.attempt).toBeGreaterThan(attempts[0]?.attempt ?? Infinity)
      })
    })

    it('hands back at once what a stop interrupted, and takes no more', async () => {
      const jobs = await start()
      const first = await enter(jobs)
      const started = Promise.withResolvers<void>()
      let begun = 0
      await first.work(async (_job, { signal }) => {
        begun++
        started.resolve()
        await new Promise((_, stop) => signal.addEventListener('abort', () => stop(signal.reason)))
      })
      await jobs.transact(async (tx) => {
        await tx.send('cut', cut(1), { key: 'film', priority: 7 })
        await tx.send('cut', cut(2))
      })
      await started.promise
      await first.stop()
      expect(begun).toBe(1)

      const second = await enter(jobs)
      const order: number[] = []
      await second.work(async (job) => {
        if (job.kind === 'cut') order.push(job.payload.planVersion)
        if (order.length === 1)
          order.push((await jobs.transact((tx) => tx.send('cut', cut(9), { key: 'film' }))) ? 1 : 0)
      })
      await second.idle()
      expect(order).toEqual([1, 0, 2])
    })

    it('does not run again what was settled before the stop', async () => {
      const jobs = await start()
      const first = await enter(jobs)
      const settled = Promise.withResolvers<void>()
      await first.work(async (job, { signal }) => {
        await jobs.transact((tx) => tx.settle(job))
        settled.resolve()
        if (!signal.aborted) await new Promise((done) => signal.addEventListener('abort', done))
      })
      await jobs.transact((tx) => tx.send('plan', plan()))
      await settled.promise
      await first.stop()
      const second = await enter(jobs)
      let runs = 0
      await second.work(async () => void runs++)
      await second.idle()
      expect(runs).toBe(0)
    })
  })
}
