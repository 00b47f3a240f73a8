/** What Discord's gateway does in bad weather and the twin does not: sessions that are resumed, and connections that end in every way. */
import type { EventEmitter } from 'node:events'

type Socket = EventEmitter & { send(text: string): void; close(code: number, reason?: string): void; terminate(): void }
type Client = { readonly ws: Socket; sessionId: string; sequence: number; identified: boolean }
export type Gateway = {
  readonly wss: EventEmitter
  readonly clients: Client[]
  broadcast(event: string, data: object): void
  sendDispatch(client: Client, event: string, data: object): void
}
type Told = { readonly s: number; readonly event: string; readonly data: object }

const [RESUME, RECONNECT, INVALID_SESSION] = [6, 7, 9]

export function createWeather(gateway: Gateway) {
  /** By session: what it was told, or would have been. */
  const sessions = new Map<string, Told[]>()
  let isAway = false
  let forgetsSessions = false
  let connections = 0
  let resumed = 0

  const dispatch = gateway.sendDispatch.bind(gateway)
  gateway.sendDispatch = (client, event, data) => {
    dispatch(client, event, data)
    sessions.set(client.sessionId, [...(sessions.get(client.sessionId) ?? []), { s: client.sequence, event, data }])
  }
  const broadcast = gateway.broadcast.bind(gateway)
  gateway.broadcast = (event, data) => {
    broadcast(event, data)
    const here = gateway.clients.filter((c) => c.identified).map((c) => c.sessionId)
    for (const [id, told] of sessions) if (!here.includes(id)) told.push({ s: (told.at(-1)?.s ?? 0) + 1, event, data })
  }
  gateway.wss.prependListener('connection', (socket: Socket) => {
    connections++
    if (isAway) return socket.terminate()
    socket.prependListener('message', (raw: Buffer) => {
      const { op, d } = JSON.parse(raw.toString()) as {
        readonly op: number
        readonly d?: { readonly session_id: string; readonly seq: number }
      }
      if (op === RESUME && d !== undefined) resume(socket, d)
    })
  })

  function resume(
    socket: Socket,
    { session_id: id, seq }: { readonly session_id: string; readonly seq: number },
  ): void {
    const told = sessions.get(id)
    const client = gateway.clients.find((c) => c.ws === socket)
    if (told === undefined || client === undefined || forgetsSessions)
      return socket.send(JSON.stringify({ op: INVALID_SESSION, d: false }))
    resumed++
    Object.assign(client, { sessionId: id, identified: true, sequence: told.at(-1)?.s ?? seq })
    for (const { s, event, data } of told) if (s > seq) socket.send(JSON.stringify({ op: 0, t: event, s, d: data }))
    gateway.sendDispatch(client, 'RESUMED', {})
  }

  const each = (act: (socket: Socket) => void): void => {
    for (const { ws } of gateway.clients) act(ws)
  }
  return {
    /** How often somebody connected, and how often a session was taken up again. */
    counts: () => ({ connections, resumed }),
    isAway: () => isAway,
    isConnected: () => gateway.clients.some((c) => c.identified),
    /** As a deploy of Discord, or a broken line (1006 is no close at all). */
    close: (code: number) => each((ws) => (code === 1006 ? ws.terminate() : ws.close(code))),
    askToReconnect: () => each((ws) => ws.send(JSON.stringify({ op: RECONNECT, d: null }))),
    /** From now on a session cannot be taken up again; or can. */
    forgetSessions: (forgets: boolean) => void (forgetsSessions = forgets),
    invalidate: () => each((ws) => ws.send(JSON.stringify({ op: INVALID_SESSION, d: false }))),
    goAway() {
      isAway = true
      each((ws) => ws.terminate())
    },
    comeBack: () => void (isAway = false),
  }
}
