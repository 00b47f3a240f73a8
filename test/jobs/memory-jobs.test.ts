/** Is the fake that other tests trust a job queue? */
import { testJobQueue } from '../contracts/job-queue.ts'
import { createMemoryJobs } from '../fakes/memory-jobs.ts'

testJobQueue('memory', async () => {
  const jobs = createMemoryJobs()
  return { open: async () => jobs.open(), transact: jobs.transact, close: async () => {} }
})
