/** Brings a database to the tables of this version; any number of processes may do so at once. */
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { DRIVER } from './connect.ts'
import { explain, place, refuseOld } from './explain-database.ts'
import { PostgresRefused } from './postgres-refused.ts'

const MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url))

/** Any number that no other program locks. */
const LOCK = 7_036_874

/** Throws `PostgresRefused`, in one sentence, when there is no database there or it is too old. */
export async function migrate(url: string): Promise<void> {
  if (place(url) === null) throw new PostgresRefused(explain(url, null))
  const sql = postgres(url, {
    ...DRIVER,
    max: 1,
    max_lifetime: null,
    connect_timeout: 10,
    connection: { application_name: 'nora migrate', lock_timeout: 60_000 },
  })
  try {
    const [server] = await sql<{ number: number; name: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as name`
    const tooOld = server ? refuseOld(server.number, server.name) : null
    if (tooOld !== null) throw new PostgresRefused(tooOld)
    // Drizzle's migrator takes no lock of its own. This one belongs to the session and ends with it.
    await sql`select pg_advisory_lock(${LOCK})`
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS })
  } catch (e) {
    throw e instanceof PostgresRefused ? e : new PostgresRefused(explain(url, e), { cause: e })
  } finally {
    await sql.end({ timeout: 5 })
  }
}
