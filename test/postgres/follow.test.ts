/** Does a follower hear of every event, once and in order, whoever appends and whatever is lost? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFollow } from '../../adapters/postgres/follow.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Store } from '../../src/ports/store.ts'
import { silent } from '../support/silent-log.ts'
import { type Opened, openStore } from './database.ts'
import { second, storeBrief } from './nouns.ts'

let opened: Opened
beforeAll(async () => void (opened = await openStore()))
afterAll(() => opened[Symbol.asyncDispose]())

const titled = (title: string) => ({ type: 'Refused', verb: title, failure: { type: 'brief-empty' } }) as const

const append = (store: Store, briefId: BriefId, ...titles: readonly string[]) =>
  store.transact((tx) => tx.appendEvents(briefId, titles.map(titled), second(1)))

/** Follows until `count` events were heard. */
async function heard(
  { follow }: Pick<Store, 'follow'>,
  briefId: BriefId,
  after: number,
  count: number,
): Promise<number[]> {
  const stop = new AbortController()
  const seqs: number[] = []
  for await (const { seq } of follow(briefId, after, stop.signal)) if (seqs.push(seq) === count) stop.abort()
  return seqs
}

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

test('all connections lost: it goes on where it was', async () => {
  const { store, connection } = opened
  const { brief } = await storeBrief(store)
  const stop = new AbortController()
  const events = store.follow(brief.id, 0, stop.signal)[Symbol.asyncIterator]()
  await append(store, brief.id, '1')
  expect((await events.next()).value?.seq).toBe(1)
  const next = events.next()
  await connection.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  await append(store, brief.id, '2')
  expect((await next).value?.seq).toBe(2)
  stop.abort()
})

test('without a single notification it still hears, a little later', async () => {
  const { store } = opened
  const { brief } = await storeBrief(store)
  const deaf = { listen: async () => Promise.reject(new Error('deaf')) }
  const follow = createFollow({ sql: deaf, read: (...a) => store.events(...a), log: silent, patienceMs: 20 })
  const all = heard({ follow }, brief.id, 0, 3)
  await append(store, brief.id, '1')
  await append(store, brief.id, '2', '3')
  expect(await all).toEqual([1, 2, 3])
})
