/** Bolt with Nora's handlers: what Slack sends comes in here, is acknowledged in time, and goes to who handles it. */
import type { RequestListener } from 'node:http'
import { App, HTTPReceiver, type Receiver } from '@slack/bolt'
import type { Log } from '../../src/ports/log.ts'
import { loggerTo, optionsOf } from './client.ts'
import { optionOf } from './form-fields.ts'
import type { Inbound } from './inbound.ts'
import { createRequests, type Requests } from './requests.ts'
import { SHORTCUTS } from './shortcuts.ts'
import { createSocket } from './socket.ts'
import { onSuggest, problemsIn } from './submissions.ts'
import { takeAll, withProcessing } from './take-all.ts'

export const EVENTS_PATH = '/slack/events'

export type SlackApp = {
  /** Listens, and takes up what an earlier Nora left undone. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Null in Socket Mode. */
  readonly listener: RequestListener | null
}

export function createSlackApp(deps: {
  readonly inbound: Inbound
  readonly token: string
  readonly door: { readonly appToken: string } | { readonly signingSecret: string }
  readonly apiUrl: string | null
  readonly log: Log
  readonly signal: AbortSignal
  /** A lost connection is there again. */
  readonly onBack: () => void
}): SlackApp {
  const { inbound, door, log } = deps
  const { botId, botUserId, workspace } = inbound.self
  const http = 'signingSecret' in door ? httpReceiver(door.signingSecret, log) : null
  const socket = 'appToken' in door ? createSocket({ ...deps, appToken: door.appToken }) : null
  const receiver: Receiver = http ?? socket?.receiver ?? fail()
  const bolt = new App({
    receiver,
    // What is ours is known: Slack is not asked at every request, nor at the start.
    authorize: async () => ({
      botToken: deps.token,
      botUserId,
      teamId: workspace,
      ...(botId === null ? {} : { botId }),
    }),
    clientOptions: optionsOf(deps),
    logger: loggerTo(log),
  })
  const requests = createRequests(inbound)
  listen(bolt, inbound, requests)
  bolt.error(async (error) => {
    log.error('slack-request-failed', { error: error.original ?? error })
    // Slack sends again what was not taken.
    throw error
  })
  return {
    listener:
      http === null
        ? null
        : (request, response) => {
            // What waits to be acknowledged goes before what is to be done.
            response.once('close', requests.come())
            http.requestListener(request, response)
          },
    async start() {
      await socket?.start()
      await requests.begin()
    },
    async stop() {
      await socket?.stop()
      await requests.stop()
    },
  }
}

/** Acknowledged is what is stored: Slack sends events again until they are, and says of all else that it did not work. */
function listen(bolt: App, inbound: Inbound, { take }: Requests): void {
  for (const command of ['/brief', '/nora'])
    bolt.command(command, async ({ ack, body }) => {
      await take('slash', body)
      await ack()
    })
  bolt.action(/./, async ({ ack, body }) => {
    await take('action', body)
    await ack()
  })
  for (const { id } of Object.values(SHORTCUTS))
    bolt.shortcut(id, async ({ ack, body }) => {
      await take('shortcut', body)
      await ack()
    })
  bolt.view('form', async ({ ack, body }) => {
    const problems = await problemsIn(inbound, body)
    if (problems !== null) return ack({ response_action: 'errors', errors: { ...problems } })
    await take('submission', body)
    await ack()
  })
  bolt.options(/./, async ({ ack, body }) =>
    ack({ options: (await onSuggest(inbound, body)).map((s) => optionOf(s.label, s.value)) }),
  )
  bolt.event('message', ({ body }) => take('message', body))
  bolt.event('app_mention', ({ body }) => take('mention', body))
  for (const name of ['reaction_added', 'reaction_removed'] as const)
    bolt.event(name, ({ body }) => take('reaction', body))
  bolt.event('app_home_opened', ({ body }) => take('home', body))
}

class TakingReceiver extends HTTPReceiver {
  override init(app: App): void {
    super.init(withProcessing(app, takeAll(app)))
  }
}

const httpReceiver = (signingSecret: string, log: Log) =>
  new TakingReceiver({
    signingSecret,
    endpoints: EVENTS_PATH,
    // A request is answered when it is stored, and with an error when it could not be.
    processBeforeResponse: true,
    bodyLimit: '1mb',
    logger: loggerTo(log),
  })

function fail(): never {
  throw new Error('Slack needs a way in')
}
