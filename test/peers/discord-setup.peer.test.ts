/** Setting Nora up on a server of Discord: where her commands are registered, and what the doctor finds. */
import { readFileSync } from 'node:fs'
import { PermissionFlagsBits as Bit, REST } from 'discord.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDiscord } from '../../adapters/discord/app.ts'
import { examineDiscord } from '../../adapters/discord/doctor.ts'
import { createKeepRegistered } from '../../adapters/discord/keep-registered.ts'
import type { App } from '../../bin/build.ts'
import { silent } from '../support/silent-log.ts'
import { createStudio, type Studio } from '../support/studio.ts'
import { CHANNEL, type DiscordPeer, openDiscordPeer } from './discord-peer.ts'

const LONG = { timeout: 10_000, interval: 25 }
let studio: Studio
let peer: DiscordPeer
let app: App | null = null

beforeAll(async () => {
  peer = await openDiscordPeer()
  studio = await createStudio()
})
afterAll(async () => {
  await studio.close()
  await peer.close()
})

async function startWith(guildId: string | null): Promise<void> {
  await app?.stop()
  app = await studio.open({
    DISCORD_TOKEN: peer.twin.botToken,
    DISCORD_API_URL: peer.apiUrl,
    ...(guildId === null ? {} : { DISCORD_GUILD_ID: guildId }),
    NORA_ROLES: 'chat',
  })
  await app.talk()
}
const countAt = (guildId: string | null) => peer.commandsAt(guildId).length

describe('commands', () => {
  test('are in one server while it is named, elsewhere in all, never in both, and sent only when they change', async () => {
    const { guildId } = peer.twin
    await startWith(guildId)
    expect([countAt(guildId), countAt(null)]).toEqual([4, 0])
    await startWith(guildId)
    expect(peer.registered).toHaveLength(1)
    await startWith(null)
    await expect.poll(() => [countAt(guildId), countAt(null)], LONG).toEqual([0, 4])
    expect(peer.registered).toHaveLength(3)
    await startWith(null)
    expect(peer.registered).toHaveLength(3)
    await startWith(guildId)
    await expect.poll(() => [countAt(guildId), countAt(null)], LONG).toEqual([4, 0])
  })
})

describe('a start that does not come to its end', () => {
  const logged = () => readFileSync(`${studio.home}/nora.log`, 'utf8')

  test('commands that Discord refuses are named in the log and sent again; Nora is there', async () => {
    await app?.stop()
    await expect.poll(() => peer.weather.isConnected(), LONG).toBe(false)
    const before = peer.weather.counts().connections
    let isShut = true
    peer.setFault(({ method, route }) =>
      isShut && method === 'PUT' && route.endsWith('/commands')
        ? { status: 403, body: { code: 50_001, message: 'Missing Access' } }
        : null,
    )
    await startWith('1000000000000000008')
    expect(logged()).toContain('DISCORD_GUILD_ID: Nora may not have commands in the server 1000000000000000008.')
    expect(logged()).not.toContain('chat-not-reached')
    // Its links lead to this machine alone.
    expect(logged()).toContain('chat-links-dead')
    expect(peer.weather.isConnected()).toBe(true)
    expect(peer.weather.counts().connections).toBe(before + 1)
    const api = new REST({ api: peer.apiUrl }).setToken(peer.twin.botToken)
    const keep = createKeepRegistered({ api, log: silent, guildId: '1000000000000000008', againMs: 20 })
    isShut = true
    await keep.begin({ applicationId: peer.twin.botUserId, guilds: [] })
    expect(countAt('1000000000000000008')).toBe(0)
    isShut = false
    await expect.poll(() => countAt('1000000000000000008'), LONG).toBe(4)
    keep.stop()
    await app?.stop()
  })

  test('leaves no connection behind', async () => {
    await expect.poll(() => peer.weather.isConnected(), LONG).toBe(false)
    const { nora } = await studio.open({ NORA_ROLES: 'chat' })
    const openInbox: typeof nora.openInbox = (o) => ({
      ...nora.openInbox(o),
      look: () => Promise.reject(new Error('the database is away')),
    })
    const config = { token: peer.twin.botToken, guildId: null, apiUrl: peer.apiUrl, wantsMessageContent: true }
    const discord = createDiscord(config, { nora: { ...nora, openInbox }, log: silent })
    await expect(discord.start()).rejects.toThrow('the database is away')
    await expect.poll(() => peer.weather.isConnected(), LONG).toBe(false)
    await discord.stop()
  })
})

