/** How pg-boss reaches the database: over a postgres.js pool of its own, or inside a transaction of drizzle's. */
import { sql as drizzleSql } from 'drizzle-orm'
import { fromDrizzle, type Db as BossDatabase } from 'pg-boss'
import type postgres from 'postgres'
import type { DbTransaction } from './connect.ts'
import { isConnectionLost } from './lost-connection.ts'

type Reach = Pick<postgres.Sql, 'unsafe' | 'json'>

/** Objects that are meant as JSON; arrays, dates and bytes have types of their own. */
const isJson = (value: unknown): value is postgres.JSONValue =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !Buffer.isBuffer(value)

async function execute(sql: Reach, text: string, values: readonly unknown[]): Promise<{ rows: unknown[] }> {
  const given = values.map((v) => (isJson(v) ? sql.json(v) : v)) as postgres.ParameterOrJSON<never>[]
  // Several statements in one text are only legal in the simple protocol, which has no parameters.
  const result: unknown[] = values.length > 0 ? await sql.unsafe(text, given) : await sql.unsafe(text).simple()
  return { rows: Array.isArray(result[0]) ? result.flat() : [...result] }
}

/** On a pool. Not drizzle's: that one has its parsers rewired, and dates would arrive as text. */
export const onPool = (sql: postgres.Sql): BossDatabase => ({
  async executeSql(text, values = []) {
    if (!/^\s*begin\b/i.test(text)) return execute(sql, text, values)
    // postgres.js refuses BEGIN on a pooled connection, since the next statement could go to another one.
    const reserved = await sql.reserve()
    try {
      return await execute(reserved, text, values)
    } catch (error) {
      // On a connection that is gone the driver would write to a closed socket, which ends the process.
      if (!isConnectionLost(error)) await reserved`rollback`.catch(() => {})
      throw error
    } finally {
      reserved.release()
    }
  },
  async listen(channel, onNotification, onReconnect) {
    const listener = await sql.listen(channel, onNotification, onReconnect)
    return { close: () => listener.unlisten() }
  },
})

/** Inside a transaction of drizzle, which sends JSON parameters as they are: so objects become text first. */
export function inDrizzle(tx: DbTransaction): BossDatabase {
  const boss = fromDrizzle(tx, drizzleSql)
  return {
    executeSql: (text, values) =>
      boss.executeSql(
        text,
        values?.map((v) => (isJson(v) ? JSON.stringify(v) : v)),
      ),
  }
}
