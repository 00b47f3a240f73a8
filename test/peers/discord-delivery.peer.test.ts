/** Does a film reach people whole, however little a server of Discord takes at once, without being made again for it? */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { APIMessage } from 'discord.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import { example, inFull } from '../support/studio.ts'
import { silent } from '../support/silent-log.ts'
import { CHANNEL } from './discord-peer.ts'
import { type Guild, LONG, openGuild } from './discord-guild.ts'

const DAY_LONG = { ...LONG, timeout: 60_000 }
const SECONDS = 6
const SIZE = '1280x720'
let guild: Guild
let door: string
/** What the server takes; learned from the first film, and told to nobody. */
let limit = Infinity
/** Of every film that was sent up, taken or not. */
const sent: number[] = []

beforeAll(async () => {
  guild = await openGuild()
  door = (await guild.app().listen()).url
  guild.peer.setFault(({ files }) => {
    const film = files.find((f) => f.name.endsWith('.mp4'))
    if (film === undefined) return null
    sent.push(film.bytes.length)
    if (limit === Infinity) limit = Math.floor(film.bytes.length * 0.7)
    return film.bytes.length <= limit
      ? null
      : { status: 413, body: { code: 40_005, message: 'Request entity too large' } }
  })
})
afterAll(() => guild.close())

const films = async (channel: string): Promise<readonly APIMessage[]> =>
  (await guild.peer.messages(channel)).filter((m) => m.attachments.some((a) => a.filename.endsWith('.mp4')))

/** Until it is in its thread and in the channel. */
async function delivered(what: string) {
  const before = new Set((await guild.peer.threads()).map((t) => t.id))
  const inList = (await films(CHANNEL)).length
  await guild.command('brief', {
    text: `Two shots of ${what}`,
    duration: SECONDS,
    size: SIZE,
    fps: 24,
    gate: 'never',
    file1: guild.peer.attachment('harbour.jpg', 'image/jpeg', readFileSync(example('harbour.jpg'))),
  })
  const made = async () => (await guild.peer.threads()).find((t) => !before.has(t.id))?.id ?? ''
  await expect.poll(made, LONG).not.toBe('')
  const thread = await made()
  await expect.poll(async () => (await films(thread)).length, DAY_LONG).toBe(1)
  await expect.poll(async () => (await films(CHANNEL)).length, LONG).toBe(inList + 1)
  const all = (await guild.app().nora.listBriefs({ limit: 50 })).items
  const brief = all.find((b) => b.title.toLowerCase().includes(what))
  if (brief === undefined) throw new Error(`there is no film of ${what}`)
  return { thread, brief, inThread: (await films(thread))[0], inChannel: (await films(CHANNEL)).at(-1) }
}

/** As somebody who opens it sees it. */
async function probed(url: string) {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer())
  const file = path.join(guild.studio.home, 'seen.mp4')
  writeFileSync(file, bytes)
  const media = createMedia({ log: silent })
  const seen = await media.verify(file)
  await media.stop()
  if (!seen.ok) throw new Error(JSON.stringify(seen.failure))
  return { ...seen.value, bytes: bytes.length }
}

test(
  'a film that is too large (40005) is fitted to what the server takes, and nothing is rendered or cut for it',
  { timeout: 120_000 },
  async () => {
    const { thread, brief, inThread, inChannel } = await delivered('a harbour with many lights')
    // Refused once, then taken in both places.
    expect(sent[0]).toBeGreaterThan(limit)
    expect(sent.slice(1).every((bytes) => bytes <= limit)).toBe(true)
    expect(sent).toHaveLength(3)
    const seen = await probed(inThread?.attachments[0]?.url ?? '')
    expect(seen.durationSeconds).toBeCloseTo(SECONDS, 1)
    expect(seen.bytes).toBeLessThanOrEqual(limit)
    expect(inChannel?.attachments[0]?.size).toBe(inThread?.attachments[0]?.size)
    expect(inChannel?.message_reference?.message_id).toBe(thread)

    const { takes, deliveries } = await inFull(guild.app(), brief.id)
    expect(takes).toHaveLength(2)
    expect(deliveries).toHaveLength(1)
    // The film itself is behind the link, in the thread and in the channel.
    for (const channel of [thread, CHANNEL]) {
      const shown = (await guild.peer.messages(channel)).find((m) => m.embeds[0]?.title?.includes('delivery 1'))
      const [, link = ''] = /\[The film in full quality\]\((\S+)\)/.exec(shown?.embeds[0]?.description ?? '') ?? []
      const whole = await probed(link.replace(/^https?:\/\/[^/]+/, door))
      expect(whole).toMatchObject({ width: 1280, height: 720, bytes: sent[0] })
    }
  },
)

test('the next film of that server fits at once', { timeout: 120_000 }, async () => {
  sent.length = 0
  await delivered('a lighthouse in a storm')
  expect(sent.every((bytes) => bytes <= limit)).toBe(true)
  expect(sent).toHaveLength(2)
})

test('where Discord tells what it takes, that is kept to from the first film on', { timeout: 120_000 }, async () => {
  const told = 250_000
  guild.peer.tellSizeLimit(told)
  sent.length = 0
  const { inThread } = await delivered('a market at night')
  expect(sent).toHaveLength(2)
  expect(Math.max(...sent)).toBeLessThanOrEqual(told)
  expect((await probed(inThread?.attachments[0]?.url ?? '')).durationSeconds).toBeCloseTo(SECONDS, 1)
})
