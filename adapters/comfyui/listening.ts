/** Keeps one socket to a host for as long as somebody listens, and opens another when it is lost. Never needed, only faster. */
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import { parsePreview } from './preview.ts'
import type { Preview } from './preview.ts'
import { openSocket } from './socket.ts'
import type { OpenSocket } from './socket.ts'
import { parseSocketMessage } from './socket-messages.ts'
import type { SocketMessage } from './socket-messages.ts'

const PING_MS = 10 * SECOND
const MOST_BETWEEN_MS = 30 * SECOND

export type Listening = ReturnType<typeof createListening>

export type Listener = {
  readonly promptId: string
  readonly onMessage: (message: SocketMessage) => void
  readonly onPreview?: (preview: Preview) => void
  /** A socket was opened: what was said before may have been missed. */
  readonly onOpen: () => void
}

export function createListening(o: {
  readonly host: string
  /** Without a slash at its end. */
  readonly url: string
  readonly clientId: string
  readonly headers: Readonly<Record<string, string>>
  readonly log: Log
  readonly reopenMs: number
}) {
  const url = `${o.url.replace(/^http/, 'ws')}/ws?clientId=${encodeURIComponent(o.clientId)}`
  const listeners = new Set<Listener>()
  let socket: OpenSocket | null = null
  let again: NodeJS.Timeout | null = null
  let losses = 0
  let heard = 0
  let isOpen = false
  let isStopped = false
  /** The prompt of ours that the server was last heard to work on: previews of old servers do not say whose they are. */
  let current: string | null = null

  function tell(message: SocketMessage): void {
    const { prompt_id } = message.data
    current = isAtWork(message) ? prompt_id : current === prompt_id && isOver(message) ? null : current
    for (const listener of listeners) if (listener.promptId === prompt_id) listener.onMessage(message)
  }

  function show(preview: Preview): void {
    for (const listener of listeners)
      if (listener.promptId === (preview.promptId ?? current)) listener.onPreview?.(preview)
  }

  function open(): void {
    if (isStopped || socket !== null || again !== null) return
    socket = openSocket({
      url,
      headers: o.headers,
      pingMs: PING_MS,
      onOpen(send) {
        losses = 0
        isOpen = true
        // Counts only as the first message of a socket, and only for that socket: previews then say whose they are.
        send(JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } }))
        for (const listener of listeners) listener.onOpen()
      },
      onMessage(data) {
        const message = parseSocketMessage(data)
        if (message === 'greeting') return
        heard += 1
        if (message !== null) tell(message)
        const preview = parsePreview(data)
        if (preview !== null) show(preview)
      },
      onClose(why) {
        socket = null
        isOpen = false
        current = null
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

    /** Messages of any kind so far, but for those that every socket is greeted with. */
    heard: () => heard,

    /** Whether what is told can come through: it is open, and has come through before. */
    isHearing: () => isOpen && heard > 0,

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

/** Over, or told so: the row that proves it may not be written yet. */
export const isOver = (message: SocketMessage): boolean =>
  message.type === 'execution_success' ||
  message.type === 'execution_error' ||
  message.type === 'execution_interrupted' ||
  (message.type === 'executing' && message.data.node === null)

const isAtWork = (message: SocketMessage): boolean =>
  message.type === 'progress_state' ||
  message.type === 'execution_start' ||
  (message.type === 'executing' && message.data.node !== null)
