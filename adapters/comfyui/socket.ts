/** One WebSocket that notices when its peer is gone: undici can ping, but neither minds a missing pong nor can hang up. */
import dc from 'node:diagnostics_channel'
import type { Socket as TcpSocket } from 'node:net'
import { Agent, WebSocket, buildConnector, ping } from 'undici'
import { SECOND } from '../../src/domain/time.ts'

const PONG = 'undici:websocket:pong'
const CONNECT_MS = 5 * SECOND

export type OpenSocket = {
  /** Frees the connection at once; `onClose` is called. */
  hangUp(): void
}

export function openSocket(o: {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly pingMs: number
  readonly onOpen: (send: (text: string) => void) => void
  readonly onMessage: (data: unknown) => void
  /** Once, with the connection gone for good: only then may another be opened for the same client id. */
  readonly onClose: (why: string) => void
}): OpenSocket {
  const connect = buildConnector({ timeout: CONNECT_MS })
  let tcp: TcpSocket | null = null
  let lastSeen = performance.now()
  let isOver = false

  const agent = new Agent({
    headersTimeout: CONNECT_MS,
    connect(options, callback) {
      connect(options, (...args) => {
        tcp = args[1]
        callback(...args)
      })
    },
  })
  const ws = new WebSocket(o.url, { dispatcher: agent, headers: { ...o.headers } })
  ws.binaryType = 'arraybuffer'

  const end = (why: string): void => {
    if (isOver) return
    isOver = true
    clearInterval(beat)
    dc.unsubscribe(PONG, onPong)
    tcp?.destroy()
    // Fails only for an agent that is destroyed already.
    agent.destroy().catch(() => undefined)
    o.onClose(why)
  }
  const onPong = (message: unknown): void => {
    if (typeof message === 'object' && message !== null && 'websocket' in message && message.websocket === ws)
      lastSeen = performance.now()
  }
  const beat = setInterval(() => {
    if (ws.readyState !== ws.OPEN) return
    if (performance.now() - lastSeen > o.pingMs * 2.5) end('no pong')
    else ping(ws)
  }, o.pingMs)
  beat.unref()

  dc.subscribe(PONG, onPong)
  ws.addEventListener('open', () => {
    lastSeen = performance.now()
    o.onOpen((text) => ws.send(text))
  })
  ws.addEventListener('message', (event) => {
    lastSeen = performance.now()
    if (!isOver) o.onMessage(event.data)
  })
  ws.addEventListener('close', (event) => end(`closed (${event.code})`))
  // Carries no reason; a close follows.
  ws.addEventListener('error', () => undefined)
  return { hangUp: () => end('hung up') }
}
