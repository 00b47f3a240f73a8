/** How the log of a brief is followed: what is there, then each event as it is committed. */
import type postgres from 'postgres'
import type { LoggedEvent } from '../../src/domain/event.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Store } from '../../src/ports/store.ts'
import { EVENTS_CHANNEL } from './events.ts'
import { codeOf, isConnectionLost } from './lost-connection.ts'

type Deps = {
  /** Its `listen` keeps one connection for all followers and takes it up again when the server is back. */
  readonly sql: Pick<postgres.Sql, 'listen'>
  readonly read: (briefId: BriefId, after: number, limit: number) => Promise<readonly LoggedEvent[]>
  readonly log: Log
  /** How long a follower trusts the silence: a notification can be lost with its connection. */
  readonly patienceMs?: number
}

const BATCH = 200

export function createFollow({ sql, read, log, patienceMs = 5_000 }: Deps): Store['follow'] {
  const bells = new Map<BriefId, Set<() => void>>()
  const ring = (id: string) => {
    for (const [briefId, followers] of bells) if (briefId === id) for (const wake of followers) wake()
  }
  const ringAll = () => {
    for (const followers of bells.values()) for (const wake of followers) wake()
  }

  let listening: Promise<unknown> | null = null
  /** Once, at the first follower. When it fails postgres.js goes on trying, and `ringAll` is called when it has succeeded. */
  function listen(): Promise<unknown> {
    listening ??= sql.listen(EVENTS_CHANNEL, ring, ringAll).catch((e: unknown) => {
      log.warn('database.listen-failed', { code: codeOf(e) })
    })
    return listening
  }

  return async function* follow(briefId, after, signal) {
    let seen = after
    let rung = false
    let wake = () => {}
    const bell = () => {
      rung = true
      wake()
    }
    const followers = bells.get(briefId) ?? new Set()
    bells.set(briefId, followers.add(bell))
    signal.addEventListener('abort', bell)
    try {
      // Listening first: what is committed after the first reading then rings.
      await Promise.race([listen(), new Promise<void>((r) => (wake = r))])
      while (!signal.aborted) {
        rung = false
        const found = await read(briefId, seen, BATCH).catch((e: unknown) => {
          if (!isConnectionLost(e)) throw e
          log.warn('database.follow-waits', { briefId, code: codeOf(e) })
          return []
        })
        for (const event of found) {
          if (signal.aborted) return
          seen = event.seq
          yield event
        }
        if (found.length === BATCH) continue
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, patienceMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
          if (rung || signal.aborted) wake()
        })
      }
    } finally {
      signal.removeEventListener('abort', bell)
      followers.delete(bell)
      if (followers.size === 0) bells.delete(briefId)
    }
  }
}
