/** Does the real store do what every store must do? */
import { constraintOf } from '../../adapters/postgres/lost-connection.ts'
import { describeStore } from '../contracts/store.ts'
import { openStore } from '../postgres/database.ts'

describeStore('PostgreSQL', async () => ({ ...(await openStore()), constraintOf }))
