/** One driver for every database: postgres.js under drizzle. */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type Db = PostgresJsDatabase
export type DbTransaction = Parameters<Parameters<Db['transaction']>[0]>[0]
export type Connection = { readonly url: string; readonly sql: postgres.Sql; readonly db: Db; close(): Promise<void> }

/** `{a,"b c"}` as PostgreSQL writes and reads arrays of text; the values need no further meaning. */
const textArray = (oid: number) => ({
  to: oid,
  from: [oid],
  serialize: (given: unknown): string =>
    Array.isArray(given)
      ? `{${given.map((v) => `"${String(v).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`
      : String(given),
  parse: (raw: string): string[] =>
    [...raw.matchAll(/"((?:[^"\\]|\\.)*)"|[^{},"]+/gs)].map(
      ([bare, quoted]) => quoted?.replaceAll(/\\(.)/gs, '$1') ?? bare,
    ),
})

/**
 * What every connection has in common. By default the driver asks each new connection for its array types and drops that
 * promise: a server that dies in this moment ends the process (porsager/postgres#1192). So it does not ask, and is told
 * the two array types that are sent: text[] and uuid[].
 */
export const DRIVER = {
  fetch_types: false,
  types: { textArray: textArray(1009), uuidArray: textArray(2951) },
  onnotice: () => {},
  connection: { application_name: 'nora' },
}

/** `backoff`: a tenth of a second, so that pools are back 0.3 s after the server is; the default grows to 20 s. */
export const pool = (url: string, max: number): postgres.Sql => postgres(url, { ...DRIVER, max, backoff: () => 0.1 })

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
