/** The sockets of the stand-in: one a client id, as a real server forgets and blocks them. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

export function createSockets(o: { readonly isMute: () => boolean }) {
  const wss = new WebSocketServer({ noServer: true })
  const byClient = new Map<string, WebSocket>()
  /** Those that said first that they understand previews with metadata. */
  const negotiated = new WeakSet<object>()
  const first: string[] = []
  let peak = 0

  const tell = (clientId: string, type: string, data: object): void => {
    if (!o.isMute()) byClient.get(clientId)?.send(JSON.stringify({ type, data }))
  }

  return {
    byClient,
    tell,
    /** The first message of every socket. */
    first,
    /** The most that one client had open at once. */
    peak: () => peak,
    tellAll(type: string, data: object) {
      for (const clientId of byClient.keys()) tell(clientId, type, data)
    },
    send(clientId: string, bytes: Buffer) {
      if (!o.isMute()) byClient.get(clientId)?.send(bytes)
    },
    hasNegotiated: (clientId: string) => negotiated.has(byClient.get(clientId) ?? wss),
    accept(request: IncomingMessage, tcp: Duplex, head: Buffer) {
      wss.handleUpgrade(request, tcp, head, (ws) => {
        const clientId = new URL(request.url ?? '/', 'http://x').searchParams.get('clientId') ?? ''
        byClient.set(clientId, ws)
        peak = Math.max(peak, [...wss.clients].filter((c) => c.readyState === c.OPEN).length)
        // When an older socket of the client ends, the newer one goes deaf with it.
        ws.on('close', () => byClient.delete(clientId))
        ws.once('message', (data: Buffer) => {
          first.push(data.toString())
          if (!data.toString().includes('"supports_preview_metadata":true')) return
          negotiated.add(ws)
          tell(clientId, 'feature_flags', { supports_preview_metadata: true })
        })
        tell(clientId, 'status', { status: { exec_info: { queue_remaining: 0 } }, sid: clientId })
      })
    },
    drop() {
      for (const ws of wss.clients) ws.terminate()
      byClient.clear()
    },
  }
}

const uint32 = (n: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(n)
  return bytes
}
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4])

/** Pictures as the socket carries them. */
export const frames = {
  plain: Buffer.concat([uint32(1), uint32(1), JPEG]),
  withMetadata(promptId: string): Buffer {
    const about = Buffer.from(JSON.stringify({ prompt_id: promptId, node_id: '1', image_type: 'image/jpeg' }))
    return Buffer.concat([uint32(4), uint32(about.length), about, JPEG])
  },
  /** VideoHelperSuite's own, which begins like a plain one. */
  ofVhs: Buffer.concat([uint32(1), uint32(1), uint32(1), uint32(7), Buffer.from('\u00019'.padEnd(16, '\0')), JPEG]),
  text: Buffer.concat([uint32(3), uint32(1), Buffer.from('9hello')]),
}
