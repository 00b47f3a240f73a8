/** Every verb of the catalogue as people give it on Discord, in the channel and in a film's thread: right, wrong, and without the right. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { COMMANDS } from '../../commands/catalogue.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import { example } from '../support/studio.ts'
import { CHANNEL, BOB } from './discord-peer.ts'
import { type Guild, LONG, openGuild, type Place } from './discord-guild.ts'

const BOTH = { timeout: 90_000 }
let guild: Guild
let host: string

beforeAll(async () => {
  guild = await openGuild()
  host = (await guild.app().nora.readQueue()).hosts[0]?.name ?? ''
})
afterAll(() => guild.close())

type Given = Parameters<Guild['command']>[1]
type Row = {
  readonly verb: string
  readonly right?: () => Given
  /** Seen by the asker alone, seen by all, or told by the thread itself. */
  readonly shown: 'private' | 'public' | 'told-there'
  readonly says?: string
  /** A value that cannot be, and what is answered. Left out: there is nothing that could be wrong. */
  readonly wrong?: readonly [Given, string]
  /** It takes a while: how far the film must come before the next. */
  readonly until?: string
}

const picture = () => guild.peer.attachment('harbour.jpg', 'image/jpeg', readFileSync(example('harbour.jpg')))
const graph = () =>
  guild.peer.attachment('ink.json', 'application/json', readFileSync('workflows/animatediff-short-loop.api.json'))
const script = () => guild.peer.attachment('notes.txt', 'text/plain', Buffer.from('A lantern. It drifts.'))
const noFilm = [{ brief: 'no such film' }, 'There is no film “no such film” here'] as const
const noFile = [{ asset: 'nowhere.png' }, 'There is no file “nowhere.png” here'] as const

const NOTHING_GIVEN: Given = {}

