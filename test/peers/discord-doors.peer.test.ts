/** What people do in Discord's own controls, and what they are answered: forms, typing, menus, lists, presses, mentions. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examineDiscord } from '../../adapters/discord/doctor.ts'
import type { App } from '../../bin/build.ts'
import { createStudio, example, type Studio } from '../support/studio.ts'
import { BOB, CHANNEL, type DiscordPeer, openDiscordPeer } from './discord-peer.ts'

const LONG = { timeout: 10_000, interval: 30 }
const [SLASH, TYPING, FORM] = [2, 4, 5] as const
let studio: Studio
let peer: DiscordPeer
let app: App

async function open(): Promise<App> {
  const opened = await studio.open({
    DISCORD_TOKEN: peer.twin.botToken,
    DISCORD_API_URL: peer.apiUrl,
    DISCORD_GUILD_ID: peer.twin.guildId,
    NORA_ROLES: 'chat',
  })
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

type Given = { readonly type: number; readonly data: object; readonly channelId?: string; readonly messageId?: string }
async function answered(o: Given) {
  const { id } = await peer.interact(o)
  await expect.poll(async () => (await peer.answerTo(id))?.acknowledged, LONG).toBe(true)
  const answer = await peer.answerTo(id)
  return { type: answer?.type, data: JSON.parse(answer?.data ?? 'null') as unknown }
}
const briefs = async () => (await app.nora.listBriefs({ limit: 50 })).items
const titled = async (title: string) => (await briefs()).filter((b) => b.title.includes(title))
const shown = async () => JSON.stringify((await peer.messages(CHANNEL)).map((m) => [m.content, m.embeds, m.components]))
const command = (name: string, options: readonly object[] = []) => ({
  id: '1000000000000000099',
  name,
  type: 1,
  options,
})

test('a brief without words is asked for in a form, with a place for files; the form makes the brief', async () => {
  const picture = peer.attachment('harbour.jpg', 'image/jpeg', readFileSync(example('harbour.jpg')))
  const asked = await answered({
    type: SLASH,
    data: command('brief', [{ name: 'tone', type: 3, value: 'melancholic' }]),
  })
  expect(asked.type).toBe(9)
  expect(asked.data).toMatchObject({ title: 'A new film' })
  const { custom_id } = asked.data as { readonly custom_id: string }
  const field = (name: string, value: string) => ({ type: 18, component: { type: 4, custom_id: name, value } })
  const components = [
    field('text', 'Owls over a frozen lake'),
    { type: 18, component: { type: 19, custom_id: 'files', values: [picture.id] } },
  ]
  const data = { custom_id, components, resolved: { attachments: { [picture.id]: picture } } }
  expect((await answered({ type: FORM, data })).type).toBe(5)
  await expect.poll(async () => (await titled('Owls')).length, LONG).toBe(1)
  expect((await titled('Owls'))[0]).toMatchObject({ tone: 'melancholic', assetIds: [expect.any(String)] })
})

test('what is typed is completed with films of this channel', async () => {
  const options = [{ name: 'status', type: 1, options: [{ name: 'brief', type: 3, value: 'owl', focused: true }] }]
  const { type, data } = await answered({ type: TYPING, data: command('nora', options) })
  expect(type).toBe(8)
  expect(data).toEqual({ choices: [{ name: expect.stringContaining('Owls'), value: expect.stringMatching(/^brf_/) }] })
})

test('a message becomes a brief from its menu, once, even when Discord tells of it twice', async () => {
  const said = await peer.say(CHANNEL, 'Two foxes cross a bridge at dawn')
  const data = {
    id: '1',
    name: 'Brief from this message',
    type: 3,
    target_id: said.id,
    resolved: { messages: { [said.id]: said } },
  }
  await peer.interact({ type: SLASH, data })
  peer.tellAgain()
  await expect.poll(async () => (await titled('foxes')).length, LONG).toBe(1)
})

test('a verb answers the asker, a wrong one says what to do', async () => {
  const status = [{ name: 'status', type: 1, options: [] }]
  expect((await answered({ type: SLASH, data: command('nora', status) })).data).toEqual({ flags: 64 })
  await expect.poll(shown, LONG).toContain('"Films"')
  const wrong = [{ name: 'cancel', type: 1, options: [{ name: 'brief', type: 3, value: 'no such film' }] }]
  await answered({ type: SLASH, data: command('nora', wrong) })
  await expect.poll(shown, LONG).toContain('There is no film “no such film” here')
})

test('a mention of few words is asked back, and Go takes it', async () => {
  const said = await peer.say(CHANNEL, `<@${peer.twin.botUserId}> red balloons`)
  await expect.poll(shown, LONG).toContain(`offer-go ${said.id}`)
  expect(await titled('balloons')).toEqual([])
  const offer = (await peer.messages(CHANNEL)).findLast((m) => JSON.stringify(m.components ?? []).includes('offer-go'))
  const data = { custom_id: `offer-go ${said.id}`, component_type: 2 }
  expect((await answered({ type: 3, messageId: offer?.id ?? '', data })).type).toBe(7)
  await expect.poll(async () => (await titled('balloons')).length, LONG).toBe(1)
})

test('the role that came with her invite calls her as her name does, and is no word of the brief', async () => {
  const role = peer.makeOwnRole()
  await peer.say(CHANNEL, `<@&${role}> A stork over the chimneys at dawn`)
  await expect.poll(async () => (await titled('stork')).length, LONG).toBe(1)
  expect((await titled('stork'))[0]?.summary).toBe('A stork over the chimneys at dawn')
  const said = await peer.say(CHANNEL, `<@&${role}> paper boats`)
  await expect.poll(shown, LONG).toContain(`offer-go ${said.id}`)
  const offer = (await peer.messages(CHANNEL)).findLast((m) => JSON.stringify(m.components ?? []).includes(said.id))
  await answered({ type: 3, messageId: offer?.id ?? '', data: { custom_id: `offer-go ${said.id}`, component_type: 2 } })
  await expect.poll(async () => (await titled('aper boats'))[0]?.summary, LONG).toBe('paper boats')
})

test('talk that is not for Nora is not answered, and files from other hosts are not fetched', async () => {
  const lunch = await peer.say(CHANNEL, 'lunch?')
  const elsewhere = { ...peer.attachment('a.jpg', 'image/jpeg', new Uint8Array(9)), url: 'http://169.254.169.254/x' }
  await peer.say(CHANNEL, `<@${peer.twin.botUserId}> A heron stands in the reeds`, [elsewhere])
  await expect.poll(shown, LONG).toContain('does not lie with Discord')
  const replies = (await peer.messages(CHANNEL)).flatMap((m) => m.message_reference?.message_id ?? [])
  expect(replies).not.toContain(lunch.id)
})

// How soon is measured by `npm run bench -- ack`.
test('two hundred at once are each answered once', async () => {
  await answered({ type: SLASH, data: command('nora', [{ name: 'status', type: 1, options: [] }]) })
  expect(await peer.burst(200)).toHaveLength(200)
})

test('somebody who is named in a command, and never said a word, is known by name', async () => {
  const said = await peer.say(CHANNEL, `<@${peer.twin.botUserId}> project member <@${BOB}> reviewer`)
  const identity = { platform: 'discord', workspace: '', userId: BOB } as const
  const bob = () => app.nora.meet({ identity, name: BOB, knownAs: null })
  const isAnswered = async () => (await peer.messages(CHANNEL)).some((m) => m.message_reference?.message_id === said.id)
  await expect.poll(isAnswered, LONG).toBe(true)
  expect((await bob()).name).toBe('bob')
})

test('the doctor says who Nora is, how to invite her, and what she lacks in the channels that are bound', async () => {
  const config = {
    token: peer.twin.botToken,
    apiUrl: peer.apiUrl,
    guildId: peer.twin.guildId,
    wantsMessageContent: true,
  }
  const bound = [CHANNEL, '1000000000000000009'].map((channel) => ({
    platform: 'discord' as const,
    workspace: peer.twin.guildId,
    channel,
  }))
  const lines = (await examineDiscord(config, bound)).map((f) => `${f.isGood ? 'well' : 'wrong'}: ${f.line}`)
  expect(lines).toContainEqual(expect.stringContaining('permissions=309237763136'))
  expect(lines).toContainEqual('well: She is in The studio.')
  expect(lines.at(-2)).toMatch(/#films/)
  expect(lines.at(-1)).toContain('wrong: The channel 1000000000000000009 that is bound to a project is gone')
  const [refused] = await examineDiscord({ ...config, token: 'a-token-that-is-none-at-all' }, [])
  expect(refused).toMatchObject({ isGood: false, line: expect.stringContaining('DISCORD_TOKEN') })
})

test('where Discord refuses to show what people write (4014), Nora connects without it and hears who calls her', async () => {
  await app.stop()
  peer.refuseMessageContent()
  app = await open()
  expect(readFileSync(`${studio.home}/nora.log`, 'utf8')).toContain('discord-without-message-content')
  await peer.say(CHANNEL, `<@${peer.twin.botUserId}> A crane dances on the shore`)
  await expect.poll(async () => (await titled('crane')).length, LONG).toBe(1)
})

test('every request of these tests was one that Discord takes', () => {
  expect(peer.breaches).toEqual([])
})
