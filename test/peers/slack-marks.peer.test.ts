/** Do reactions that are put on or taken off while Nora is stopped, or cut off from Slack, count when she is back? */
import { afterEach, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import { event } from '../slack/payloads.ts'
import { createStudio } from '../support/studio.ts'
import { BOT_TOKEN, openSlackPeer, WORKSPACE } from './slack-peer.ts'
import { openSocketRelay } from './socket-relay.ts'

const LONG = { timeout: 25_000, interval: 50 }
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

test('one that is gone takes its verdict back, one that came counts', { timeout: 90_000 }, async () => {
  const peer = await openSlackPeer({ scopes: BOT_SCOPES })
  closing.push(peer.close)
  const relay = await openSocketRelay(peer.url)
  closing.push(relay.close)
  const studio = await createStudio()
  closing.push(studio.close)
  const env = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: 'xapp-t', SLACK_API_URL: relay.apiUrl }
  const first = await studio.open(env)
  await first.work()
  await first.talk()
  peer.sendEventsTo(relay.eventsUrl)
  await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
  const text = '<@U0NORA> A heron walks over the marsh. 2 seconds, 256x144, 8 fps, 1 shot'
  const mention = { type: 'app_mention', user: peer.ada, text, ts: '1.1', channel: peer.channel }
  await relay.deliver('events_api', JSON.parse(event('Ev1', mention)) as object)
  const shown = () => peer.rows.messages.all().find((m) => m.reactions.length === 3)
  await expect.poll(() => shown()?.ts, LONG).toBeDefined()
  const { ts: timestamp = '', thread_ts: thread = '' } = shown() ?? {}
  const place = { platform: 'slack', workspace: WORKSPACE, channel: peer.channel, thread } as const
  const briefId = (await first.nora.threadAt(place))?.briefId
  if (briefId === undefined) throw new Error('its film is not known')
  const react = (method: 'add' | 'remove', name: string) =>
    peer.as(`reactions.${method}`, { channel: peer.channel, timestamp, name })
  const said = async (app: typeof first) =>
    (await app.nora.listVerdicts(briefId)).map((v) => `${v.verdict}${v.revokedAt === null ? '' : ', taken back'}`)

  await react('add', 'repeat')
  await expect.poll(() => said(first), LONG).toEqual(['request-changes'])
  await first.stop()
  await react('remove', 'repeat')

  const second = await studio.open({ ...env, NORA_ROLES: 'chat' })
  await second.talk()
  await expect.poll(() => said(second), LONG).toEqual(['request-changes, taken back'])

  relay.down()
  await expect.poll(relay.isConnected, LONG).toBe(false)
  await react('add', 'white_check_mark')
  relay.up()
  await expect.poll(() => said(second), LONG).toEqual(['request-changes, taken back', 'approve'])
})