/** In an order in which each finds what it is about. */
const ROWS: readonly Row[] = [
  {
    verb: 'brief',
    right: () => ({ text: 'An owl blinks. 1 shot, 1 second', size: '256x144', fps: 12, gate: 'always' }),
    shown: 'private',
    says: 'is on its way',
    wrong: [{ text: 'An owl', size: 'huge' }, 'The size "huge" cannot be made'],
  },
  { verb: 'status', shown: 'private', says: 'waiting for Go', wrong: noFilm },
  { verb: 'go', shown: 'told-there', says: 'being shot', until: 'in-review', wrong: noFilm },
  { verb: 'package', shown: 'private', says: 'package of delivery 1', wrong: [{ delivery: 99 }, 'delivery 99'] },
  {
    verb: 'revise',
    right: () => ({ text: 'shot 1 darker', shot: 1, time: '0:00' }),
    shown: 'told-there',
    wrong: [{ text: 'darker', time: 'later' }, '“later” is no time in a film'],
  },
  { verb: 'go', shown: 'told-there', until: 'in-review', wrong: noFilm },
  {
    verb: 'lock',
    right: () => ({ shots: '1' }),
    shown: 'told-there',
    until: 'in-review',
    wrong: [{ shots: 'the owl' }, 'Name shots by their numbers'],
  },
  {
    verb: 'unlock',
    right: () => ({ shots: '1' }),
    shown: 'told-there',
    until: 'in-review',
    wrong: [{ shots: 'none of it' }, 'Name shots by their numbers'],
  },
  {
    verb: 'rerender',
    right: () => ({ shots: '1' }),
    shown: 'told-there',
    until: 'plan-review',
    wrong: [{ shots: 'some' }, 'Name shots by their numbers'],
  },
  { verb: 'go', shown: 'told-there', until: 'in-review', wrong: noFilm },
  {
    verb: 'use-take',
    right: () => ({ take: 1, shot: 1 }),
    shown: 'told-there',
    until: 'in-review',
    wrong: [{ take: 99, shot: 1 }, 'take'],
  },
  { verb: 'queue bump', shown: 'told-there', says: 'goes first', wrong: noFilm },
  { verb: 'cancel', shown: 'told-there', says: 'cancelled', until: 'cancelled', wrong: noFilm },
  { verb: 'retry', shown: 'told-there', until: 'in-review', wrong: noFilm },
  {
    verb: 'assets add',
    right: () => ({ file: picture() }),
    shown: 'public',
    says: 'harbour.jpg (reference',
    wrong: [NOTHING_GIVEN, 'There is no file to keep'],
  },
  { verb: 'assets list', shown: 'private', says: 'harbour.jpg' },
  { verb: 'assets show', right: () => ({ asset: 'harbour.jpg' }), shown: 'private', says: 'Open it', wrong: noFile },
  {
    verb: 'assets remove',
    right: () => ({ asset: 'harbour.jpg' }),
    shown: 'private',
    says: 'out of the vault',
    wrong: noFile,
  },
  { verb: 'project show', shown: 'private', says: 'Members: ' },
  {
    verb: 'project bind',
    right: () => ({ project: 'films' }),
    shown: 'public',
    says: 'films',
    wrong: [{ project: 'no such project' }, 'There is no project “no such project”'],
  },
  {
    verb: 'project member',
    right: () => ({ person: BOB, role: 'guest' }),
    shown: 'public',
    says: 'is a guest now',
    wrong: [{ person: BOB, role: 'king' }, '“role” cannot be “king”. Choose one of guest, member'],
  },
  {
    verb: 'project gate',
    right: () => ({ gate: 'never', approvals: 1 }),
    shown: 'public',
    says: 'never waits for Go',
    wrong: [{ gate: 'sometimes' }, '“gate” cannot be “sometimes”. Choose one of'],
  },
  {
    verb: 'project budget',
    right: () => ({ minutes: 500 }),
    shown: 'public',
    says: 'of 500',
    wrong: [{ minutes: -5 }, '“minutes” cannot be “-5”. Give a number from 0'],
  },
  {
    verb: 'project look',
    right: () => ({ style: 'noir, watercolor' }),
    shown: 'public',
    says: 'noir, watercolor',
    wrong: [{ like: 'no such film' }, 'There is no film'],
  },
  {
    verb: 'project workflow',
    right: () => ({ workflow: 'animatediff-short-loop' }),
    shown: 'public',
    says: 'animatediff-short-loop',
    wrong: [{ workflow: 'nonsense' }, 'There is no workflow "nonsense"'],
  },
  {
    verb: 'project model',
    right: () => ({ planner: 'gpt-4o' }),
    shown: 'public',
    says: 'gpt-4o',
    wrong: [{ planner: ' ' }, '“planner” cannot be'],
  },
  { verb: 'workflow list', shown: 'private', says: 'animatediff-short-loop' },
  {
    verb: 'workflow add',
    right: () => ({ asset: 'ink.json', name: 'studio-ink', confirm: true }),
    shown: 'public',
    says: 'can be used now',
    wrong: [{ asset: 'nowhere.json', name: 'studio-ink' }, 'There is no file'],
  },
  {
    verb: 'workflow remove',
    right: () => ({ workflow: 'studio-ink' }),
    shown: 'public',
    says: 'is gone',
    wrong: [{ workflow: 'nonsense' }, 'no workflow "nonsense"'],
  },
  { verb: 'queue show', shown: 'private', says: 'previz' },
  {
    verb: 'queue pause',
    right: () => ({ host }),
    shown: 'public',
    says: 'is paused',
    wrong: [{ host: 'gpu-9' }, 'There is no GPU host "gpu-9"'],
  },
  {
    verb: 'queue resume',
    right: () => ({ host }),
    shown: 'public',
    says: 'goes on',
    wrong: [{ host: 'gpu-9' }, 'There is no GPU host "gpu-9"'],
  },
  { verb: 'desk', shown: 'private', says: '[Open your desk](http' },
  { verb: 'help', shown: 'private', says: 'What I can do' },
]

test('the table has every verb of the catalogue', () => {
  expect(new Set(ROWS.map((r) => r.verb))).toEqual(new Set(COMMANDS.map((c) => c.name)))
})

