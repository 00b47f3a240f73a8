/** Socket Mode: events are acknowledged once they are stored, and a lost connection is made again for as long as it takes. */
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { type App, SocketModeReceiver } from '@slack/bolt'
import { Agent, buildConnector } from 'undici'
import { SECOND } from '../../src/domain/time.ts'
import { type Line, loggerTo, optionsOf } from './client.ts'
import { takeAll, withProcessing } from './take-all.ts'

const FIRST_PAUSE_MS = SECOND
const LONGEST_PAUSE_MS = 30 * SECOND
/** From the address of a connection to Slack's first word on it; undici alone waits five minutes. */
const OPENING_MS = 20 * SECOND

/** Bolt acknowledges events before they are handled, so that one would be lost with the database: here it is after. */
class StoringReceiver extends SocketModeReceiver {
  override init(app: App): void {
    const processEvent: App['processEvent'] = async (event) => {
      if (event.body['type'] !== 'event_callback') return takeAll(app)(event)
      await app.processEvent({ ...event, ack: async () => {} })
      await event.ack()
    }
    super.init(withProcessing(app, processEvent))
  }
}

export function createSocket(o: Line & { readonly appToken: string; readonly onBack: () => void }) {
  const lines = createLines()
  const stopping = new AbortController()
  const receiver = new StoringReceiver({
    appToken: o.appToken,
    dispatcher: lines.dispatcher,
    // The SDK's own way back throws where nobody can catch it when Slack does not answer (socket-mode 3.1.0).
    autoReconnectEnabled: false,
    logger: loggerTo({
      // That a connection which Nora cut is broken is no news.
      warn: (name, about) => (stopping.signal.aborted ? undefined : o.log.warn(name, about)),
    }),
    installerOptions: { clientOptions: optionsOf(o) },
  })
  const { client } = receiver
  survive(client, o)
  let returning: Promise<void> | null = null

  client.on('disconnected', () => {
    if (stopping.signal.aborted) return
    returning ??= comeBack().finally(() => (returning = null))
  })

  /** An address that takes the connection and says nothing is given up. */
  async function connect(): Promise<void> {
    let late: NodeJS.Timeout | undefined
    const begin = () => void (late = setTimeout(() => lines.drop(), OPENING_MS))
    client.once('connecting', begin)
    try {
      await client.start()
    } finally {
      client.off('connecting', begin)
      clearTimeout(late)
    }
  }

  /** At once, since Slack closes every connection after some hours, then after longer and longer pauses. */
  async function comeBack(): Promise<void> {
    for (let ms = 0; !stopping.signal.aborted; ms = Math.min(Math.max(FIRST_PAUSE_MS, 2 * ms), LONGEST_PAUSE_MS)) {
      await pause(ms, undefined, { signal: stopping.signal }).catch(() => null)
      if (stopping.signal.aborted) return
      try {
        await connect()
        o.log.info('slack-socket-back')
        o.onBack()
        return
      } catch (error) {
        o.log.warn('slack-socket-lost', { error })
      }
    }
  }

  return {
    receiver,
    /** Throws what Slack refused; afterwards it stays connected. */
    start: async (): Promise<void> => {
      returning = connect()
      try {
        await returning
      } finally {
        returning = null
      }
    },
    /** Cut, not closed: with a Slack that does not answer, the SDK's way leaves a timer of half a minute behind (3.1.0). */
    stop: async (): Promise<void> => {
      stopping.abort()
      lines.cut()
    },
  }
}

/** The SDK reads an event of which the envelope has none, and throws where nobody can catch it (socket-mode 3.1.0). */
function survive(client: SocketModeReceiver['client'], { log }: Line): void {
  const readers: readonly ((...message: unknown[]) => unknown)[] = client.listeners('ws_message')
  const read = async (message: unknown[]): Promise<void> => {
    for (const reader of readers) await reader.apply(client, message)
  }
  client.removeAllListeners('ws_message')
  client.on('ws_message', (...message: unknown[]) => {
    read(message).catch((error: unknown) => log.warn('slack-envelope-not-read', { error }))
  })
}

/** Connections that can be cut where nobody answers at their other end. */
function createLines() {
  const open = new Set<Duplex>()
  let isCut = false
  const connectTo = buildConnector({ allowH2: false })
  const dispatcher = new Agent({
    connect: (options, done) =>
      connectTo(options, (error, socket) => {
        if (isCut) socket?.destroy()
        if (socket === null || isCut) return done(error ?? new Error('no connection'), null)
        open.add(socket)
        socket.once('close', () => open.delete(socket))
        done(null, socket)
      }),
  })
  const drop = (): void => {
    for (const socket of open) socket.destroy()
  }
  return {
    dispatcher,
    /** Those that are open. */
    drop,
    /** For good. */
    cut: (): void => {
      isCut = true
      drop()
    },
  }
}
