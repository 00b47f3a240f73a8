/** What becomes of a shot's own open take when its clip turns out to be there already. */
import { expect, test } from 'vitest'
import { createShoot } from '../../src/cinematographer/shoot.ts'
import { createMemoryJobs } from '../fakes/memory-jobs.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { anAsset, aPlan, aShot, aTake, second, storeBrief } from '../support/nouns.ts'

test('a shot that is kept lets go of what a host still renders for it', async () => {
  const jobs = createMemoryJobs()
  const store = createMemoryStore(jobs)
  const clock = { now: () => second(100) }
  const { brief, project } = await storeBrief(store, { state: { stage: 'shooting', planVersion: 2 } })
  const alike = [aShot(0, { fingerprint: 'the same' }), aShot(1, { fingerprint: 'the same' })] as const
  const clip = anAsset(project.id)
  const made = aTake(brief.id, alike[0].id, { planVersion: 2, fingerprint: 'the same' })
  const open = aTake(brief.id, alike[1].id, { planVersion: 2, fingerprint: 'the same' })
  await store.transact(async (tx) => {
    await tx.insertAsset(clip)
    await tx.insertPlan(aPlan(brief.id, 2, alike))
    await tx.insertTake(made)
    await tx.endTake(made.id, { outcome: 'rendered', gpuMs: 1, assetId: clip.id, failure: null, endedAt: second(9) })
    await tx.insertTake(open)
    await tx.jobs.send('shoot', { briefId: brief.id, planVersion: 2, shotId: alike[1].id, tries: 0 })
  })
  const shoot = createShoot({
    store,
    renderTake: () => Promise.reject(new Error('it is there already')),
    report: async () => {},
    clock,
    randomness: { uuid: () => '', below: () => 0 },
  })
  const queue = jobs.open()
  for (const job of await queue.waiting('shoot'))
    await (
      await queue.begin(job, (begun, running) => shoot(begun, running, null))
    )?.ended

  expect(await store.take(open.id)).toMatchObject({ outcome: 'cancelled', endedAt: second(100) })
  expect((await store.plan(brief.id, 2))?.shots[1]?.currentTakeId).toBe(made.id)
  await queue.stop()
})
