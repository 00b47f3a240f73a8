/** A process that takes a job, tells its parent, and never ends it. */
import { createJobQueue } from '../../adapters/postgres/jobs.ts'
import { silent } from '../support/silent-log.ts'

const queue = await createJobQueue({ url: process.argv[2] ?? '', log: silent })
await queue.work(async (job) => {
  process.send?.(job.id)
  await new Promise(() => {})
})
