/** The two ways in which Slack reaches Nora, told apart here alone: requests that are signed, and envelopes on a socket. */
import { expect } from 'vitest'
import type { App } from '../../bin/build.ts'
import { BOT_TOKEN, signed, SIGNING_SECRET, type SlackPeer } from './slack-peer.ts'
import { openSocketRelay } from './socket-relay.ts'

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'

export type SlackDoor = {
  /** Nora's settings for it. */
  readonly env: Readonly<Record<string, string>>
  /** What the peer has to say goes to Nora from now on. */
  open(app: Pick<App, 'listen' | 'talk'>): Promise<void>
  /** One of `payloads.ts`; settles with what Nora acknowledged it with. */
  send(body: string): Promise<string>
  /** Slack closes the connection, where there is one. Settles when there is one again. */
  hangUp(): Promise<void>
  close(): Promise<void>
}

export const DOORS = {
  'signed requests': openSigned,
  'Socket Mode': openSocket,
} as const satisfies Readonly<Record<string, (peer: SlackPeer) => Promise<SlackDoor>>>

async function openSigned(peer: SlackPeer): Promise<SlackDoor> {
  let address = ''
  return {
    env: {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: peer.apiUrl,
      NORA_API_TOKEN: 'a-token-that-slack-does-not-have',
    },
    async open(app) {
      address = `${(await app.listen()).url}/slack/events`
      await app.talk()
      peer.sendEventsTo(address)
    },
    async send(body) {
      const response = await fetch(address, signed(body, body.startsWith('{') ? JSON_TYPE : FORM))
      expect(response.status).toBe(200)
      return response.text()
    },
    hangUp: async () => {},
    close: async () => {},
  }
}

async function openSocket(peer: SlackPeer): Promise<SlackDoor> {
  const relay = await openSocketRelay(peer.url)
  return {
    env: { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: 'xapp-t', SLACK_API_URL: relay.apiUrl },
    async open(app) {
      await app.talk()
      peer.sendEventsTo(relay.eventsUrl)
    },
    async send(body) {
      if (body.startsWith('{')) return relay.deliver('events_api', JSON.parse(body) as object)
      const form = Object.fromEntries(new URLSearchParams(body))
      const { payload } = form
      return payload === undefined
        ? relay.deliver('slash_commands', form)
        : relay.deliver('interactive', JSON.parse(payload) as object)
    },
    async hangUp() {
      const asked = relay.asked()
      relay.hangUp()
      await expect.poll(() => relay.asked() > asked && relay.isConnected(), { timeout: 15_000 }).toBe(true)
    },
    close: () => relay.close(),
  }
}
