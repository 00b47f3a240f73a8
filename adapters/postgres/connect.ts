/** One driver for every database: postgres.js under drizzle. */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type Db = PostgresJsDatabase
export type DbTransaction = Parameters<Parameters<Db['transaction']>[0]>[0]
export type Connection = { readonly url: string; readonly sql: postgres.Sql; readonly db: Db; close(): Promise<void> }

/** `backoff`: a tenth of a second, so that pools are back 0.3 s after the server is; the default grows to 20 s. */
export const pool = (url: string, max: number): postgres.Sql =>
  postgres(url, { max, backoff: () => 0.1, onnotice: () => {}, connection: { application_name: 'nora' } })

export function connect(url: string, max = 8): Connection {
  const sql = pool(url, max)
  return {
    url,
    sql,
    db: drizzle(sql),
    // Without a timeout `end` never settles after the server was lost.
    close: () => sql.end({ timeout: 5 }),
  }
}
