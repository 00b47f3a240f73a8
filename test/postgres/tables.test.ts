/** What lies in tables beyond what the port shows: review tasks, and rows that an earlier version wrote. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId, second, storeBrief } from '../support/nouns.ts'
import { type Opened, openStore } from './database.ts'

let opened: Opened
beforeAll(async () => void (opened = await openStore()))
afterAll(() => opened[Symbol.asyncDispose]())

test('review tasks are closed for their brief only', async () => {
  const { store, connection } = opened
  const [{ brief }, elsewhere] = [await storeBrief(store), await storeBrief(store)]
  await store.transact(async (tx) => {
    for (const { id } of [brief, elsewhere.brief])
      await tx.insertTask({ id: newId('task'), briefId: id, title: 't', status: 'open', createdAt: second(7) })
  })
  await store.transact((tx) => tx.closeTasks(brief.id))
  const statuses = ({ id }: typeof brief) => connection.sql`select status, kind from tasks where brief_id = ${id}`
  expect(await statuses(brief)).toEqual([{ status: 'closed', kind: 'review' }])
  expect(await statuses(elsewhere.brief)).toEqual([{ status: 'open', kind: 'review' }])
})

test('a finish without a length in the film, as it was once written, lasts as long as its clip', async () => {
  const { store, connection } = opened
  const { brief, shots } = await storeBrief(store)
  await connection.sql`update shots set finish = finish - 'cutFrames' where brief_id = ${brief.id}`
  expect((await store.plan(brief.id, 1))?.shots).toEqual(shots)
})
