/** Gives a suite a store on a database of its own, which closes with `await using`. */
import { connect, type Connection } from '../../adapters/postgres/connect.ts'
import { createStore } from '../../adapters/postgres/store.ts'
import type { JobsInTransaction } from '../../src/ports/jobs.ts'
import type { Store } from '../../src/ports/store.ts'
import { createDatabase } from '../support/database.ts'
import { silent } from '../support/silent-log.ts'

/** The queue has tests of its own; here nothing is sent. */
const noJobs = (): JobsInTransaction => ({ send: async () => true, settle: async () => {} })

export type Opened = AsyncDisposable & {
  readonly url: string
  readonly store: Store
  readonly connection: Connection
  /** Another process's store on the same database. */
  beside(): Store
}

export async function openStore(): Promise<Opened> {
  const url = await createDatabase()
  const connection = connect(url)
  const stores: ReturnType<typeof createStore>[] = []
  const beside = () => {
    const store = createStore({ connection, jobs: noJobs, log: silent })
    stores.push(store)
    return store
  }
  return {
    url,
    connection,
    store: beside(),
    beside,
    async [Symbol.asyncDispose]() {
      await Promise.all(stores.map((s) => s.close()))
      await connection.close()
    },
  }
}
