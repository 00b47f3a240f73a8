/** Which agents are at work, idle or gone, as everybody reads it. */
import { expect, test } from 'vitest'
import { createPresence, createReadAgents } from '../../src/coordination/agents.ts'
import type { Job } from '../../src/domain/job.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { newId, second } from '../support/nouns.ts'

const running = { signal: new AbortController().signal }
const cut: Job = { id: 'j', kind: 'cut', attempt: 0, payload: { briefId: newId('brief'), planVersion: 1, tries: 0 } }

function createOffice() {
  const store = createMemoryStore()
  const clock = { at: second(0), now: () => clock.at }
  const read = createReadAgents({ store, clock })
  return {
    store,
    clock,
    presence: () => createPresence({ store, clock }),
    at: (seconds: number) => void (clock.at = second(seconds)),
    statuses: async () => (await read()).map((a) => a.status),
  }
}

test('an agent works while jobs of its kind run, and is idle after', async () => {
  const { presence, statuses, at } = createOffice()
  const here = presence()
  await here.tell()
  expect(await statuses()).toEqual(['idle', 'idle'])
  const done = Promise.withResolvers<void>()
  const job = here.during(() => done.promise)(cut, running)
  at(2)
  await here.tell()
  expect(await statuses()).toEqual(['working', 'idle'])
  done.resolve()
  await job
  at(4)
  await here.tell()
  expect(await statuses()).toEqual(['idle', 'idle'])
})

test('who was not seen for a minute is offline, and back once it is seen', async () => {
  const { presence, statuses, at } = createOffice()
  const here = presence()
  await here.tell()
  at(59)
  expect(await statuses()).toEqual(['idle', 'idle'])
  at(60)
  expect(await statuses()).toEqual(['offline', 'offline'])
  await here.tell()
  expect(await statuses()).toEqual(['idle', 'idle'])
})

test('a process where nothing runs does not say that another one rests; of one that died it does', async () => {
  const { presence, statuses, at } = createOffice()
  const [here, there] = [presence(), presence()]
  void there.during(() => new Promise<void>(() => {}))(cut, running)
  await there.tell()
  await here.tell()
  expect(await statuses()).toEqual(['working', 'idle'])
  at(61)
  await here.tell()
  expect(await statuses()).toEqual(['idle', 'idle'])
})
