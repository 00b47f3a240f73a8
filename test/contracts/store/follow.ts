/** Does a follower hear of every event, once and in order, whoever appends? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { append, heard, titled } from '../../support/following.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'
import { second, storeBrief } from '../../support/nouns.ts'

export function testFollow(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i)

  test('50 appends at once, from two stores, followed by three: all, once, in order', async () => {
    const { store } = opened
    const other = opened.beside()
    const { brief } = await storeBrief(store)
    await append(store, brief.id, 'a', 'b')
    const followers = [heard(store, brief.id, 0, 102), heard(other, brief.id, 2, 100), heard(store, brief.id, 40, 62)]
    await Promise.all(from(0, 50).map((i) => append(i % 2 ? store : other, brief.id, `${i}`, `${i}'`)))
    expect(await Promise.all(followers)).toEqual([from(1, 102), from(3, 100), from(41, 62)])
    const events = (await store.events(brief.id, 2, 200)).flatMap(({ event }) =>
      event.type === 'Refused' ? event.verb : [],
    )
    expect(events.every((verb, i) => i % 2 === 0 || verb === `${events[i - 1]}'`)).toBe(true)
  })

  test('an event is heard only after its commit, and never when it was rolled back', async () => {
    const { store } = opened
    const { brief } = await storeBrief(store)
    const all = heard(store, brief.id, 0, 2)
    await append(store, brief.id, 'first')
    const failed = store.transact(async (tx) => {
      await tx.appendEvents(brief.id, [titled('never')], second(1))
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    await append(store, brief.id, 'second')
    expect(await all).toEqual([1, 2])
    expect((await store.events(brief.id, 0, 9)).map(({ event }) => event)).toEqual([titled('first'), titled('second')])
  })

  test('more than a batch is heard from the start', async () => {
    const { store } = opened
    const { brief } = await storeBrief(store)
    await append(store, brief.id, ...from(0, 450).map(String))
    expect(await heard(store, brief.id, 0, 450)).toEqual(from(1, 450))
  })

  test('aborting ends it, waiting or before it began', async () => {
    const { store } = opened
    const { brief } = await storeBrief(store)
    const stop = new AbortController()
    const waiting = store.follow(brief.id, 0, stop.signal)[Symbol.asyncIterator]().next()
    stop.abort()
    expect(await waiting).toMatchObject({ done: true })
    expect(await store.follow(brief.id, 0, AbortSignal.abort())[Symbol.asyncIterator]().next()).toMatchObject({
      done: true,
    })
  })
}
