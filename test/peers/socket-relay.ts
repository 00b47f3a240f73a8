/** Socket Mode in front of a peer that has none: its signed events go on as envelopes, everything else goes through. */
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

const LONGEST_MS = 5000

/** `socketUrl`: where the socket is said to be, if it is elsewhere. */
export async function openSocketRelay(peerUrl: string, o: { readonly socketUrl?: string } = {}) {
  let isUp = true
  let elsewhere = o.socketUrl ?? null
  let isHeld = (_url: string): boolean => false
  let held = 0
  let asked = 0
  let refused = 0
  const waiting = new Map<string, (answer: string) => void>()
  const sockets = new Set<WebSocket>()
  const server = http.createServer((request, response) => {
    if (!isUp) {
      refused++
      return void request.destroy()
    }
    if (isHeld(request.url ?? '')) {
      held++
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      // The peer behind it may be closed first, at a test's end.
      answer(request, response, Buffer.concat(chunks)).catch(() => response.destroy())
    })
  })
  const hub = new WebSocketServer({ server, path: '/link' })
  hub.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('message', (data: Buffer) => {
      const { envelope_id, payload } = JSON.parse(data.toString()) as { envelope_id: string; payload?: unknown }
      const said = JSON.stringify(payload ?? {})
      // Bolt's way to say nothing.
      waiting.get(envelope_id)?.(said === '{}' ? '' : said)
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0NORA' } }))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  /** Where files lie is said by addresses of the same Slack. */
  const asOurs = (json: string): string => json.replaceAll(peerUrl, `http://${host}`)

  async function answer(request: http.IncomingMessage, response: http.ServerResponse, body: Buffer): Promise<void> {
    if (request.url === '/api/apps.connections.open') {
      asked++
      response.setHeader('content-type', 'application/json')
      return void response.end(JSON.stringify({ ok: true, url: elsewhere ?? `ws://${host}/link` }))
    }
    if (request.url === '/events') {
      // The peer does not send it again; where it must arrive a test delivers it.
      if (sockets.size === 0) return void response.writeHead(503).end()
      await deliver('events_api', JSON.parse(body.toString()) as object)
      return void response.end('ok')
    }
    const { authorization = '', 'content-type': type = '' } = request.headers
    const passed = await fetch(peerUrl + request.url, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': type },
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    })
    const kind = passed.headers.get('content-type') ?? ''
    response.writeHead(passed.status, { 'content-type': kind })
    if (kind.includes('json')) response.end(asOurs(await passed.text()))
    else response.end(Buffer.from(await passed.arrayBuffer()))
  }

  /** Settles when it is acknowledged, with what went along, as JSON. */
  async function deliver(type: 'events_api' | 'slash_commands' | 'interactive', payload: object): Promise<string> {
    const [socket] = sockets
    const envelope_id = randomUUID()
    if (socket === undefined) throw new Error('nobody listens')
    const acknowledged = new Promise<string>((done) => waiting.set(envelope_id, done))
    const accepts_response_payload = type !== 'events_api'
    socket.send(asOurs(JSON.stringify({ type, envelope_id, payload, accepts_response_payload })))
    const answer = await acknowledged
    waiting.delete(envelope_id)
    return answer
  }

  return {
    apiUrl: `http://${host}/api/`,
    eventsUrl: `http://${host}/events`,
    deliver,
    /** As it is, whatever becomes of it. */
    push: (text: string): void => {
      for (const socket of sockets) socket.send(text)
    },
    isConnected: () => sockets.size > 0,
    /** False when nobody has come within some seconds. */
    async connected(): Promise<boolean> {
      for (const until = performance.now() + LONGEST_MS; sockets.size === 0 && performance.now() < until;)
        await new Promise((again) => setImmediate(again))
      return sockets.size > 0
    },
    /** Where the socket is said to be from now on; null: here. */
    leadTo: (socketUrl: string | null): void => void (elsewhere = socketUrl),
    /** How often a connection was asked for. */
    asked: () => asked,
    /** How often somebody called while it was down. */
    refused: () => refused,
    /** What is asked for there gets no answer from now on. */
    hold: (which: (url: string) => boolean): void => void (isHeld = which),
    /** How often that was. */
    held: () => held,
    /** Slack closes a connection, as it does every few hours. */
    hangUp: () => {
      for (const socket of sockets) socket.close()
      sockets.clear()
    },
    /** Nothing that Nora says on the socket is heard any more. */
    deafen: () => {
      for (const socket of sockets) socket.pause()
    },
    down: () => {
      isUp = false
      server.closeAllConnections()
      for (const socket of sockets) socket.terminate()
    },
    up: () => void (isUp = true),
    async close() {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
