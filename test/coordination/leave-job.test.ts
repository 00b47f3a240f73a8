/** Does a brief that is retried at the wrong moment still get its work done? */
import { expect, test } from 'vitest'
import { connect } from '../../adapters/postgres/connect.ts'
import { createJobQueue } from '../../adapters/postgres/jobs.ts'
import { createStore } from '../../adapters/postgres/store.ts'
import { leaveJob } from '../../src/coordination/leave-job.ts'
import { type Job, jobKey } from '../../src/domain/job.ts'
import { createRetry } from '../../src/nora/steer-brief.ts'
import { storeBrief } from '../support/nouns.ts'
import { createDatabase } from '../support/database.ts'
import { silent } from '../support/silent-log.ts'

async function open() {
  const url = await createDatabase()
  const connection = connect(url)
  const queue = await createJobQueue({ url, log: silent })
  const store = createStore({ connection, jobs: queue.inTransaction, log: silent })
  return {
    queue,
    store,
    async [Symbol.asyncDispose]() {
      await queue.stop()
      await store.close()
      await connection.close()
    },
  }
}

/** What a failed brief's shots see whose jobs run when it fails: `meanwhile` happens between their look and their leaving. */
async function leaving(meanwhile: 'retried' | 'nothing'): Promise<readonly number[]> {
  await using opened = await open()
  const { queue, store } = opened
  const from = { stage: 'shooting', planVersion: 1 } as const
  const failure = { type: 'internal', reason: 'another shot' } as const
  const { brief, shots, person } = await storeBrief(store, {
    planVersion: 1,
    assetIds: [],
    state: { stage: 'failed', from, failure },
  })
  const payload = { briefId: brief.id, planVersion: 1, shotId: shots[0].id, tries: 3 }
  await store.transact((tx) => tx.jobs.send('shoot', payload, { key: jobKey('shoot', payload) }))

  const retry = createRetry({ store, clock: { now: () => new Date() } })
  const tries: number[] = []
  const shoot = async (job: Job<'shoot'>): Promise<void> => {
    if (job.payload.shotId !== shots[0].id) return store.transact((tx) => tx.jobs.settle(job))
    tries.push(job.payload.tries)
    if (tries.length > 1) return store.transact((tx) => tx.jobs.settle(job))
    if (meanwhile === 'retried') await retry({ briefId: brief.id, personId: person.id })
    return leaveJob(store, job)
  }
  const beginAll = async () => {
    for (const job of await queue.waiting('shoot')) await queue.begin(job, shoot)
  }
  queue.onWaiting('shoot', () => void beginAll())
  await queue.work((job) => store.transact((tx) => tx.jobs.settle(job)))
  await queue.idle()
  return tries
}

test('a retry between its look and its leaving sends the job again, from its first try', async () => {
  expect(await leaving('retried')).toEqual([3, 0])
})

test('a job that nobody waits for just ends', async () => {
  expect(await leaving('nothing')).toEqual([3])
})
