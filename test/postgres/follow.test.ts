/** Does a follower go on when its connection or its notifications are lost? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFollow } from '../../adapters/postgres/follow.ts'
import { append, heard } from '../support/following.ts'
import { silent } from '../support/silent-log.ts'
import { type Opened, openStore } from './database.ts'
import { storeBrief } from '../support/nouns.ts'

let opened: Opened
beforeAll(async () => void (opened = await openStore()))
afterAll(() => opened[Symbol.asyncDispose]())

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
