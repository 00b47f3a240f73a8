/** Opens the port and closes it again; a port that cannot be had is one sentence. */
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { MINUTE, SECOND } from '../../src/domain/time.ts'

/** The address cannot be had; the message says what to do. */
export class CannotListen extends Error {
  override name = 'CannotListen'
  readonly forPeople = true
}

/** What requests still run get this long to end. */
const GRACE_MS = 5 * SECOND

export function createListener(o: {
  readonly host: string
  readonly port: number
  readonly fetch: Parameters<typeof getRequestListener>[0]
}) {
  let server: Server | null = null

  return {
    /** Of the open port; the configured one until then. */
    port: (): number => portOf(server) ?? o.port,

    async listen(): Promise<{ readonly host: string; readonly port: number }> {
      const opening = createServer(
        // A 2 GB upload over a thin line takes hours; headers must come within a minute, bodies when they can.
        { requestTimeout: 0, headersTimeout: MINUTE, keepAliveTimeout: 65 * SECOND },
        listener(o.fetch),
      )
      server = opening
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      opening.once('error', (error) => reject(cannotListen(error, o)))
      opening.listen(o.port, o.host, resolve)
      await promise
      return { host: o.host, port: portOf(opening) ?? o.port }
    },

    /** Takes no more requests, lets those that run end, then hangs up. */
    async stop(): Promise<void> {
      const closing = server
      server = null
      if (closing === null || !closing.listening) return
      const { promise, resolve } = Promise.withResolvers<void>()
      closing.close(() => resolve())
      const hangUp = setTimeout(() => closing.closeAllConnections(), GRACE_MS)
      await promise
      clearTimeout(hangUp)
    },
  }
}

function listener(fetch: Parameters<typeof getRequestListener>[0]) {
  const handle = getRequestListener(fetch)
  return (...[incoming, outgoing]: Parameters<typeof handle>): void => void handle(incoming, outgoing)
}

function portOf(server: Server | null): number | null {
  const address = server?.address()
  return typeof address === 'object' && address !== null ? address.port : null
}

function cannotListen(error: NodeJS.ErrnoException, o: { readonly host: string; readonly port: number }): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new CannotListen(
        `Port ${o.port} on ${o.host} is taken by another program: stop that one, or use another port: NORA_PORT=${o.port === 65_535 ? 8787 : o.port + 1} npm start`,
        { cause: error },
      )
    case 'EACCES':
      return new CannotListen(`Port ${o.port} is not for this user: use one above 1023: NORA_PORT=8787 npm start`, {
        cause: error,
      })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CannotListen(
        `This machine has no address "${o.host}": use one that it has: NORA_HOST=127.0.0.1 npm start`,
        { cause: error },
      )
    default:
      return error
  }
}
