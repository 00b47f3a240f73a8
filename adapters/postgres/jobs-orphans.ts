/** Takes up the jobs that dead processes left running. */
import type { PgBoss } from 'pg-boss'
import type postgres from 'postgres'
import type { Log } from '../../src/ports/log.ts'
import { inDrizzle } from './jobs-database.ts'
import type { Lines } from './lines.ts'
import { KINDS } from './jobs-queues.ts'

/** A job that was running when its process died so often is suspected of it, and waits out its backoff. */
const SUSPECT_AFTER = 3

/**
 * To be called while nobody works: every job that is marked as running then is an orphan and may start at once, as
 * another attempt. Without this it would wait until its heartbeat is missed.
 */
export async function adoptOrphans(boss: PgBoss, sql: postgres.Sql, lines: Lines, log: Log): Promise<void> {
  const orphans = await sql<{ kind: string; id: string; retryCount: number }[]>`
    select name as kind, id, retry_count as "retryCount" from pgboss.job
    where state = 'active' and name in ${sql(KINDS)}`
  await lines.transact(async (tx) => {
    const db = inDrizzle(tx)
    for (const { kind, id, retryCount } of orphans) {
      await boss.fail(kind, { id, retryCount }, { message: 'its process died' }, { db })
      if (retryCount < SUSPECT_AFTER) await boss.update(kind, undefined, { id, startAfter: 0, db })
    }
  })
  if (orphans.length > 0) log.info('jobs-adopted', { jobs: orphans.length })
}
