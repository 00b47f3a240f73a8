/** Holds GPU hosts for this process: a lease that is renewed, and an advisory lock that tells at once when the holder died. */
import { randomUUID } from 'node:crypto'
import { drizzle } from 'drizzle-orm/postgres-js'
import { SECOND } from '../../src/domain/time.ts'
import type { HostHold } from '../../src/ports/host-hold.ts'
import { pool } from './connect.ts'
import { holdHost, letHostGo } from './hosts.ts'

/** A partition keeps an advisory lock until TCP gives up, which takes hours: the lease ends before. */
const LEASE_MS = 30 * SECOND
/** Beside the space of `advisory-hold.ts`: "hora". */
const SPACE = 0x686f7261

export function createHostHold({
  url,
  leaseMs = LEASE_MS,
}: {
  readonly url: string
  readonly leaseMs?: number
}): HostHold {
  const holder = randomUUID()
  const held = new Set<string>()
  // One connection, because the locks belong to it; it is made anew when it is lost, and the locks are taken again.
  const sql = pool(url, 1)
  const db = drizzle(sql)

  /** True when it was got just now: then whoever had it is dead. Taken once a connection, since it counts. */
  async function getsLock(name: string): Promise<boolean> {
    const [row] = await sql<{ gets: boolean }[]>`
      select not exists (
        select from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid() and granted
          and classid = ${SPACE} and objid = (hashtext(${name})::bigint & 4294967295)::oid
      ) and pg_try_advisory_lock(${SPACE}, hashtext(${name})) as gets`
    return row?.gets === true
  }

  return {
    async hold(name) {
      const may = await holdHost(db, name, holder, { leaseMs, isGone: await getsLock(name) })
      if (may) held.add(name)
      else {
        held.delete(name)
        await sql`select pg_advisory_unlock(${SPACE}, hashtext(${name}))`
      }
      return may
    },
    async close() {
      for (const name of held) await letHostGo(db, name, holder).catch(() => {})
      await sql.end({ timeout: 5 })
    },
  }
}
