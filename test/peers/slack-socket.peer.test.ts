/** Does Socket Mode carry what signed requests carry, and does it come back when Slack closes it or is away? */
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import type { App } from '../../bin/build.ts'
import { event } from '../slack/payloads.ts'
import { createStudio, type Studio } from '../support/studio.ts'
import { BOT_TOKEN, openSlackPeer, type SlackPeer } from './slack-peer.ts'
import { openSocketRelay } from './socket-relay.ts'

const SOON = { timeout: 15_000, interval: 30 }
let studio: Studio
let peer: SlackPeer
let relay: Awaited<ReturnType<typeof openSocketRelay>>
let app: App

beforeAll(async () => {
  peer = await openSlackPeer({ scopes: BOT_SCOPES })
  relay = await openSocketRelay(peer.url)
  studio = await createStudio()
  app = await studio.open({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_APP_TOKEN: 'xapp-t',
    SLACK_API_URL: relay.apiUrl,
    NORA_ROLES: 'chat,work',
  })
  await app.work()
  await app.talk()
  peer.sendEventsTo(relay.eventsUrl)
  await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
})
afterAll(async () => {
  await studio.close()
  await relay.close()
  await peer.close()
})

let nth = 0
const mention = (text: string) => {
  const ts = `${++nth}.5`
  const inner = { type: 'app_mention', user: peer.ada, text: `<@U0NORA> ${text}`, ts, channel: peer.channel }
  return relay.deliver('events_api', JSON.parse(event(`Ev-${ts}`, inner)) as object)
}
const answers = () => peer.rows.ephemeralMessages.all().length
const words = () => JSON.stringify(peer.rows.messages.all())

test('a mention is acknowledged once what it asks for is stored, and becomes a film', async () => {
  await mention('a lantern on a lake at night. 2 seconds, 256x144, 8 fps')
  await expect.poll(words, SOON).toContain('delivery 1')
  expect((await app.nora.listBriefs({ limit: 5 })).items).toHaveLength(1)
})

test('a command is acknowledged and answered', async () => {
  const before = answers()
  await relay.deliver('slash_commands', {
    command: '/nora',
    text: 'status',
    channel_id: peer.channel,
    user_id: peer.ada,
    trigger_id: 'tr-1',
    team_id: 'T000000001',
  })
  await expect.poll(answers, SOON).toBe(before + 1)
})

test('envelopes that are none do no harm', async () => {
  const before = answers()
  for (const envelope of [
    { type: 'events_api', envelope_id: 'e1', payload: { type: 'app_rate_limited', minute_rate_limited: 1 } },
    { type: 'events_api', envelope_id: 'e2' },
    { type: 'of_next_year', envelope_id: 'e3', payload: null },
  ])
    relay.push(JSON.stringify(envelope))
  relay.push('{')
  await mention('status')
  await expect.poll(answers, SOON).toBe(before + 1)
})

test('a connection that Slack closes is made again at once', async () => {
  const asked = relay.asked()
  relay.hangUp()
  await expect.poll(() => relay.asked() > asked && relay.isConnected(), SOON).toBe(true)
  const before = answers()
  await mention('status')
  await expect.poll(answers, SOON).toBe(before + 1)
})

test('while Slack is away Nora lives, and she listens again when it is back', async () => {
  relay.down()
  await expect.poll(relay.isConnected, SOON).toBe(false)
  await expect.poll(() => relay.refused(), SOON).toBeGreaterThan(1)
  relay.up()
  await expect.poll(relay.isConnected, SOON).toBe(true)
  const before = answers()
  await mention('status')
  await expect.poll(answers, SOON).toBe(before + 1)
})

test('an address that takes the connection and says nothing is given up for another', { timeout: 90_000 }, async () => {
  const taken = new Set<net.Socket>()
  const hole = net.createServer((socket) => void taken.add(socket.on('error', () => {})))
  await new Promise<void>((ready) => hole.listen(0, '127.0.0.1', ready))
  relay.leadTo(`ws://127.0.0.1:${(hole.address() as AddressInfo).port}/link`)
  relay.hangUp()
  await expect.poll(() => taken.size, SOON).toBe(1)
  relay.leadTo(null)
  await expect.poll(relay.isConnected, { ...SOON, timeout: 60_000 }).toBe(true)
  const before = answers()
  await mention('status')
  await expect.poll(answers, SOON).toBe(before + 1)
  hole.close()
})
