/** Nora in Slack: where she speaks, the door through which Slack speaks to her, and how both come up again when Slack was away. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { MessagePlace } from '../../src/domain/message.ts'
import { SECOND } from '../../src/domain/time.ts'
import { fail } from '../../src/domain/result.ts'
import type { Nora } from '../../src/nora.ts'
import type { ChatFailure, ChatPlatform, VerdictMark } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import { createSlackApp, EVENTS_PATH, type SlackApp } from './app.ts'
import { createSlackChat } from './chat.ts'
import { createClient } from './client.ts'
import { codeOf, isRefusedToken } from './failures.ts'
import { createInbound, type Inbound } from './inbound.ts'
import { createMarkReading, type MarkReading } from './reconcile.ts'
import { createRates } from './rates.ts'
import { createReadSelf } from './self.ts'
import type { Pause } from './upload.ts'

export type SlackSettings = {
  readonly botToken: string
  /** Socket Mode with the app's token; else requests that are signed with the secret. */
  readonly door: { readonly appToken: string } | { readonly signingSecret: string }
  /** Null: Slack's own. */
  readonly apiUrl: string | null
}

/** Posts and uploads that are on their way when Nora goes. */
const STOP_PATIENCE_MS = 3 * SECOND

/** Slack knows Nora's tokens no longer, or not yet; the message says what to do. */
class SlackRefused extends Error {
  override name = 'SlackRefused'
  readonly forPeople = true
}

export function createSlack(deps: {
  readonly settings: SlackSettings
  readonly nora: Nora
  readonly log: Log
  readonly now: () => number
  readonly pause?: Pause
}) {
  const { nora, log, now } = deps
  const { botToken: token, apiUrl, door } = deps.settings
  const closing = new AbortController()
  const { signal } = closing
  let inbound: Inbound | null = null
  const client = createClient({ token, apiUrl, log, signal, onShut: (id) => inbound?.people.forgetChannel(id) })
  const readSelf = createReadSelf(client)
  const rates = createRates(now)
  const chat: ChatPlatform = createSlackChat({
    client,
    readSelf,
    signal,
    rates,
    ...(deps.pause === undefined ? {} : { pause: deps.pause }),
  })
  let app: SlackApp | null = null
  let marks: MarkReading | null = null

  /** Null once it listens. */
  async function connect(): Promise<ChatFailure | null> {
    const self = await readSelf()
    if (!self.ok) return self.failure
    const heard = createInbound({ nora, client, token, apiUrl, self: self.value, log, now, signal })
    inbound = heard
    const reading = createMarkReading(heard, chat, rates, deps.pause)
    const onBack = () => void reading.look()
    const opened = createSlackApp({ inbound: heard, token, door, apiUrl, log, signal, onBack })
    app = opened
    try {
      await opened.start()
    } catch (error) {
      app = null
      const code = codeOf(error)
      const missing = 'a valid SLACK_APP_TOKEN with the scope connections:write'
      return code !== null && isRefusedToken(code)
        ? { type: 'forbidden', missing }
        : { type: 'unreachable', reason: String(error) }
    }
    marks = reading
    log.info('slack-listens', { workspace: self.value.workspace, mode: 'appToken' in door ? 'socket' : 'http' })
    // It listens already, and need not wait for what may take minutes.
    void reading.look()
    return null
  }

  const listener: RequestListener = (request: IncomingMessage, response: ServerResponse) => {
    if (app?.listener != null) return app.listener(request, response)
    // Slack sends it again.
    response.writeHead(503, { 'retry-after': '5' }).end()
  }

  return {
    chat: {
      ...chat,
      /** Who asked is told where it cannot begin. */
      async openThread(...asked: Parameters<ChatPlatform['openThread']>) {
        const opened = await chat.openThread(...asked)
        const isShut = !opened.ok && (opened.failure.type === 'gone' || opened.failure.type === 'forbidden')
        if (opened.ok || isShut) await inbound?.threadBegins(asked[0].channel, opened.ok)
        return opened
      },
      /** Then all messages of a delivery are known: marks that people put on before are heard now. */
      async seedMarks(place: MessagePlace, seeds: readonly VerdictMark[]) {
        const seeded = await chat.seedMarks(place, seeds)
        if (!seeded.ok || marks === null) return seeded
        const isAnswered = await marks.ofDelivery(place)
        return isAnswered ? seeded : fail({ type: 'unreachable', reason: 'its marks were not read' } as const)
      },
    },
    /** What Nora's own server hands on, before it looks at it. Null in Socket Mode. */
    mount: 'signingSecret' in door ? { path: EVENTS_PATH, listener } : null,

    /** Throws `SlackRefused`, and another error while Slack is away: then it may be tried again. */
    async start(): Promise<void> {
      const failure = await connect()
      if (failure === null) return
      if (failure.type === 'forbidden')
        throw new SlackRefused(`Slack refuses Nora: she lacks ${failure.missing}. “npm run doctor” says more.`)
      throw new Error(`Slack is not reached: ${failure.type}`)
    },

    /** What runs may end; what hangs is not waited for. */
    async stop(): Promise<void> {
      if (app === null) closing.abort()
      setTimeout(() => closing.abort(), STOP_PATIENCE_MS).unref()
      await Promise.all([app?.stop(), marks?.stop()])
    },
  }
}
