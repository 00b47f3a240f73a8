/** Who hears what: one socket a client id, everybody for what concerns no one in particular. */
import type { IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { WebSocket } from 'ws'

export type Sockets = ReturnType<typeof createSockets>

const zFeatureFlags = z.object({ type: z.literal('feature_flags') })

export function createSockets(o: {
  readonly features: Readonly<Record<string, unknown>>
  readonly remaining: () => number
  /** The node that now runs for this client, or null. */
  readonly runningNode: (clientId: string) => string | null
}) {
  const byClient = new Map<string, WebSocket>()
  const all = new Set<WebSocket>()
  const write = (socket: WebSocket, type: string, data: unknown) => socket.send(JSON.stringify({ type, data }))
  const status = () => ({ status: { exec_info: { queue_remaining: o.remaining() } } })

  return {
    add(socket: WebSocket, request: IncomingMessage) {
      const asked = new URL(request.url ?? '/', 'http://previz').searchParams.get('clientId')
      const clientId = asked || randomUUID().replaceAll('-', '')
      byClient.set(clientId, socket)
      all.add(socket)
      // As on the real server: when an older socket of this client ends, the newer one goes deaf with it.
      socket.on('close', () => {
        all.delete(socket)
        byClient.delete(clientId)
      })
      socket.on('error', () => socket.terminate())
      socket.once('message', (text) => {
        if (zFeatureFlags.safeParse(parseJson(String(text))).success) write(socket, 'feature_flags', o.features)
      })
      write(socket, 'status', { ...status(), sid: clientId })
      const node = o.runningNode(clientId)
      if (node !== null) write(socket, 'executing', { node })
    },
    /** To the client, or to everybody when it is null. */
    send(clientId: string | null, type: string, data: unknown) {
      const one = clientId === null ? null : byClient.get(clientId)
      for (const socket of clientId === null ? all : one ? [one] : []) write(socket, type, data)
    },
    tellStatus() {
      for (const socket of all) write(socket, 'status', status())
    },
    /** Breaks every connection without a word, as a dying process does. */
    drop() {
      for (const socket of all) socket.terminate()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
