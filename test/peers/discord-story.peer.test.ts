/** A film from brief to approval as people of a Discord server live it: real discord.js, a real gateway, a Discord that others wrote. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { APIMessage } from 'discord.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import type { App } from '../../bin/build.ts'
import { silent } from '../support/silent-log.ts'
import { createStudio, example, type Studio } from '../support/studio.ts'
import { CHANNEL, type DiscordPeer, openDiscordPeer } from './discord-peer.ts'

const LONG = { timeout: 25_000, interval: 40 }
const SLASH = 2
const PRESS = 3
let studio: Studio
let peer: DiscordPeer
let app: App

const open = async (): Promise<App> => {
  const opened = await studio.open({
    DISCORD_TOKEN: peer.twin.botToken,
    DISCORD_API_URL: peer.apiUrl,
    DISCORD_GUILD_ID: peer.twin.guildId,
  })
  await opened.work()
  await opened.talk()
  return opened
}

beforeAll(async () => {
  peer = await openDiscordPeer()
  studio = await createStudio()
  app = await open()
})
afterAll(async () => {
  await studio.close()
  await peer.close()
})

const words = (m: APIMessage) => JSON.stringify([m.content, m.embeds])
const buttons = (messages: readonly APIMessage[]) =>
  messages.flatMap((m) =>
    (m.components ?? []).flatMap((row) =>
      'components' in row
        ? row.components.flatMap((b) =>
            'custom_id' in b && 'label' in b ? [{ message: m.id, label: b.label, id: b.custom_id }] : [],
          )
        : [],
    ),
  )
const films = (messages: readonly APIMessage[]) =>
  messages.filter((m) => m.attachments.some((a) => a.filename.endsWith('.mp4')))
const slash = (name: string, options: readonly object[], resolved: object = {}, channelId: string = CHANNEL) =>
  peer.interact({ type: SLASH, channelId, data: { id: '1000000000000000099', name, type: 1, options, resolved } })
const acked = (id: string) => expect.poll(async () => (await peer.answerTo(id))?.acknowledged, LONG).toBe(true)

test('the commands are registered once, and again only when they change', async () => {
  expect(peer.registered).toHaveLength(1)
  expect(peer.registered[0]).toHaveLength(4)
})

test('a brief with a picture, its plan, the film, a note, another film, an approval', { timeout: 60_000 }, async () => {
  const picture = peer.attachment('harbour.jpg', 'image/jpeg', readFileSync(example('harbour.jpg')))
  // A busy channel: the first message of the thread waits for its turn.
  peer.refuse({
    status: 429,
    body: { message: 'slow down', retry_after: 0.3, global: false },
    headers: { 'retry-after': '1' },
  })
  const { id } = await slash(
    'brief',
    [
      {
        name: 'text',
        type: 3,
        value: 'A lantern in the fog: a lighthouse keeper walks home, then the lamp goes out. 2 shots.',
      },
      { name: 'duration', type: 10, value: 3 },
      { name: 'size', type: 3, value: '256x144' },
      { name: 'fps', type: 10, value: 12 },
      { name: 'gate', type: 3, value: 'always' },
      { name: 'file1', type: 11, value: picture.id },
    ],
    { attachments: { [picture.id]: picture } },
  )
  await acked(id)

  await expect.poll(async () => (await peer.threads()).length, LONG).toBe(1)
  const [thread] = await peer.threads()
  const threadId = thread?.id ?? ''
  const inThread = () => peer.messages(threadId)
  const press = async (label: string) => {
    const found = buttons(await inThread()).findLast((b) => b.label === label)
    return peer.interact({
      type: PRESS,
      channelId: threadId,
      messageId: found?.message ?? '',
      data: { custom_id: found?.id ?? '', component_type: 2 },
    })
  }
  await expect.poll(async () => buttons(await inThread()).map((b) => b.label), LONG).toEqual(['Go', 'Change', 'Cancel'])
  // The plan's boards came with it.
  await expect
    .poll(() => [...peer.uploads.values()].flat().map((f) => f.name), LONG)
    .toContainEqual(expect.stringMatching(/^picture-1\./))
  await press('Go')
  // What is done cannot be pressed again.
  await expect.poll(async () => buttons(await inThread())[0]?.label, LONG).toMatch(/^Go: /)
  await expect.poll(async () => films(await inThread()).length, LONG).toBe(1)
  await expect.poll(async () => films(await peer.messages(CHANNEL)).length, LONG).toBe(1)
  const root = (await peer.messages(CHANNEL)).find((m) => m.embeds[0]?.title?.startsWith('A lantern in the fog:'))

  const shown = films(await inThread())[0]
  const [film] = peer.uploads.get(shown?.id ?? '') ?? []
  const file = path.join(studio.home, 'from-discord.mp4')
  writeFileSync(file, film?.bytes ?? new Uint8Array())
  const media = createMedia({ log: silent })
  const probed = await media.verify(file)
  await media.stop()
  expect(probed).toMatchObject({ ok: true, value: { width: 256, height: 144, durationSeconds: 3 } })

  // Asked for by a mark, and taken back with it.
  peer.react(threadId, shown?.id ?? '', '🔁')
  await expect.poll(async () => (await inThread()).some((m) => words(m).includes('asks for changes')), LONG).toBe(true)
  peer.unreact(threadId, shown?.id ?? '', '🔁')
  await expect.poll(async () => (await inThread()).some((m) => words(m).includes('took back')), LONG).toBe(true)

  await peer.say(threadId, 'shot 2 darker')
  await expect
    .poll(
      async () => buttons(await inThread()).some((b) => b.label === 'Go' && b.id.startsWith('start-revision')),
      LONG,
    )
    .toBe(true)
  await press('Go')
  await expect.poll(async () => films(await inThread()).length, LONG).toBe(2)

  // Told by one event that comes twice, as after a resumed connection.
  const newest = films(await inThread()).at(-1)?.id ?? ''
  peer.react(threadId, newest, '✅')
  peer.react(threadId, newest, '✅')
  await expect
    .poll(async () => words((await peer.messages(CHANNEL)).find((m) => m.id === root?.id) ?? ({} as APIMessage)), LONG)
    .toContain('approved')
  expect((await inThread()).filter((m) => words(m).includes('approves delivery 2'))).toHaveLength(1)
  expect((await peer.messages(CHANNEL)).filter((m) => m.embeds[0]?.title?.endsWith(': approved'))).toHaveLength(1)
  expect(peer.breaches).toEqual([])
})

test(
  'a mention with a picture is a brief; a mark that was put on while nobody listened counts after the restart',
  { timeout: 60_000 },
  async () => {
    const before = (await peer.threads()).length
    const picture = peer.attachment('market.jpg', 'image/jpeg', readFileSync(example('harbour.jpg')))
    const me = peer.twin.botUserId
    const asked = await peer.say(CHANNEL, `<@${me}> One shot of a market at night, 1 second, 256x144, 12 fps`, [
      picture,
    ])
    // As after a lost connection: the same message again.
    peer.twin.server.gateway.broadcast('MESSAGE_CREATE', { ...asked, guild_id: peer.twin.guildId })
    await expect.poll(async () => (await peer.threads()).length, LONG).toBe(before + 1)
    const thread = (await peer.threads()).toSorted((a, b) => a.id.localeCompare(b.id)).at(-1)?.id ?? ''
    const isMarked = async () => (await app.nora.openDeliveries('discord')).length > 0
    await expect.poll(async () => films(await peer.messages(thread)).length, LONG).toBe(1)
    await expect.poll(isMarked, LONG).toBe(true)
    await app.stop()

    peer.react(thread, films(await peer.messages(thread)).at(-1)?.id ?? '', '✅', { silently: true })
    app = await open()
    await expect
      .poll(async () => (await peer.messages(thread)).some((m) => words(m).includes('is approved by')), LONG)
      .toBe(true)
    expect(await peer.threads()).toHaveLength(before + 1)
    expect(films(await peer.messages(thread))).toHaveLength(1)
    // The commands were the same.
    expect(peer.registered).toHaveLength(1)
    expect(peer.breaches).toEqual([])
  },
)
