/** Is a transaction all or nothing, whoever comes in between? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StaleVersion } from '../../../src/domain/failure.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'
import { aBrief, aPerson, aProject, newId, second, storeBrief } from '../../support/nouns.ts'

export function testTransact(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  describe('two at once', () => {
    test('of two that save the same version one is told, and leaves nothing', async () => {
      const { store } = opened
      const { brief } = await storeBrief(store)
      const save = (title: string) =>
        store.transact(async (tx) => {
          await tx.appendEvents(brief.id, [{ type: 'StageChanged', from: 'planning', to: 'shooting' }], second(1))
          await tx.saveBrief({ ...brief, title })
        })
      const results = await Promise.allSettled([save('a'), save('b')])
      const lost = results.find((r) => r.status === 'rejected')
      expect(lost?.reason).toBeInstanceOf(StaleVersion)
      expect(await store.brief(brief.id)).toMatchObject({ version: 2 })
      expect(await store.events(brief.id, 0, 10)).toHaveLength(1)
    })

    test('a locked brief is changed by one after the other', async () => {
      const { store } = opened
      const { brief } = await storeBrief(store)
      const add = () =>
        store.transact(async (tx) => {
          const now = await tx.lockBrief(brief.id)
          if (now) await tx.saveBrief({ ...now, deliveryCount: now.deliveryCount + 1 })
        })
      await Promise.all(Array.from({ length: 20 }, add))
      expect(await store.brief(brief.id)).toMatchObject({ deliveryCount: 20, version: 21 })
      expect(await store.transact((tx) => tx.lockBrief(newId('brief')))).toBeNull()
    })

    test('a hundred callers at once', async () => {
      const { store } = opened
      const { brief } = await storeBrief(store)
      const found = await Promise.all(Array.from({ length: 100 }, () => store.transact((tx) => tx.brief(brief.id))))
      expect(new Set(found.map((f) => f?.id))).toEqual(new Set([brief.id]))
    })
  })

  describe('rolled back', () => {
    test('what threw leaves nothing, and reads inside saw it before', async () => {
      const { store } = opened
      const { project, person } = await storeBrief(store)
      const brief = aBrief(project, person)
      const work = store.transact(async (tx) => {
        await tx.insertBrief(brief)
        expect(await tx.brief(brief.id)).toEqual(brief)
        expect(await store.brief(brief.id)).toBeNull()
        throw new Error('no')
      })
      await expect(work).rejects.toThrow('no')
      expect(await store.brief(brief.id)).toBeNull()
    })

    test('a refused row whose error was ignored does not pass for success', async () => {
      const { store } = opened
      const { project } = await storeBrief(store)
      const other = aProject()
      const work = store.transact(async (tx) => {
        await tx.insertProject(other)
        await tx.insertProject(project).catch(() => {})
      })
      await expect(work).rejects.toThrow(/Nothing was stored/)
      expect(await store.project(other.id)).toBeNull()
    })

    test('a change that was not awaited is refused after the end', async () => {
      const { store } = opened
      const late = aPerson()
      const ensure = await store.transact(async (tx) => () => tx.ensurePerson(late))
      await expect(ensure()).rejects.toBeInstanceOf(Error)
      expect(await store.person(late.id)).toBeNull()
    })
  })
}
