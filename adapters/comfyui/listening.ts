/** Keeps one socket to a host for as long as somebody listens, and opens another when it is lost. Never needed, only faster. */
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import type { SocketMessage } from './messages.ts'
import { parseSocketMessage } from './messages.ts'
import { openSocket } from './socket.ts'
import type { OpenSocket } from './socket.ts'

const PING_MS = 10 * SECOND
const MOST_BETWEEN_MS = 30 * SECOND

export type Listener = {
  readonly promptId: string
  readonly onMessage: (message: SocketMessage) => void
  /** A socket was opened: what was said before may have been missed. */
  readonly onOpen: () => void
}

export function createListening(o: {
  readonly host: string
  readonly url: string
  readonly clientId: string
  readonly headers: Readonly<Record<string, string>>
  readonly log: Log
  readonly reopenMs: number
}) {
  const url = `${o.url.replace(/\/+$/, '').replace(/^http/, 'ws')}/ws?clientId=${encodeURIComponent(o.clientId)}`
  const listeners = new Set<Listener>()
  let socket: OpenSocket | null = null
  let again: NodeJS.Timeout | null = null
  let losses = 0
  let heard = 0
  let isStopped = false

  function open(): void {
    if (isStopped || socket !== null || again !== null) return
    socket = openSocket({
      url,
      headers: o.headers,
      pingMs: PING_MS,
      onOpen() {
        losses = 0
        for (const listener of listeners) listener.onOpen()
      },
      onMessage(data) {
        heard += 1
        const message = parseSocketMessage(data)
        if (message === null) return
        for (const listener of listeners) if (listener.promptId === message.data.prompt_id) listener.onMessage(message)
      },
      onClose(why) {
        socket = null
        losses += 1
        if (isStopped) return
        // One line a loss, not one a try: a host that is down is told by those who ask it.
        if (losses === 1) o.log.info('comfyui-socket-lost', { host: o.host, why })
        again = setTimeout(
          () => {
            again = null
            if (listeners.size > 0) open()
          },
          Math.min(MOST_BETWEEN_MS, o.reopenMs * 2 ** (losses - 1)),
        )
        again.unref()
      },
    })
  }

  return {
    /** Hears of its prompt until the function that comes back is called. */
    listen(listener: Listener): () => void {
      listeners.add(listener)
      open()
      return () => {
        listeners.delete(listener)
      }
    },

    /** Messages of any kind so far. */
    heard: () => heard,

    /**
     * For when the server says by HTTP what the socket should have told: a server that lost an older socket of this
     * client only now has forgotten this one with it, and it stays open and silent.
     */
    startOver(): void {
      socket?.hangUp()
    },

    stop(): void {
      isStopped = true
      if (again !== null) clearTimeout(again)
      socket?.hangUp()
      listeners.clear()
    },
  }
}
