/** Does a store keep what was given for a form until it is forgotten, and say which files nobody has any more? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId, second } from '../../support/nouns.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'

export function testDrafts(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  test('a draft has the newest content and all files; forgotten, it names those that no other has', async () => {
    const { store } = opened
    const [older, newer] = [newId('task'), newId('task')]
    await store.transact(async (tx) => {
      await tx.saveDraft({ id: older, content: { text: 'A lake' }, createdAt: second(1) })
      await tx.saveDraft({ id: newer, content: { text: 'A pier' }, createdAt: second(9) })
    })
    const add = (id: string, name: string, storageKey: string) =>
      store.transact((tx) => tx.addDraftFile(id, { name, storageKey }))
    await Promise.all([add(older, '1', 'aa'), add(older, '2', 'bb'), add(newer, '1', 'bb'), add('nobody', '1', 'cc')])
    await store.transact((tx) =>
      tx.saveDraft({ id: older, content: { text: 'A lake at dawn' }, createdAt: second(30) }),
    )
    const read = await store.draft(older)
    expect(read).toMatchObject({ content: { text: 'A lake at dawn' }, createdAt: second(1) })
    expect(read?.files.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: '1', storageKey: 'aa' },
      { name: '2', storageKey: 'bb' },
    ])
    expect(await store.transact((tx) => tx.forgetDrafts(second(5)))).toEqual(['aa'])
    expect(await store.draft(older)).toBeNull()
    expect(await store.draft(newer)).toMatchObject({ content: { text: 'A pier' } })
    expect(await store.transact((tx) => tx.forgetDrafts(second(20)))).toEqual(['bb'])
  })
}
