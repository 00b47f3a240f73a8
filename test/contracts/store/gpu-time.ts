/** What a store says of GPU time: what past takes cost, what a month has used, and what plans may still use. */
import { expect, test } from 'vitest'
import type { Brief } from '../../../src/domain/brief.ts'
import type { Store } from '../../../src/ports/store.ts'
import { aBrief, aPlan, aShot, aTake, second, storeBrief } from '../../support/nouns.ts'
import type { StoreUnderTest } from './under-test.ts'

const MONTH = second(100)

export function testGpuTime(opened: () => StoreUnderTest): void {
  test('samples are the last rendered takes of a workflow on hosts of one kind', async () => {
    const { store } = opened()
    const { brief } = await storeBrief(store)
    const workflow = `w-${brief.id}`
    const shot = aShot(0, { workflow })
    const load = { frames: 8, width: 256, height: 144, steps: null, isAnimatic: true }
    const rendered = (n: number, gpuMs: number | null) =>
      aTake(brief.id, shot.id, { planVersion: 2, host: 'gpu', outcome: 'rendered', gpuMs, endedAt: second(n) })
    await store.transact(async (tx) => {
      await tx.insertPlan(aPlan(brief.id, 2, [shot]))
      for (const n of [1, 3, 2]) await tx.insertTake(rendered(n, n * 100))
      await tx.insertTake(rendered(40, null))
      await tx.insertTake({ ...rendered(41, 4100), outcome: 'failed' })
      await tx.insertTake({ ...rendered(42, 4200), load: null })
      await tx.insertTake({ ...rendered(43, 4300), load })
    })
    const sample = { workflow, host: 'gpu', frames: 16, width: 768, height: 432, steps: 20 }
    expect(await store.takeSamples(workflow, { isAnimatic: false, limit: 2 })).toEqual([
      { ...sample, gpuMs: 300 },
      { ...sample, gpuMs: 200 },
    ])
    const { isAnimatic: _, ...drawn } = load
    expect(await store.takeSamples(workflow, { isAnimatic: true, limit: 2 })).toEqual([
      { workflow, host: 'gpu', gpuMs: 4300, ...drawn },
    ])
    expect(await store.takeSamples('none', { isAnimatic: true, limit: 2 })).toEqual([])
  })

  test('a reservation counts while its plan is shot, as far as its takes have not spent it', async () => {
    const { store } = opened()
    const { project, brief, shots } = await storeBrief(store, { planVersion: 1 })
    const use = () => store.gpuUse(project.id, MONTH)
    const take = (n: number, gpuMs: number) =>
      store.transact((tx) =>
        tx.insertTake(aTake(brief.id, shots[0].id, { outcome: 'rendered', gpuMs, endedAt: second(n) })),
      )
    expect(await store.gpuLeft(brief.id, 1)).toBeNull()
    await reserve(store, brief, 1000)
    expect(await use()).toEqual({ usedMs: 0, reservedMs: 0 })

    await shoot(store, brief)
    expect(await use()).toEqual({ usedMs: 0, reservedMs: 1000 })
    await take(150, 300)
    expect(await use()).toEqual({ usedMs: 300, reservedMs: 700 })
    await take(50, 200)
    expect(await use()).toEqual({ usedMs: 300, reservedMs: 500 })
    expect(await store.gpuLeft(brief.id, 1)).toBe(500)

    await reserve(store, brief, 900)
    expect(await store.gpuLeft(brief.id, 1)).toBe(900)
    await take(151, 5000)
    expect(await use()).toEqual({ usedMs: 5300, reservedMs: 0 })
    const now = await store.brief(brief.id)
    if (now) await store.transact((tx) => tx.saveBrief({ ...now, state: { stage: 'cutting', planVersion: 1 } }))
    expect(await use()).toEqual({ usedMs: 5300, reservedMs: 0 })
  })

  test('two that take GPU time at once see each other', async () => {
    const { store, beside } = opened()
    const { project, person, brief } = await storeBrief(store, { planVersion: 1 })
    const other = aBrief(project, person, { planVersion: 1 })
    await store.transact(async (tx) => {
      await tx.insertBrief(other)
      await tx.insertPlan(aPlan(other.id, 1, [aShot(0)]))
    })
    const locked = Promise.withResolvers<void>()
    const first = store.transact(async (tx) => {
      await tx.lockBudget(project.id)
      locked.resolve()
      await tx.reserveGpu({ briefId: brief.id, planVersion: 1, ms: 1000, at: second(1) })
      const now = await tx.lockBrief(brief.id)
      if (now) await tx.saveBrief({ ...now, state: { stage: 'shooting', planVersion: 1 } })
    })
    await locked.promise
    const next = beside().transact(async (tx) => {
      await tx.lockBrief(other.id)
      await tx.lockBudget(project.id)
      return tx.gpuUse(project.id, MONTH)
    })
    await first
    expect(await next).toEqual({ usedMs: 0, reservedMs: 1000 })
  })
}

const reserve = (store: Store, { id: briefId }: Brief, ms: number) =>
  store.transact((tx) => tx.reserveGpu({ briefId, planVersion: 1, ms, at: second(1) }))

const shoot = (store: Store, brief: Brief) =>
  store.transact((tx) => tx.saveBrief({ ...brief, state: { stage: 'shooting', planVersion: 1 } }))
