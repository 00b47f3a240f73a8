/** Which errors say that a connection or a race was lost, so that the same thing may be tried again. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../src/ports/log.ts'

/** The connection broke while the commit was under way: it was stored or not, nobody knows. Never tried again by itself. */
export class CommitUnknown extends Error {
  override name = 'CommitUnknown'
  constructor(cause: unknown) {
    super('the connection was lost during the commit; whether it was stored is unknown', { cause })
  }
}

/** The connection was gone before the statement could be sent. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost'
  readonly code = 'CONNECTION_CLOSED'
}

/** SQLSTATE of the server, or the code of driver or system; drizzle wraps it as a cause. */
export function codeOf(error: unknown): string | null {
  for (let e = error; e instanceof Error; e = e.cause) if ('code' in e && typeof e.code === 'string') return e.code
  return null
}

/** The constraint that refused a row, if one did. */
export function constraintOf(error: unknown): string | null {
  for (let e = error; e instanceof Error; e = e.cause)
    if ('constraint_name' in e && typeof e.constraint_name === 'string') return e.constraint_name
  return null
}

// CONNECTION_ENDED is missing on purpose: that is our own closing, not an accident.
const LOST = /^(CONNECTION_CLOSED|CONNECTION_DESTROYED|CONNECT_TIMEOUT|ECONN.*|EPIPE|ETIMEDOUT|08...|57P0[1-3])$/

export const isConnectionLost = (error: unknown): boolean => LOST.test(codeOf(error) ?? '')

/** Serialization failure and deadlock: PostgreSQL has rolled back and asks for another try. */
const isRaceLost = (error: unknown): boolean => /^(40001|40P01)$/.test(codeOf(error) ?? '')

/** A server that died is back after 0.3 s, or some seconds where it has much to recover; all tries together wait 7.5 s. */
const WAITS_MS = [50, 100, 200, 400, 800, 1000, 1000, 1000, 1000, 1000, 1000]

/** Runs it, and runs it again from the start when it is known that nothing was stored. */
export async function persist<T>(work: () => Promise<T>, log: Log): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (e) {
      const waitMs = WAITS_MS[tries]
      if (waitMs === undefined || e instanceof CommitUnknown || !(isConnectionLost(e) || isRaceLost(e))) throw e
      log.warn('database.again', { code: codeOf(e), tries: tries + 1, waitMs })
      await sleep(waitMs * (0.75 + Math.random() / 2))
    }
  }
}