describe('the doctor', () => {
  const examine = (bound: readonly string[], over: Partial<Parameters<typeof examineDiscord>[0]> = {}) =>
    examineDiscord(
      { token: peer.twin.botToken, apiUrl: peer.apiUrl, guildId: null, wantsMessageContent: true, ...over },
      bound.map((channel) => ({ platform: 'discord', workspace: peer.twin.guildId, channel })),
    )
  const wrong = async (...asked: Parameters<typeof examine>) =>
    (await examine(...asked)).filter((f) => !f.isGood).map((f) => f.line)

  test('says how to let her in, with the permissions that she needs and no more', async () => {
    const lines = (await examine([])).map((f) => f.line)
    expect(lines).toContainEqual(
      expect.stringMatching(/^Let her into a server: https:\/\/discord\.com\/.*permissions=309237763136$/),
    )
  })

  test.each([
    ['View Channel', Bit.ViewChannel],
    ['Send Messages', Bit.SendMessages],
    ['Create Public Threads', Bit.CreatePublicThreads],
    ['Send Messages in Threads', Bit.SendMessagesInThreads],
    ['Embed Links', Bit.EmbedLinks],
    ['Attach Files', Bit.AttachFiles],
    ['Read Message History', Bit.ReadMessageHistory],
    ['Add Reactions', Bit.AddReactions],
  ])('names %s in the channel where it is missing', async (name, bit) => {
    peer.deny(CHANNEL, bit)
    expect(await wrong([CHANNEL])).toEqual([`In #films she lacks: ${name}.`])
  })

  test('names all that a channel lacks at once, and a channel that is gone', async () => {
    peer.deny(CHANNEL, Bit.AttachFiles | Bit.AddReactions)
    expect(await wrong([CHANNEL, '1000000000000000009'])).toEqual([
      'In #films she lacks: Attach Files, Add Reactions.',
      expect.stringContaining('The channel 1000000000000000009 that is bound to a project is gone'),
    ])
  })

  test('says of what it could not look at why: gone, hidden, or Discord away', async () => {
    let status = 503
    peer.setFault(({ route }) =>
      route.startsWith('/channels/') || route.endsWith('@me/guilds') || route === '/applications/@me'
        ? {
            status,
            body: status === 404 ? { code: 10_003, message: 'Unknown Channel' } : { code: 50_001, message: '' },
          }
        : null,
    )
    expect(await wrong([CHANNEL])).toEqual([
      expect.stringMatching(/^Her application could not be looked at: Discord answered 503/),
      expect.stringMatching(/^Her servers could not be looked at: Discord answered 503/),
      expect.stringMatching(/^The channel \d+ could not be looked at: Discord answered 503/),
    ])
    status = 404
    expect((await wrong([CHANNEL])).at(-1)).toMatch(/^The channel \d+ that is bound to a project is gone/)
    status = 403
    expect((await wrong([CHANNEL])).at(-1)).toMatch(/^She cannot see the channel \d+/)
    peer.setFault(() => null)
    expect((await examine([], { guildId: peer.twin.guildId })).map((f) => f.line)).toContainEqual(
      'DISCORD_GUILD_ID: her commands are in The studio alone; all other servers lose them.',
    )
  })

  test('says which switch is off, which server she is not in, and that a token is none, in a sentence each', async () => {
    expect(await wrong([], { guildId: '1000000000000000008' })).toEqual([
      'DISCORD_GUILD_ID: she is not in the server 1000000000000000008.',
    ])
    peer.refuseMessageContent()
    expect(await wrong([])).toEqual([expect.stringContaining('switch on “Message Content Intent”')])
    expect(await wrong([], { wantsMessageContent: false })).toEqual([])
    expect(await wrong([], { token: 'a-token-that-is-none' })).toEqual([
      'DISCORD_TOKEN: Discord does not know this token. Copy it from the Bot page of the application.',
    ])
    expect(await wrong([], { apiUrl: 'http://127.0.0.1:9/api' })).toEqual([
      expect.stringContaining('Discord cannot be asked'),
    ])
  })
})
