/** Who hears what: one socket a client id, everybody for what concerns no one in particular. */
import type { IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { WebSocket } from 'ws'

export type Sockets = ReturnType<typeof createSockets>

const zFeatureFlags = z.object({
  type: z.literal('feature_flags'),
  data: z.object({ supports_preview_metadata: z.boolean().catch(false) }).catch({ supports_preview_metadata: false }),
})

export function createSockets(o: {
  readonly features: Readonly<Record<string, unknown>>
  readonly remaining: () => number
  /** The node that now runs for this client, or null. */
  readonly runningNode: (clientId: string) => string | null
}) {
  const byClient = new Map<string, WebSocket>()
  const all = new Set<WebSocket>()
  /** Those that understand previews with metadata, as they said first. */
  const negotiated = new WeakSet<WebSocket>()
  const write = (socket: WebSocket, type: string, data: unknown) => socket.send(JSON.stringify({ type, data }))
  const hearers = (clientId: string | null) =>
    clientId === null ? all : [byClient.get(clientId)].filter((s) => s !== undefined)
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
      socket.once('message', (data: Buffer) => {
        const flags = zFeatureFlags.safeParse(parseJson(data.toString())).data
        if (flags === undefined) return
        if (flags.data.supports_preview_metadata) negotiated.add(socket)
        write(socket, 'feature_flags', o.features)
      })
      write(socket, 'status', { ...status(), sid: clientId })
      const node = o.runningNode(clientId)
      if (node !== null) write(socket, 'executing', { node })
    },
    /** To the client, or to everybody when it is null. */
    send(clientId: string | null, type: string, data: unknown) {
      for (const socket of hearers(clientId)) write(socket, type, data)
    },
    /** A picture of what is being made, in the form that each socket understands. */
    show(clientId: string | null, of: { readonly prompt_id: string; readonly node_id: string }, jpeg: Buffer) {
      for (const socket of hearers(clientId))
        socket.send(negotiated.has(socket) ? withMetadata(of, jpeg) : Buffer.concat([uint32(1), uint32(1), jpeg]))
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

const uint32 = (n: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(n)
  return bytes
}

function withMetadata(of: { readonly prompt_id: string; readonly node_id: string }, jpeg: Buffer): Buffer {
  const { node_id } = of
  const names = { display_node_id: node_id, parent_node_id: null, real_node_id: node_id }
  const about = Buffer.from(JSON.stringify({ ...of, ...names, image_type: 'image/jpeg' }))
  return Buffer.concat([uint32(4), uint32(about.length), about, jpeg])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
