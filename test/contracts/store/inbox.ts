/** Does a store keep what platforms asked for until it is carried out, for one at a time, and remember that it was? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId, second } from '../../support/nouns.ts'
import type { Held, InboxOf } from '../../../src/ports/store-inbox.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'

export function testInbox(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  const somewhere = (): InboxOf => ({ platform: 'slack', workspace: newId('brief') })
  const receive = (of: InboxOf, ids: readonly string[], at = 1) =>
    opened.store.receiveRequests(
      of,
      ids.map((id) => ({ id, payload: { said: id } })),
      { at: second(at), until: second(at + 10) },
    )
  const take = (of: InboxOf, at: number, limit = 10, store = opened.store) =>
    store.transact((tx) => tx.takeRequests(of, { at: second(at), until: second(at + 10), limit }))
  const settle = (of: InboxOf, held: Held) => opened.store.transact((tx) => tx.settleRequest(of, held))

  test('many are received at once, each one once, by one of two at the same moment', async () => {
    const of = somewhere()
    const both = await Promise.all([receive(of, ['a', 'b', 'a']), receive(of, ['b', 'a'])])
    expect(both.flat().toSorted()).toEqual(['a', 'b'])
    expect(await receive(of, ['a', 'c'])).toEqual(['c'])
    expect(await receive(of, [])).toEqual([])
    expect(await receive({ ...of, platform: 'discord' }, ['a'])).toEqual(['a'])
    expect(await receive({ ...of, workspace: newId('brief') }, ['a'])).toEqual(['a'])
  })

  test('what its holder leaves undone is taken by another, whole, oldest first, and by one of two', async () => {
    const of = somewhere()
    await receive(of, ['late'], 2)
    await receive(of, ['early'], 1)
    expect(await take(of, 11)).toEqual([])
    expect(await take({ ...of, workspace: newId('brief') }, 20)).toEqual([])
    expect(await take(of, 13)).toEqual([
      { id: 'early', payload: { said: 'early' }, receivedAt: second(1), tries: 2 },
      { id: 'late', payload: { said: 'late' }, receivedAt: second(2), tries: 2 },
    ])
    const both = await Promise.all([take(of, 30, 1), take(of, 30, 1, opened.beside())])
    expect(both.flat().map((r) => r.id)).toEqual(expect.arrayContaining(['early', 'late']))
    expect(await take(of, 35)).toEqual([])
  })

  test('who holds on to it keeps it; who lost it can neither hold nor settle it', async () => {
    const of = somewhere()
    await receive(of, ['x', 'y'])
    const [x, y] = [
      { id: 'x', tries: 1 },
      { id: 'y', tries: 1 },
    ]
    await opened.store.transact((tx) => tx.holdRequests(of, [x], second(40)))
    expect((await take(of, 20)).map((r) => r.id)).toEqual(['y'])
    await opened.store.transact((tx) => tx.holdRequests(of, [x, y], second(99)))
    await opened.store.transact((tx) => tx.holdRequests(of, [], second(99)))
    expect((await take(of, 50)).map((r) => r.id)).toEqual(['y'])
    expect(await settle(of, y)).toBe(false)
    expect(await settle(of, { id: 'y', tries: 3 })).toBe(true)
  })

  test('what is settled is remembered and never taken again, until it is forgotten', async () => {
    const of = somewhere()
    await receive(of, ['old'], 1)
    await receive(of, ['new'], 5)
    for (const id of ['old', 'new']) expect(await settle(of, { id, tries: 1 })).toBe(true)
    expect(await settle(of, { id: 'new', tries: 1 })).toBe(false)
    await opened.store.transact((tx) => tx.holdRequests(of, [{ id: 'new', tries: 1 }], second(6)))
    expect(await take(of, 60)).toEqual([])
    expect(await receive(of, ['old', 'new'], 6)).toEqual([])
    expect(await opened.store.transact((tx) => tx.forgetRequests(second(5)))).toBeGreaterThan(0)
    expect(await receive(of, ['old', 'new'], 6)).toEqual(['old'])
  })

  test('what people write comes back as it was, whatever it holds', async () => {
    const of = somewhere()
    const payload = { text: 'a\u0000b \ud83d 🎬 "\\u0000"', none: null, list: [1, 2.5, { deep: true }] }
    const at = second(1)
    await opened.store.receiveRequests(of, [{ id: 'odd', payload }], { at, until: at })
    expect((await take(of, 2))[0]?.payload).toEqual(payload)
  })
}
