/** Does Nora hear everybody once, however the connection to Discord's gateway ends and whatever happens meanwhile? */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../bin/build.ts'
import { createStudio, type Studio } from '../support/studio.ts'
import { CHANNEL, type DiscordPeer, openDiscordPeer } from './discord-peer.ts'

/** Discord's client waits some seconds before it begins a new session. */
const LONG = { timeout: 25_000, interval: 30 }
let studio: Studio
let peer: DiscordPeer
let app: App
/** Of a film that waits for its plan. */
let thread: string

beforeAll(async () => {
  peer = await openDiscordPeer()
  studio = await createStudio()
  app = await studio.open({
    DISCORD_TOKEN: peer.twin.botToken,
    DISCORD_API_URL: peer.apiUrl,
    DISCORD_GUILD_ID: peer.twin.guildId,
    NORA_ROLES: 'chat',
  })
  await app.talk()
})
afterAll(async () => {
  await studio.close()
  await peer.close()
})

const calling = (text: string) => `<@${peer.twin.botUserId}> ${text}`
const titled = async (title: string) =>
  (await app.nora.listBriefs({ limit: 50 })).items.filter((b) => b.title.includes(title)).length
const answersTo = async (channel: string, id: string) =>
  (await peer.messages(channel)).filter((m) => m.message_reference?.message_id === id).length
const connectedAgain = (before: number) =>
  expect.poll(() => peer.weather.counts().connections > before && peer.weather.isConnected(), LONG).toBe(true)

test('a film has a thread', async () => {
  await peer.say(CHANNEL, calling('A lantern in the fog over the harbour'))
  await expect.poll(async () => (await peer.threads()).length, LONG).toBe(1)
  thread = (await peer.threads())[0]?.id ?? ''
})

test.each([
  ['closed with 4000', 'herons', () => peer.weather.close(4000)],
  ['broken without a close', 'cranes', () => peer.weather.close(1006)],
  ['asked to connect anew', 'storks', () => peer.weather.askToReconnect()],
])('a connection that is %s is taken up again, and what was said meanwhile is heard once', async (_, birds, end) => {
  const before = peer.weather.counts()
  end()
  await expect.poll(() => peer.weather.isConnected(), LONG).toBe(false)
  await peer.say(CHANNEL, calling(`Two ${birds} cross the lake at dawn`))
  await connectedAgain(before.connections)
  await expect.poll(() => titled(birds), LONG).toBe(1)
  expect(peer.weather.counts().resumed).toBe(before.resumed + 1)
})

test('what was said in a film’s thread is read from there when the session is lost, once', async () => {
  const before = peer.weather.counts()
  peer.weather.forgetSessions(true)
  peer.weather.invalidate()
  await expect.poll(() => peer.weather.isConnected(), LONG).toBe(false)
  const asked = await peer.say(thread, 'status')
  await connectedAgain(before.connections)
  await expect.poll(() => answersTo(thread, asked.id), LONG).toBe(1)
  expect(peer.weather.counts().resumed).toBe(before.resumed)
  // And again, by one who has heard it: nothing is answered twice.
  peer.weather.invalidate()
  await connectedAgain(peer.weather.counts().connections)
  const later = await peer.say(thread, 'status')
  await expect.poll(() => answersTo(thread, later.id), LONG).toBe(1)
  expect(await answersTo(thread, asked.id)).toBe(1)
  peer.weather.forgetSessions(false)
})

test('an event that Discord’s client cannot read ends nothing', async () => {
  peer.twin.server.gateway.broadcast('GUILD_ROLE_UPDATE', { guild_id: peer.twin.guildId })
  const asked = await peer.say(thread, 'status')
  await expect.poll(() => answersTo(thread, asked.id), LONG).toBe(1)
  expect(readFileSync(`${studio.home}/nora.log`, 'utf8')).toContain('discord-event-unread')
})

test('a Discord that is away for a while is come back to, without storming it', { timeout: 60_000 }, async () => {
  const before = peer.weather.counts().connections
  peer.weather.goAway()
  await expect.poll(() => peer.weather.counts().connections >= before + 2, LONG).toBe(true)
  const asked = await peer.say(thread, 'status')
  expect(peer.weather.counts().connections - before).toBeLessThan(20)
  // It has forgotten meanwhile who was there.
  peer.weather.forgetSessions(true)
  peer.weather.comeBack()
  await expect.poll(() => peer.weather.isConnected(), { ...LONG, timeout: 50_000 }).toBe(true)
  await expect.poll(() => answersTo(thread, asked.id), LONG).toBe(1)
})

test('what people write may be withdrawn in the middle: Nora connects again without it, and hears who calls her', async () => {
  const connected = () => readFileSync(`${studio.home}/nora.log`, 'utf8').split('discord-connected').length
  const before = connected()
  peer.refuseMessageContent()
  peer.weather.close(4014)
  // What is said before she is ready is told to nobody.
  await expect.poll(connected, LONG).toBe(before + 1)
  await peer.say(CHANNEL, calling('Two plovers cross the lake at dawn'))
  await expect.poll(() => titled('plovers'), LONG).toBe(1)
  const log = readFileSync(`${studio.home}/nora.log`, 'utf8')
  expect(log).toMatch(/"code":4014.*discord-connection-refused/)
  expect(log).toContain('discord-without-message-content')
})

test('a token that was changed in the middle is said to be, with what to do', async () => {
  peer.weather.close(4004)
  const log = () => readFileSync(`${studio.home}/nora.log`, 'utf8')
  await expect.poll(log, LONG).toMatch(/"code":4004,"hint":"Discord no longer knows DISCORD_TOKEN/)
})

test('nothing broke meanwhile', () => {
  expect(readFileSync(`${studio.home}/nora.log`, 'utf8')).not.toContain('discord-event-failed')
})
