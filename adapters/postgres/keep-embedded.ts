/** Keeps the embedded PostgreSQL running for as long as some Nora needs it. */
import { setTimeout as wait } from 'node:timers/promises'
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import { createHold } from './advisory-hold.ts'
import { openHome } from './embedded-folder.ts'
import { startPostgres, stopPostgres, type Server, type ServerOptions } from './embedded.ts'
import { throughGate } from './gate.ts'
import { isServer } from './postmaster-file.ts'

export type KeptPostgres = {
  /** Stays the same when the server is started again. */
  readonly url: string
  readonly pid: number
  /** True when the server ran already, left by a Nora that was killed or used by one that lives. */
  readonly adopted: boolean
  /** To be called after every pool on it is closed. Stops the server unless another Nora uses it. */
  stop(): Promise<void>
}

/**
 * Starts or adopts the server of `home` and starts it again on the same port whenever it has gone.
 *
 * Several processes may keep one home. Each holds a shared advisory lock in the server for as long as it lives; to stop
 * is to let go and to try for the lock alone, and only who gets it ends the server. Starting and stopping go through
 * one gate a home, so nobody adopts a server that somebody else is ending. Throws `PostgresRefused`, whose message is
 * one line for people, when the folder or the programs cannot be used.
 */
export async function keepPostgres(home: string, o: ServerOptions & { readonly log: Log }): Promise<KeptPostgres> {
  openHome(home)
  const { server: first, hold } = await throughGate(home, async () => {
    const server = await startPostgres(home, o)
    const hold = createHold(server.url, 'server')
    await hold.take()
    return { server, hold }
  })
  let server: Server = first
  let restarting: Promise<void> | null = null
  const stopping = new AbortController()

  const restart = async () => {
    const began = Date.now()
    const next = await throughGate(home, async () => {
      const next = await startPostgres(home, o)
      if (next.url === first.url) await hold.take()
      return next
    })
    server = next
    if (next.url !== first.url) throw new Error('its port was taken by another program; start Nora again')
    o.log.warn('postgres-restarted', { ms: Date.now() - began })
  }
  const watch = async () => {
    for (let told = ''; !stopping.signal.aborted; await wait(100, undefined, { ref: false })) {
      if (isServer(server.pid, server.port)) continue
      try {
        await (restarting = restart())
        told = ''
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        if (reason !== told) o.log.error('postgres-lost', { reason })
        told = reason
        await wait(SECOND, undefined, { ref: false })
      } finally {
        restarting = null
      }
    }
  }
  void watch()

  return {
    url: first.url,
    get pid() {
      return server.pid
    },
    adopted: first.adopted,
    async stop() {
      if (stopping.signal.aborted) return
      stopping.abort()
      await restarting?.catch(() => {})
      await throughGate(home, async () => {
        // When it cannot be asked it is left running: the next start adopts it.
        const last = await hold.leave().catch(() => false)
        await hold.close()
        if (last) await stopPostgres(server)
      })
    },
  }
}
