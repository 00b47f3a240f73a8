/** Bolt with Nora's handlers: what Slack sends comes in here, is acknowledged in time, and goes to who handles it. */
import type { RequestListener } from 'node:http'
import { App, HTTPReceiver, type Receiver } from '@slack/bolt'
import type { Log } from '../../src/ports/log.ts'
import { onAction } from './actions.ts'
import { loggerTo, optionsOf } from './client.ts'
import { optionOf } from './form-fields.ts'
import { showHome } from './home.ts'
import type { Inbound } from './inbound.ts'
import { onMention, onMessage } from './messages.ts'
import { onReaction } from './reactions.ts'
import { onShortcut, SHORTCUTS } from './shortcuts.ts'
import { onSlash } from './slash.ts'
import { createSocket } from './socket.ts'
import { onSubmission, onSuggest, problemsIn } from './submissions.ts'

export const EVENTS_PATH = '/slack/events'

export type SlackApp = {
  /** Socket Mode only; over HTTP it waits for requests. */
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
  listen(bolt, inbound)
  bolt.error(async (error) => {
    log.error('slack-request-failed', { error: error.original ?? error })
    // Slack sends again what was not taken.
    throw error
  })
  return {
    listener: http?.requestListener ?? null,
    async start() {
      await socket?.start()
    },
    async stop() {
      await socket?.stop()
      await inbound.settled()
    },
  }
}

function listen(bolt: App, inbound: Inbound): void {
  // Slack sends these once: acknowledged at once, carried out after.
  for (const command of ['/brief', '/nora'])
    bolt.command(command, async ({ ack, body, respond }) => {
      await ack()
      onSlash(inbound, body, 'response_url' in body ? respond : null)
    })
  bolt.action(/./, async ({ ack, body, respond }) => {
    await ack()
    onAction(inbound, body, 'response_url' in body ? respond : null)
  })
  for (const { id } of Object.values(SHORTCUTS))
    bolt.shortcut(id, async ({ ack, body, respond }) => {
      await ack()
      onShortcut(inbound, body, 'response_url' in body ? respond : null)
    })
  bolt.view('form', async ({ ack, body }) => {
    const problems = await problemsIn(inbound, body)
    if (problems !== null) return ack({ response_action: 'errors', errors: { ...problems } })
    await ack()
    onSubmission(inbound, body)
  })
  bolt.options(/./, async ({ ack, body }) =>
    ack({ options: (await onSuggest(inbound, body)).map((s) => optionOf(s.label, s.value)) }),
  )
  // Slack sends these again until they are taken: taken is what is stored.
  bolt.event('message', ({ event }) => onMessage(inbound, event))
  bolt.event('app_mention', ({ event }) => onMention(inbound, event))
  for (const [name, isAdded] of [
    ['reaction_added', true],
    ['reaction_removed', false],
  ] as const)
    bolt.event(name, ({ event, body }) => onReaction(inbound, event, { eventId: body.event_id, isAdded }))
  bolt.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await showHome(inbound, event.user)
  })
}

const httpReceiver = (signingSecret: string, log: Log) =>
  new HTTPReceiver({
    signingSecret,
    endpoints: EVENTS_PATH,
    // An event is answered when it is stored, and with an error when it could not be.
    processBeforeResponse: true,
    bodyLimit: '1mb',
    logger: loggerTo(log),
  })

function fail(): never {
  throw new Error('Slack needs a way in')
}
