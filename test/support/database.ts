/** Gives a suite a fresh, migrated database of its own. */
import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { pool } from '../../adapters/postgres/connect.ts'

export const TEMPLATE = 'nora_template'

export function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = database
  return url.href
}

/** The new database's URL. It goes away with the server, at the end of the tests. */
export async function createDatabase(): Promise<string> {
  const server = inject('postgresUrl')
  const name = `suite_${randomUUID().replaceAll('-', '')}`
  const sql = pool(server, 1)
  // A copy of files takes 0.1 s; the default, by log, takes longer for as much as a schema.
  await sql`create database ${sql(name)} template ${sql(TEMPLATE)} strategy file_copy`
  await sql.end()
  return urlOf(server, name)
}
