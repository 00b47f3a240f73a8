/** Where a film cannot have its thread, or may not be told, Nora says so instead of taking the brief. */
import { ChannelType, PermissionFlagsBits as Bit } from 'discord.js'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { CHANNEL } from './discord-peer.ts'
import { type Guild, LONG, openGuild } from './discord-guild.ts'

let guild: Guild
beforeAll(async () => void (guild = await openGuild({ NORA_ROLES: 'chat' })))
afterAll(() => guild.close())
afterEach(() => guild.peer.allowInInteractions(null))

const ALL = (1n << 40n) - 1n
const brief = { text: 'A quiet lake at dawn' }
const films = async () => (await guild.app().nora.listBriefs({ limit: 50 })).items.length
const words = async (...asked: Parameters<Guild['command']>) => (await guild.said(await guild.command(...asked))).words

test.each([
  ['View Channel', Bit.ViewChannel],
  ['Send Messages', Bit.SendMessages],
  ['Create Public Threads', Bit.CreatePublicThreads],
  ['Send Messages in Threads', Bit.SendMessagesInThreads],
  ['Embed Links', Bit.EmbedLinks],
  ['Attach Files', Bit.AttachFiles],
  ['Read Message History', Bit.ReadMessageHistory],
  ['Add Reactions', Bit.AddReactions],
])('a brief is refused where Nora lacks %s, which is named', async (name, bit) => {
  const before = await films()
  guild.peer.allowInInteractions(ALL & ~bit & ~Bit.Administrator)
  expect(await words('brief', brief)).toContain(`I lack: ${name}.`)
  // Nothing is typed in vain either.
  expect(await words('brief', {})).toContain(`I lack: ${name}.`)
  expect(await films()).toBe(before)
  expect(await words('status')).not.toContain('I lack')
})

test('a project is called as its channel, of which Nora learns by the command alone', async () => {
  let hidden = ''
  await guild.peer.silently(async () => void (hidden = await guild.peer.makeChannel('shoot-day')))
  guild.peer.setFault(({ method, route }) =>
    method === 'GET' && route === `/channels/${hidden}`
      ? { status: 403, body: { code: 50_001, message: 'Missing Access' } }
      : null,
  )
  expect(await words('brief', brief, { channelId: hidden })).toContain('is on its way')
  expect(await words('project show', {}, { channelId: hidden })).toContain('shoot-day')
  guild.peer.setFault(() => null)
})

test.each([
  ['voice', ChannelType.GuildVoice],
  ['stage', ChannelType.GuildStageVoice],
  ['forum', ChannelType.GuildForum],
  ['media', ChannelType.GuildMedia],
])('a %s channel has no thread for a film: whoever asks is sent to a text channel', async (name, type) => {
  const channelId = await guild.peer.makeChannel(name, type)
  const before = await films()
  expect(await words('brief', brief, { channelId })).toContain('ask me in a text channel')
  expect(await words('brief', {}, { channelId })).toContain('ask me in a text channel')
  await guild.peer.say(channelId, `<@${guild.peer.twin.botUserId}> A lantern in the fog over the harbour`)
  await expect
    .poll(async () => (await guild.words(channelId)).join('\n'), LONG)
    .toContain('a channel of this kind has none for it')
  expect(await films()).toBe(before)
})

test('an offer is taken up only where the film can be told', async () => {
  const before = await films()
  await guild.peer.say(CHANNEL, `<@${guild.peer.twin.botUserId}> Two herons`)
  await expect.poll(async () => (await guild.buttons()).some((b) => b.label === 'Go'), LONG).toBe(true)
  const go = (await guild.buttons()).findLast((b) => b.label === 'Go')
  if (go === undefined) return
  const press = () => guild.press({ id: go.message }, go.id)
  guild.peer.allowInInteractions(ALL & ~Bit.AttachFiles & ~Bit.Administrator)
  expect((await guild.said(await press())).words).toContain('I lack: Attach Files.')
  expect((await guild.words()).join('\n')).not.toContain('It is on its way')
  expect(await films()).toBe(before)
  guild.peer.allowInInteractions(null)
  await press()
  await expect.poll(films, LONG).toBe(before + 1)
})

test('every request of these tests was one that Discord takes', () => {
  expect(guild.peer.breaches).toEqual([])
})
