/** Has whoever is connected to the gateway heard all that it said? Each answers a beat, and answers in order. */
import type { EventEmitter } from 'node:events'
import type { Gateway } from './discord-weather.ts'

const HEARTBEAT = 1

export function createBeats(gateway: Gateway) {
  const waiting = new Set<() => void>()
  gateway.wss.prependListener('connection', (socket: EventEmitter) => {
    socket.on('message', (raw: Buffer) => {
      if ((JSON.parse(raw.toString()) as { readonly op: number }).op === HEARTBEAT) for (const beat of waiting) beat()
    })
  })
  return async (): Promise<void> => {
    for (const { ws } of gateway.clients.filter((c) => c.identified)) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.add(resolve)
      const closed = () => resolve()
      ws.once('close', closed)
      ws.send(JSON.stringify({ op: HEARTBEAT, d: null, s: null, t: null }))
      await promise
      waiting.delete(resolve)
      ws.off('close', closed)
    }
  }
}
