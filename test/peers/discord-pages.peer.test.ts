/** Lists that are longer than a message: turned by their buttons, also after a restart, and cut nowhere without a word. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { turnIn } from '../../commands/turn.ts'
import { CHANNEL } from './discord-peer.ts'
import { type Guild, openGuild } from './discord-guild.ts'

const FILMS = 45
let guild: Guild

beforeAll(async () => {
  guild = await openGuild({ NORA_ROLES: 'chat' })
  await guild.command('brief', { text: 'Film 00 of many' })
  const { nora } = guild.app()
  const projectId = await nora.projectOfChannel({
    platform: 'discord',
    workspace: guild.peer.twin.guildId,
    channel: CHANNEL,
  })
  const [brief] = (await nora.listBriefs({ limit: 1 })).items
  for (let i = 1; i < FILMS; i++)
    await nora.takeBrief({
      projectId,
      requesterId: brief!.requesterId,
      text: `Film ${String(i).padStart(2, '0')} of many`,
      options: { title: `Film ${String(i).padStart(2, '0')} of many` },
      assetIds: [],
      sessionId: null,
      idempotency: null,
    })
})
afterAll(() => guild.close())

type Said = Awaited<ReturnType<Guild['said']>>
const turns = ({ body }: Said) =>
  (body.components ?? []).flatMap((row) => row.components ?? []) as readonly { label: string; custom_id: string }[]
/** The channel's threads begin meanwhile. */
const answerWithTurns = async () => {
  const button = (await guild.buttons()).findLast((b) => b.id.startsWith('page '))
  return { id: button?.message ?? '' }
}
const filmsIn = ({ words }: Said) => words.match(/Film \d\d of many/g) ?? []

test('all films of a channel can be reached, a page at a time, and back again', { timeout: 60_000 }, async () => {
  const asked = await guild.command('status')
  let shown = await guild.said(asked)
  const seen: string[] = [...filmsIn(shown)]
  expect(shown.isPrivate).toBe(true)
  expect(turns(shown).map((b) => b.label)).toEqual(['More ▶'])
  const answer = await answerWithTurns()
  for (let page = 2; page <= 3; page++) {
    const more = turns(shown).find((b) => b.label === 'More ▶')
    // Nothing of it is remembered by the process that showed it.
    await guild.restart()
    const turned = await guild.press(answer, more!.custom_id)
    expect(turned.first).toBe(6)
    shown = await guild.said(turned)
    expect(shown.words).toContain(`Films, page ${page}`)
    seen.push(...filmsIn(shown))
  }
  expect(new Set(seen).size).toBe(FILMS)
  expect(seen).toHaveLength(FILMS)
  expect(turns(shown).map((b) => b.label)).toEqual(['◀ Back'])
  const back = await guild.said(await guild.press(answer, turns(shown)[0]!.custom_id))
  expect(back.words).toContain('Films, page 2')
})

test('a button that nobody made turns nothing, and what changes something has no pages', async () => {
  expect(turnIn('page 1 cancel')).toBeNull()
  expect(turnIn('page 1 project member {"person":{}}')).toBeNull()
  const answer = await answerWithTurns()
  const refused = await guild.said(await guild.press(answer, 'page 1 cancel'))
  expect(refused).toMatchObject({ isPrivate: true, words: expect.stringContaining('none of mine any more') })
  expect(guild.peer.breaches).toEqual([])
})
