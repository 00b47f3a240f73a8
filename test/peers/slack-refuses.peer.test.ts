/** Is what a workspace refuses shown otherwise: a film that is too large, posters that Slack cannot fetch? */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import type { App } from '../../bin/build.ts'
import { home, mention } from '../slack/events.ts'
import { event } from '../slack/payloads.ts'
import { silent } from '../support/silent-log.ts'
import { createStudio, type Studio } from '../support/studio.ts'
import { type Call, type FaultProxy, openFaultProxy } from './fault-proxy.ts'
import { BOT_TOKEN, openSlackPeer, signed, SIGNING_SECRET, type SlackPeer } from './slack-peer.ts'

const LONG = { timeout: 60_000, interval: 60 }
/** What admins of a workspace may choose; Slack says that it is too much, and not how much may be. */
const MOST_BYTES = 400_000
const BRIEF = 'A lantern in the fog. 6 seconds, 1280x720, 24 fps, 1 shot'

const lengthOf = ({ method, body }: Call): number =>
  method === 'files.getUploadURLExternal' ? Number(new URLSearchParams(body.toString()).get('length')) : 0

let peer: SlackPeer
let proxy: FaultProxy
let studio: Studio
let app: App
let send: (body: string) => Promise<Response>
beforeAll(async () => {
  peer = await openSlackPeer({ scopes: BOT_SCOPES })
  proxy = await openFaultProxy({
    target: peer.url,
    nameOf: (_, at) => /^\/api\/([\w.]+)/.exec(at)?.[1] ?? 'bytes',
  })
  studio = await createStudio()
  app = await studio.open({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${proxy.url}/api/`,
    NORA_API_TOKEN: 'a-token-that-slack-does-not-have',
    NORA_PUBLIC_URL: 'https://nora.example',
  })
  await app.work()
  const door = `${(await app.listen()).url}/slack/events`
  send = (body) => fetch(door, signed(body, 'application/json'))
  await app.talk()
  await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
})
afterAll(async () => {
  await studio.close()
  await proxy.close()
  await peer.close()
})

test('a film that is too large is shown as a copy that fits, and rendered once', { timeout: 120_000 }, async () => {
  proxy.setFault((call) =>
    lengthOf(call) > MOST_BYTES ? { answer: 200, body: { ok: false, error: 'file_upload_size_restricted' } } : null,
  )
  const said = { channel: peer.channel, user: peer.ada, ts: '9.1', text: `<@U0NORA> ${BRIEF}` }
  await send(event('Ev1', mention(said)))
  const shown = () => peer.rows.messages.all().flatMap((m) => (m.files ?? []).filter((f) => f.name.endsWith('.mp4')))
  await expect.poll(() => shown().length, LONG).toBe(1)
  expect(shown()[0]?.size).toBeLessThanOrEqual(MOST_BYTES)
  expect(proxy.calls.map(lengthOf).some((n) => n > MOST_BYTES)).toBe(true)
  const file = path.join(studio.home, 'from-slack.mp4')
  writeFileSync(file, await peer.read((shown()[0]?.url_private_download ?? '').replace(proxy.url, peer.url)))
  const media = createMedia({ log: silent })
  const probed = await media.verify(file)
  await media.stop()
  expect(probed).toMatchObject({ ok: true })
  const [film] = (await app.nora.listBriefs({ limit: 1 })).items
  const read = await app.nora.readBrief(film!.id)
  expect(read.ok && read.value.takes).toHaveLength(1)
  expect(JSON.stringify(peer.rows.messages.all())).toContain('The film in full quality')
})

test('App Home with posters that Slack cannot fetch is shown without them', async () => {
  const pictured = ({ method, body }: Call) => method === 'views.publish' && body.includes('image_url')
  proxy.setFault((call) => (pictured(call) ? { answer: 200, body: { ok: false, error: 'invalid_blocks' } } : null))
  await send(event('Ev2', home(peer.ada, 'home')))
  await expect.poll(() => JSON.stringify(peer.rows.views.all()), LONG).toContain('A lantern in the fog')
  expect(proxy.calls.some(pictured)).toBe(true)
  expect(JSON.stringify(peer.rows.views.all())).not.toContain('image_url')
})