describe.each(['the channel', 'the thread of a film'] as const)('in %s', (where) => {
  const isThread = where === 'the thread of a film'
  let film: { readonly id: BriefId; readonly thread: string }
  const place = (): Place => (isThread ? { channelId: film.thread } : {})
  const aboutFilm = (verb: string) => COMMANDS.find((c) => c.name === verb)?.options['brief'] !== undefined
  const given = ({ verb, right }: Row): Given => ({
    ...(isThread || !aboutFilm(verb) ? {} : { brief: film.id }),
    ...right?.(),
  })
  const stage = async () => {
    const read = await guild.app().nora.readBrief(film.id)
    return read.ok ? read.value.brief.state.stage : null
  }

  test('a film is begun', BOTH, async () => {
    await guild.command('brief', {
      text: `${isThread ? 'Otters' : 'Herons'} at dawn. 1 shot, 1 second`,
      size: '256x144',
      fps: 12,
      gate: 'always',
    })
    const threads = async () => (await guild.peer.threads()).filter((t) => /Otters|Herons/.test(t.name))
    await expect.poll(async () => (await threads()).length, LONG).toBe(isThread ? 2 : 1)
    const [brief] = (await guild.app().nora.listBriefs({ limit: 1 })).items
    const thread = (await threads()).find((t) => t.name.startsWith(isThread ? 'Otters' : 'Herons'))
    film = { id: brief!.id, thread: thread?.id ?? '' }
    await expect.poll(stage, LONG).toBe('plan-review')
    for (const file of [graph(), script()]) await guild.command('assets add', { file }, place())
  })

  test.each(ROWS.map((r, i) => [r.verb, i, r] as const))('%s (%i)', BOTH, async (_, __, row) => {
    const isPrivate = row.shown !== 'public'
    const isToldHere = isThread && row.shown === 'told-there'
    const [, why = ''] = row.wrong ?? []
    expect(await refusal(row)).toEqual({ isPrivate: true, words: expect.stringContaining(why) })
    const done = await guild.command(row.verb, given(row), place())
    const seen = isToldHere ? done.seen : [await guild.said(done)]
    const says = expect.stringContaining(row.shown === 'told-there' ? '' : (row.says ?? ''))
    expect(seen.map((s) => [s.isPrivate, s.words])).toEqual(isToldHere ? [] : [[isPrivate, says]])
    expect(done.isThinkingPrivate).toBe(isPrivate)
    await vi.waitUntil(async () => row.until === undefined || (await stage()) === row.until, LONG)
  })

  async function refusal(row: Row): Promise<{ readonly isPrivate: boolean; readonly words: string }> {
    if (row.wrong === undefined) return { isPrivate: true, words: '' }
    const [wrong] = row.wrong
    const whole = wrong === NOTHING_GIVEN ? wrong : { ...given(row), ...wrong }
    const said = await guild.said(await guild.command(row.verb, whole, place()))
    return { isPrivate: said.isPrivate, words: said.words }
  }

  test('whoever may not is told so, and nobody else', async () => {
    await guild.command('project member', { person: BOB, role: 'guest' })
    const wrong: string[] = []
    for (const row of ROWS.filter((r) => COMMANDS.find((c) => c.name === r.verb)?.access !== 'see')) {
      const answer = await guild.said(
        await guild.command(
          row.verb,
          { ...given(row), ...(row.verb === 'assets remove' ? { asset: 'notes.txt' } : {}) },
          { ...place(), userId: BOB },
        ),
      )
      expect(answer.isPrivate).toBe(true)
      if (!/You may not .* (as a guest|from outside the project)/.test(answer.words))
        wrong.push(`${row.verb}: ${answer.words}`)
    }
    expect(wrong).toEqual([])
  })
})

test('nothing that was sent calls anybody who is not concerned, and all of it is as Discord takes it', async () => {
  expect(guild.peer.breaches).toEqual([])
  expect((await guild.peer.messages(CHANNEL)).length).toBeGreaterThan(0)
})
