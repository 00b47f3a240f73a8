/** A film from brief to approval as people of a Slack workspace live it: real Bolt, real HTTP, a Slack that others wrote. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import { createMedia } from '../../adapters/media/media.ts'
import type { App } from '../../bin/build.ts'
import { silent } from '../support/silent-log.ts'
import { createStudio, example, type Studio } from '../support/studio.ts'
import { BOT_TOKEN, openSlackPeer, signed, SIGNING_SECRET, type SlackPeer, WORKSPACE } from './slack-peer.ts'

const LONG = { timeout: 25_000, interval: 40 }
let studio: Studio
let peer: SlackPeer
let app: App
let events: string

beforeAll(async () => {
  peer = await openSlackPeer({ scopes: BOT_SCOPES })
  studio = await createStudio()
  app = await studio.open({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: peer.apiUrl,
    NORA_API_TOKEN: 'a-token-that-slack-does-not-have',
  })
  events = `${(await app.listen()).url}/slack/events`
  await app.work()
  await app.talk()
  peer.sendEventsTo(events)
  await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
})
afterAll(async () => {
  await studio.close()
  await peer.close()
})

/** An event that this Slack does not send by itself, in the shape that Slack documents. */
const send = (event: object, id: string) =>
  fetch(
    events,
    signed(
      JSON.stringify({
        type: 'event_callback',
        team_id: WORKSPACE,
        api_app_id: 'A0NORA',
        event_id: id,
        event_time: 1,
        event,
      }),
      'application/json',
    ),
  )
const inThread = (thread: string) => peer.rows.messages.all().filter((m) => m.thread_ts === thread)
const films = (thread: string) =>
  inThread(thread)
    .flatMap((m) => m.files ?? [])
    .filter((f) => f.name.endsWith('.mp4'))
const words = (m: { readonly text: string; readonly blocks?: unknown }) => JSON.stringify(m.blocks ?? m.text)

test('a brief with a picture, its plan, the film, a note, another film, an approval', { timeout: 60_000 }, async () => {
  const said = await peer.say(
    '<@U0NORA> A lantern in the fog: a lighthouse keeper walks home over the harbour wall, then the lamp goes out. 4 seconds, 256x144, 12 fps, 2 shots.',
    { name: 'harbour.jpg', bytes: readFileSync(example('harbour.jpg')) },
  )
  const mention = { ...said, type: 'app_mention', channel: peer.channel }
  for (const id of ['Ev1', 'Ev1']) expect((await send(mention, id)).status).toBe(200)

  await expect.poll(() => peer.rows.messages.all().find((m) => m.user === 'U0NORA'), LONG).toBeDefined()
  const thread = peer.rows.messages.all().find((m) => m.user === 'U0NORA')?.ts ?? ''
  await expect.poll(() => films(thread).length, LONG).toBe(1)
  expect(peer.rows.messages.all().filter((m) => m.user === 'U0NORA' && m.thread_ts === undefined)).toHaveLength(1)
  expect(inThread(thread).some((m) => /plan/i.test(words(m)))).toBe(true)

  const [film] = films(thread)
  const file = path.join(studio.home, 'from-slack.mp4')
  writeFileSync(file, await peer.read(film?.url_private_download ?? ''))
  const media = createMedia({ log: silent })
  const probed = await media.verify(file)
  await media.stop()
  expect(probed).toMatchObject({ ok: true, value: { width: 256, height: 144 } })

  await peer.as('chat.postMessage', { channel: peer.channel, thread_ts: thread, text: 'shot 2 darker' })
  const notes = async () => {
    const place = { platform: 'slack', workspace: WORKSPACE, channel: peer.channel, thread } as const
    const told = await app.nora.threadAt(place)
    return told === null ? [] : (await app.nora.listNotes(told.briefId)).map((n) => n.text)
  }
  await expect.poll(notes, LONG).toEqual(['shot 2 darker'])
  await peer.as('chat.postMessage', { channel: peer.channel, thread_ts: thread, text: 'go' })
  await expect.poll(() => films(thread).length, LONG).toBe(2)
  const delivered = () => inThread(thread).filter((m) => m.reactions.length === 3)
  await expect.poll(() => delivered().length, LONG).toBe(2)

  const delivery = delivered().at(-1)
  await peer.as('reactions.add', { channel: peer.channel, timestamp: delivery?.ts, name: 'white_check_mark' })
  const status = () => words(peer.rows.messages.all().find((m) => m.ts === thread) ?? { text: '' })
  await expect.poll(status, LONG).toContain('approved')
})
