/** Socket Mode: events are acknowledged once they are stored, and a lost connection is made again for as long as it takes. */
import { setTimeout as pause } from 'node:timers/promises'
import { type App, SocketModeReceiver } from '@slack/bolt'
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import { loggerTo, optionsOf } from './client.ts'

const FIRST_PAUSE_MS = SECOND
const LONGEST_PAUSE_MS = 30 * SECOND
/** A socket that is broken already never says that it closed. */
const LONGEST_CLOSE_MS = 2 * SECOND

/** Bolt acknowledges events before they are handled, so that one would be lost with the database: here it is after. */
class StoringReceiver extends SocketModeReceiver {
  override init(app: App): void {
    const processEvent: App['processEvent'] = async (event) => {
      if (event.body['type'] !== 'event_callback') return app.processEvent(event)
      await app.processEvent({ ...event, ack: async () => {} })
      await event.ack()
    }
    super.init(Object.assign(Object.create(app) as App, { processEvent }))
  }
}

export function createSocket(o: { readonly appToken: string; readonly apiUrl: string | null; readonly log: Log }) {
  const receiver = new StoringReceiver({
    appToken: o.appToken,
    // The SDK's own way back throws where nobody can catch it when Slack does not answer (socket-mode 3.1.0).
    autoReconnectEnabled: false,
    logger: loggerTo(o.log),
    installerOptions: { clientOptions: optionsOf(o) },
  })
  const { client } = receiver
  const stopping = new AbortController()
  let returning: Promise<void> | null = null

  client.on('disconnected', () => {
    if (stopping.signal.aborted) return
    returning ??= comeBack().finally(() => (returning = null))
  })

  async function connect(): Promise<void> {
    await client.start()
  }

  /** At once, since Slack closes every connection after some hours, then after longer and longer pauses. */
  async function comeBack(): Promise<void> {
    for (let ms = 0; !stopping.signal.aborted; ms = Math.min(Math.max(FIRST_PAUSE_MS, 2 * ms), LONGEST_PAUSE_MS)) {
      await pause(ms, undefined, { signal: stopping.signal }).catch(() => null)
      if (stopping.signal.aborted) return
      try {
        await connect()
        o.log.info('slack-socket-back')
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
    stop: async (): Promise<void> => {
      stopping.abort()
      await Promise.race([client.disconnect(), pause(LONGEST_CLOSE_MS, undefined, { ref: false })])
    },
  }
}
