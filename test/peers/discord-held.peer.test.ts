/** A database that fails for a moment while people talk on Discord: nothing that they said is lost or turned round. */
import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { CHANNEL } from './discord-peer.ts'
import { type Guild, LONG, openGuild } from './discord-guild.ts'

let guild: Guild
beforeAll(async () => void (guild = await openGuild()))
afterAll(() => guild.close())

const briefs = async () => (await guild.app().nora.listBriefs({ limit: 20 })).items
const log = () => readFileSync(`${guild.studio.home}/nora.log`, 'utf8')
const held = () => log().split('discord-event-held').length - 1

test('what is said, changed and asked for meanwhile counts once it is back', { timeout: 60_000 }, async () => {
  const { peer } = guild
  await guild.command('brief', { text: 'A crane lands. 1 shot, 1 second', size: '256x144', fps: 12, gate: 'always' })
  const thread = await vi.waitUntil(async () => (await peer.threads())[0]?.id, LONG)
  await vi.waitUntil(async () => (await briefs())[0]?.state.stage === 'plan-review', LONG)
  const [film] = await briefs()

  const sql = postgres(guild.studio.databaseUrl, { max: 1, onnotice: () => {} })
  await sql`alter table inbox rename to inbox_away`
  const note = await peer.say(thread, 'shot 1 darker')
  await vi.waitUntil(() => held() > 0, LONG)
  await peer.edit(thread, note.id, 'shot 1 brighter')
  await peer.say(CHANNEL, `<@${peer.twin.botUserId}> A heron walks over the marsh`)
  await vi.waitUntil(() => held() > 2, LONG)
  const broke = await guild.said(await guild.command('status'))
  expect(broke).toMatchObject({ isPrivate: true, words: expect.stringContaining('Something broke on my side') })
  await sql`alter table inbox_away rename to inbox`
  await sql.end()

  const notes = async () => (await guild.app().nora.listNotes(film!.id)).map((n) => n.text)
  await expect.poll(async () => (await notes()).at(-1), LONG).toBe('shot 1 brighter')
  await expect
    .poll(async () => (await briefs()).map((b) => b.title), LONG)
    .toContainEqual(expect.stringMatching(/heron/))
  expect(await briefs()).toHaveLength(2)
  expect(log()).not.toContain('discord-event-dropped')
})
