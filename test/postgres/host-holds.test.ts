/** A GPU host is driven by one process: who that is, and when another one may take over. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHostHold } from '../../adapters/postgres/host-holds.ts'
import { openStore, type Opened } from './database.ts'

let opened: Opened
let holds: ReturnType<typeof createHostHold>[]
beforeEach(async () => {
  opened = await openStore()
  holds = []
})
afterEach(async () => {
  for (const hold of holds) await hold.close()
  await opened[Symbol.asyncDispose]()
})
function another(o: { readonly leaseMs?: number } = {}) {
  const hold = createHostHold({ url: opened.url, ...o })
  holds.push(hold)
  return hold
}

test('the first one holds it for as long as it says so; the second has another', async () => {
  const [a, b] = [another(), another()]
  expect(await a.hold('gpu-1')).toBe(true)
  expect(await b.hold('gpu-1')).toBe(false)
  expect(await b.hold('gpu-2')).toBe(true)
  expect(await a.hold('gpu-1')).toBe(true)
  expect((await opened.store.hosts()).map((h) => [h.name, h.isDriven])).toEqual([
    ['gpu-1', true],
    ['gpu-2', true],
  ])
})

test('one that lets go is followed at once', async () => {
  const [a, b] = [another(), another()]
  await a.hold('gpu-1')
  await a.close()
  holds.shift()
  expect((await opened.store.hosts())[0]?.isDriven).toBe(false)
  expect(await b.hold('gpu-1')).toBe(true)
})

test('one that dies is followed at once, though its lease has not ended', async () => {
  const [a, b] = [another(), another()]
  await a.hold('gpu-1')
  await opened.connection.sql`
    select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database
    where locktype = 'advisory' and datname = current_database()`
  expect(await b.hold('gpu-1')).toBe(true)
  // It lives after all, and hears that it holds no more.
  expect(await a.hold('gpu-1').catch(() => a.hold('gpu-1'))).toBe(false)
})

test('one that is silent for too long is followed, though its connection still stands', async () => {
  const [a, b] = [another({ leaseMs: 1 }), another()]
  await a.hold('gpu-1')
  await opened.connection.sql`select pg_sleep(0.01)`
  expect(await b.hold('gpu-1')).toBe(true)
  expect(await a.hold('gpu-1')).toBe(false)
})
