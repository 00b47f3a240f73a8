/** Is pg-boss behind the port a job queue? */
import { connect } from '../../adapters/postgres/connect.ts'
import { createJobQueue } from '../../adapters/postgres/jobs.ts'
import { testJobQueue } from '../contracts/job-queue.ts'
import { createDatabase } from '../support/database.ts'
import { silent } from '../support/silent-log.ts'

testJobQueue('pg-boss', async () => {
  const url = await createDatabase()
  const store = connect(url, 4)
  // Sends and settles, and never works: as a process does that only serves HTTP.
  const sender = await createJobQueue({ url, log: silent })
  return {
    open: () => createJobQueue({ url, log: silent }),
    transact: (work) => store.db.transaction((tx) => work(sender.inTransaction(tx))),
    async close() {
      await sender.stop()
      await store.close()
    },
  }
})
