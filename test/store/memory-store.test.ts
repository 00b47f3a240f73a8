/** Is the fake that other tests trust a store, and fast enough for thousands of stories? */
import { expect, test } from 'vitest'
import { describeStore } from '../contracts/store.ts'
import { Refused } from '../fakes/memory-rules.ts'
import { createMemoryJobs } from '../fakes/memory-jobs.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { second, storeBrief } from '../support/nouns.ts'

describeStore('memory', async () => {
  const store = createMemoryStore()
  return {
    store,
    beside: () => store,
    constraintOf: (e) => (e instanceof Refused ? e.constraint : null),
    async [Symbol.asyncDispose]() {},
  }
})

test('a job is sent with what caused it, or not at all', async () => {
  const jobs = createMemoryJobs()
  const store = createMemoryStore(jobs)
  const { brief } = await storeBrief(store)
  const sent: string[] = []
  const queue = jobs.open()
  await queue.work(async (job) => void (job.kind === 'plan' && sent.push(job.payload.briefId)))
  const send = (fate: Error | null) =>
    store.transact(async (tx) => {
      await tx.saveBrief((await tx.lockBrief(brief.id)) ?? brief)
      await tx.jobs.send('plan', { briefId: brief.id, tries: 0 })
      if (fate) throw fate
    })
  await expect(send(new Error('no'))).rejects.toThrow('no')
  await send(null)
  await queue.idle()
  expect(sent).toEqual([brief.id])
  expect(await store.brief(brief.id)).toMatchObject({ version: 2 })
  await queue.stop()
})

test('a life of many transactions does not slow it down', async () => {
  const store = createMemoryStore()
  const { brief } = await storeBrief(store)
  const transactions = (count: number) => {
    const began = performance.now()
    return Promise.all(
      Array.from({ length: count }, () =>
        store.transact(async (tx) => {
          const now = await tx.lockBrief(brief.id)
          if (now) await tx.saveBrief(now)
          await tx.appendEvents(brief.id, [{ type: 'StageChanged', from: 'planning', to: 'shooting' }], second(1))
          await tx.jobs.send('plan', { briefId: brief.id, tries: 0 }, { key: 'one' })
        }),
      ),
    ).then(() => performance.now() - began)
  }
  await transactions(500)
  const early = await transactions(1_000)
  await transactions(5_000)
  expect(await transactions(1_000)).toBeLessThan(early * 5 + 200)
  expect(await store.events(brief.id, 7_490, 100)).toHaveLength(10)
})
