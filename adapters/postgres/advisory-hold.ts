/**
 * Says to other processes "I live", by a shared advisory lock: PostgreSQL lets go of it when the process dies, however
 * it dies. Whoever gets the same lock for itself alone knows that nobody else lives.
 */
import { SECOND } from '../../src/domain/time.ts'
import { pool } from './connect.ts'

/** Advisory locks of Nora: the first number is "nora" in ASCII, the second says what is held. */
const SPACE = 0x6e6f7261
export const HOLDS = { worker: 1, server: 2 } as const

const LOOK_AGAIN_MS = 5 * SECOND

export type Hold = {
  /** `first` runs before anybody else can take hold, and only if nobody has. */
  take(first?: () => Promise<void>): Promise<void>
  /** Lets go; true when nobody else holds on. */
  leave(): Promise<boolean>
  close(): Promise<void>
}

export function createHold(url: string, what: keyof typeof HOLDS): Hold {
  // One connection, because the lock belongs to the connection; the pool makes a new one when it is lost.
  const sql = pool(url, 1)
  const key = HOLDS[what]
  let timer: NodeJS.Timeout | undefined

  const isAlone = async () => {
    const [row] = await sql<{ alone: boolean }[]>`select pg_try_advisory_lock(${SPACE}, ${key}) as alone`
    return row?.alone === true
  }
  /** Takes it when this connection does not have it: harmless to repeat, and needed after the connection was lost. */
  const share = () => sql`
    select pg_advisory_lock_shared(${SPACE}, ${key})
    where not exists (
      select from pg_locks
      where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ShareLock'
        and classid = ${SPACE} and objid = ${key}
    )`

  return {
    async take(first) {
      const alone = await isAlone()
      try {
        if (alone) await first?.()
        await share()
      } finally {
        if (alone) await sql`select pg_advisory_unlock(${SPACE}, ${key})`
      }
      // While the server is away the next look fails too; the one after it is back succeeds.
      timer ??= setInterval(() => void share().catch(() => {}), LOOK_AGAIN_MS).unref()
    },
    async leave() {
      clearInterval(timer)
      await sql`select pg_advisory_unlock_all()`
      return isAlone()
    },
    close() {
      clearInterval(timer)
      return sql.end({ timeout: 5 })
    },
  }
}
