/** What lies in tables beyond what the port shows: rows that an earlier version wrote. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeBrief } from '../support/nouns.ts'
import { type Opened, openStore } from './database.ts'

let opened: Opened
beforeAll(async () => void (opened = await openStore()))
afterAll(() => opened[Symbol.asyncDispose]())

test('a finish without a length in the film, as it was once written, lasts as long as its clip', async () => {
  const { store, connection } = opened
  const { brief, shots } = await storeBrief(store)
  await connection.sql`update shots set finish = finish - 'cutFrames' where brief_id = ${brief.id}`
  expect((await store.plan(brief.id, 1))?.shots).toEqual(shots)
})
