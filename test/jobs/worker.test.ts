/** What becomes of a job whose verb breaks again and again. */
import { expect, test } from 'vitest'
import { makeId } from '../../src/domain/ids.ts'
import type { Job } from '../../src/domain/job.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { silent } from '../support/silent-log.ts'

const briefId = makeId('brief', '00000000-0000-4000-8000-00000000000b')
const refused = new Error('duplicate key value violates unique constraint "takes_open"')
const broken = new Error('Failed query: insert into takes\nparams: what nobody is to read', { cause: refused })

/** Runs one attempt; what people are told, if anything. */
async function attempt(n: number): Promise<string | null> {
  let told: string | null = null
  const broke = () => Promise.reject(broken)
  const giveUp = async (_: Job, reason: string) => {
    told = reason
  }
  const work = {
    plan: broke,
    shoot: broke,
    cut: broke,
    deliver: broke,
    stop: broke,
    settle: broke,
    sweep: broke,
    remind: broke,
    giveUp,
  }
  const job: Job = { id: 'j', kind: 'plan', attempt: n, payload: { briefId, tries: 0 } }
  await createWorker({ work, log: silent })(job, { signal: new AbortController().signal })
  return told
}

test('it goes back to the queue at first', async () => {
  await expect(attempt(3)).rejects.toBe(broken)
})

test('then people are told its cause in a line, and no statement with its values', async () => {
  expect(await attempt(4)).toBe('duplicate key value violates unique constraint "takes_open"')
})
