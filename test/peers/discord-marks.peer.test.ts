/** Do reactions that are put on or taken off while Nora is stopped count when she is back? */
import { afterEach, expect, test } from 'vitest'
import { createStudio } from '../support/studio.ts'
import { BOB, CHANNEL, openDiscordPeer } from './discord-peer.ts'

const LONG = { timeout: 25_000, interval: 50 }
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

test('one that is gone takes its verdict back, one that came counts', { timeout: 90_000 }, async () => {
  const peer = await openDiscordPeer()
  closing.push(peer.close)
  const studio = await createStudio()
  closing.push(studio.close)
  const env = { DISCORD_TOKEN: peer.twin.botToken, DISCORD_API_URL: peer.apiUrl, DISCORD_GUILD_ID: peer.twin.guildId }
  const first = await studio.open(env)
  await first.work()
  await first.talk()
  await peer.say(CHANNEL, `<@${peer.twin.botUserId}> A heron walks over the marsh. 2 seconds, 256x144, 8 fps, 1 shot`)
  const thread = async () => (await peer.threads())[0]?.id ?? ''
  const film = async () =>
    (await peer.messages(await thread())).find((m) => m.attachments.some((a) => a.filename.endsWith('.mp4')))?.id
  await expect.poll(film, LONG).toBeDefined()
  const [where, message] = [await thread(), (await film()) ?? '']
  const place = { platform: 'discord', workspace: peer.twin.guildId, channel: CHANNEL, thread: where } as const
  const briefId = (await first.nora.threadAt(place))?.briefId
  if (briefId === undefined) throw new Error('its film is not known')
  const said = async (app: typeof first) =>
    (await app.nora.listVerdicts(briefId)).map((v) => `${v.verdict}${v.revokedAt === null ? '' : ', taken back'}`)

  peer.react(where, message, '🔁')
  await expect.poll(() => said(first), LONG).toEqual(['request-changes'])
  // What a moderator clears is taken back, and no other.
  peer.clear(where, message, '✅')
  peer.clear(where, message, '🔁')
  await expect.poll(() => said(first), LONG).toEqual(['request-changes, taken back'])
  peer.react(where, message, '🔁')
  await expect.poll(() => said(first), LONG).toEqual(['request-changes, taken back', 'request-changes'])
  peer.clear(where, message)
  await expect.poll(() => said(first), LONG).toEqual(['request-changes, taken back', 'request-changes, taken back'])
  peer.react(where, message, '🔁')
  await expect.poll(async () => (await said(first)).at(-1), LONG).toBe('request-changes')
  await first.stop()
  peer.unreact(where, message, '🔁')

  const second = await studio.open({ ...env, NORA_ROLES: 'chat' })
  await second.talk()
  await expect.poll(async () => (await said(second)).at(-1), LONG).toBe('request-changes, taken back')
  await second.stop()
  peer.react(where, message, '✅')

  const third = await studio.open({ ...env, NORA_ROLES: 'chat' })
  await third.talk()
  await expect.poll(async () => (await said(third)).slice(-2), LONG).toEqual(['request-changes, taken back', 'approve'])
  // Who put a mark on it meanwhile, and never said a word, is known by name.
  await third.stop()
  peer.react(where, message, '❌', { user: BOB })
  const fourth = await studio.open({ ...env, NORA_ROLES: 'chat' })
  await fourth.talk()
  const bob = await fourth.nora.meet({
    identity: { platform: 'discord', workspace: '', userId: BOB },
    name: BOB,
    knownAs: null,
  })
  expect(bob.name).toBe('Bob')
  expect(peer.breaches).toEqual([])
})
