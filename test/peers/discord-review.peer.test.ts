/** Looking at a film on Discord: buttons, marks, notes said, changed and taken back, files, and threads that people tidy away. */
import { readFileSync } from 'node:fs'
import type { APIMessage } from 'discord.js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { writeTone } from '../../bench/tone.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import { example } from '../support/studio.ts'
import { BOB, CHANNEL } from './discord-peer.ts'
import { type Guild, LONG, openGuild } from './discord-guild.ts'

const SLOW = { timeout: 60_000 }
let guild: Guild

beforeAll(async () => {
  guild = await openGuild()
})
afterAll(() => guild.close())

type Film = { readonly id: BriefId; readonly thread: string }
let made = 0
const stage = async ({ id }: Film) => {
  const read = await guild.app().nora.readBrief(id)
  return read.ok ? read.value.brief.state.stage : null
}
const isAt = (film: Film, wanted: string) => vi.waitUntil(async () => (await stage(film)) === wanted, LONG)
const notes = async ({ id }: Film) => (await guild.app().nora.listNotes(id)).map((n) => [n.text, n.state.is])
const says = async (place: string, words: string) => (await guild.words(place)).filter((w) => w.includes(words)).length
const told = (place: string, words: string, times = 1) =>
  expect.poll(() => says(place, words), { ...LONG, message: words }).toBe(times)
const films = (messages: readonly APIMessage[]) =>
  messages.filter((m) => m.attachments.some((a) => a.filename.endsWith('.mp4')))
const filmIn = async (place: string, count = 1) => {
  await expect.poll(async () => films(await guild.peer.messages(place)).length, LONG).toBeGreaterThanOrEqual(count)
  return films(await guild.peer.messages(place)).at(-1)!
}
const button = async (place: string, label: string) => {
  await expect.poll(async () => (await guild.buttons(place)).map((b) => b.label), LONG).toContain(label)
  const found = (await guild.buttons(place)).findLast((b) => b.label === label)!
  return { message: { id: found.message }, id: found.id }
}
const press = async (place: string, label: string, userId?: string) => {
  const { message, id } = await button(place, label)
  return guild.press(message, id, { channelId: place, ...(userId === undefined ? {} : { userId }) })
}

/** At once, or where that took her too long, by a button of its own. */
async function formBy(place: string, label: string) {
  const pressed = await press(place, label)
  if (pressed.first === 9) return pressed
  await guild.said(pressed)
  return press(place, 'Write it')
}

async function begun(gate: 'always' | 'never'): Promise<Film> {
  const title = `Reel ${++made}`
  await guild.command('brief', { text: 'A crane lands. 1 shot, 1 second', title, size: '256x144', fps: 12, gate })
  const named = async () => (await guild.peer.threads()).find((t) => t.name === title)?.id
  const thread = await vi.waitUntil(named, LONG)
  const [brief] = (await guild.app().nora.listBriefs({ limit: 1 })).items
  return { id: brief!.id, thread }
}
async function delivered(): Promise<Film> {
  const film = await begun('never')
  await isAt(film, 'in-review')
  await filmIn(film.thread)
  return film
}

describe('verdicts', () => {
  test('by buttons; a late one on an old delivery does nothing and is answered in private', SLOW, async () => {
    const film = await delivered()
    const old = await button(film.thread, 'Approve')
    await guild.command('rerender', {}, { channelId: film.thread })
    await filmIn(film.thread, 2)
    const late = await guild.said(await guild.press(old.message, old.id, { channelId: film.thread }))
    expect(late).toMatchObject({ isPrivate: true, words: expect.stringContaining('delivery 2 is here') })
    expect(await stage(film)).toBe('in-review')
    const done = await press(film.thread, 'Approve')
    expect(done.seen).toEqual([])
    await isAt(film, 'approved')
    await told(film.thread, 'is approved by ada')
  })

  test('by a mark on an old delivery do nothing, and the thread says so', SLOW, async () => {
    const film = await delivered()
    const first = await filmIn(film.thread)
    await guild.command('rerender', {}, { channelId: film.thread })
    await filmIn(film.thread, 2)
    guild.peer.react(film.thread, first.id, '✅')
    await told(film.thread, 'That was delivery 1; delivery 2 is here')
    expect(await stage(film)).toBe('in-review')
  })

  test('by whoever may not give them count for nothing, by mark or button', SLOW, async () => {
    const film = await delivered()
    const { id } = await filmIn(film.thread)
    guild.peer.react(film.thread, id, '✅', { user: BOB })
    await told(film.thread, 'You may not approve or reject films here as a member')
    guild.peer.react(film.thread, id, '👍')
    const refused = await guild.said(await press(film.thread, 'Approve', BOB))
    expect(refused).toMatchObject({
      isPrivate: true,
      words: expect.stringContaining('You may not approve or reject films here as a member'),
    })
    expect(await stage(film)).toBe('in-review')
  })

  test('🔁 alone asks what to change, and is taken back with its mark', SLOW, async () => {
    const film = await delivered()
    const { id } = await filmIn(film.thread)
    guild.peer.react(film.thread, id, '🔁')
    await told(film.thread, 'ada asks for changes')
    await told(film.thread, 'What should change?')
    guild.peer.unreact(film.thread, id, '🔁')
    await told(film.thread, 'ada took back')
    expect(await notes(film)).toEqual([])
  })

  test('Changes opens a form with a shot and a time; what is said there is a note', SLOW, async () => {
    const film = await delivered()
    const form = await formBy(film.thread, 'Changes')
    expect(form.first).toBe(9)
    expect(form.opening.title).toBe('What should change?')
    const fields = JSON.stringify(form.opening.components)
    for (const name of ['text', 'shot', 'time']) expect(fields).toContain(`"custom_id":"${name}"`)
    const place = { channelId: film.thread }
    const wrong = await guild.fill(form.opening.custom_id ?? '', { text: 'darker', shot: '1', time: 'soon' }, [], place)
    expect((await guild.said(wrong)).words).toContain('“soon” is no time in a film')
    await guild.fill(form.opening.custom_id ?? '', { text: 'darker', shot: '1', time: '0:00' }, [], place)
    await expect.poll(() => notes(film), LONG).toEqual([['darker', 'waiting']])
  })
})

describe('notes', () => {
  test('follow their message until they are taken up, and go with it', SLOW, async () => {
    const film = await delivered()
    const { peer } = guild
    const said = await peer.say(film.thread, 'shot 1 darker')
    await expect.poll(() => notes(film), LONG).toEqual([['shot 1 darker', 'waiting']])
    await peer.edit(film.thread, said.id, 'shot 1 brighter')
    await expect.poll(async () => (await notes(film)).at(-1), LONG).toEqual(['shot 1 brighter', 'waiting'])
    await peer.remove(film.thread, said.id)
    await told(film.thread, 'Taken back')
    expect((await notes(film)).filter(([, is]) => is === 'waiting')).toEqual([])
  })

  test(
    'are taken from a reply with ping to the film in the channel, from a mention in the thread, not from talk',
    SLOW,
    async () => {
      const film = await delivered()
      const { peer } = guild
      const shown = async () =>
        films(await peer.messages(CHANNEL)).find((m) => m.message_reference?.message_id === film.thread)
      const inChannel = await vi.waitUntil(shown, LONG)
      const place = {
        platform: 'discord',
        workspace: peer.twin.guildId,
        channel: CHANNEL,
        message: inChannel.id,
      } as const
      await vi.waitUntil(() => guild.app().nora.messageAt(place), LONG)
      await peer.say(film.thread, 'lovely, thanks!')
      await peer.replyTo(CHANNEL, inChannel.id, 'all warmer')
      await expect.poll(() => notes(film), LONG).toEqual([['all warmer', 'waiting']])
      await peer.say(film.thread, `<@${peer.twin.botUserId}> shot 1 darker`)
      await expect.poll(async () => (await notes(film)).length, LONG).toBe(2)
      await peer.say(film.thread, `<@${peer.twin.botUserId}> status`)
      await told(film.thread, 'The answer is for you alone')
      const answer = await guild.said(await press(film.thread, 'Show me'))
      expect(answer).toMatchObject({ isPrivate: true, words: expect.stringContaining('It is in review') })
    },
  )

  test('a picture joins a plan that waits, a voice-over makes the film anew', SLOW, async () => {
    const waiting = await begun('always')
    await isAt(waiting, 'plan-review')
    await button(waiting.thread, 'Go')
    const jpeg = guild.peer.attachment('harbour.jpg', 'image/jpeg', readFileSync(example('harbour.jpg')))
    await guild.peer.say(waiting.thread, '', [jpeg])
    await told(waiting.thread, 'harbour.jpg belongs to this film now')
    const read = await guild.app().nora.readBrief(waiting.id)
    expect(read.ok && read.value.brief.assetIds).toHaveLength(1)

    const film = await delivered()
    const voice = `${guild.studio.home}/voice.wav`
    writeTone(voice, 1)
    await guild.peer.say(film.thread, '', [guild.peer.attachment('voice.wav', 'audio/wav', readFileSync(voice))])
    await told(film.thread, 'The film gets voice.wav as its voice-over')
    await filmIn(film.thread, 2)
  })
})

describe('a thread', () => {
  const channel = () => guild.peer.twin.prisma.channel
  const revise = (film: Film, text: string) => guild.command('revise', { text, brief: film.id })

  test(
    'that was put away comes back when there is something to say; its name stays as people made it',
    SLOW,
    async () => {
      const film = await delivered()
      await channel().update({ where: { id: film.thread }, data: { archived: true, name: 'our crane' } })
      await revise(film, 'all warmer')
      await told(film.thread, 'Noted')
      expect(await channel().findUnique({ where: { id: film.thread } })).toMatchObject({
        archived: false,
        name: 'our crane',
      })
    },
  )

  test(
    'that was deleted is begun anew with its film, which is said once, and is the film’s from then on',
    SLOW,
    async () => {
      const film = await delivered()
      const title = `Reel ${made}`
      await channel().delete({ where: { id: film.thread } })
      await revise(film, 'all warmer')
      const again = await vi.waitUntil(
        async () => (await guild.peer.threads()).find((t) => t.name === title && t.id !== film.thread)?.id,
        LONG,
      )
      await told(again, 'The thread of this film was deleted')
      await told(again, 'Noted')
      await guild.peer.say(again, 'shot 1 darker')
      await expect.poll(async () => (await notes(film)).map(([text]) => text), LONG).toContain('shot 1 darker')
    },
  )

  test('that somebody locked is left alone, and the film goes on without it', SLOW, async () => {
    const film = await delivered()
    await channel().update({ where: { id: film.thread }, data: { archived: true, locked: true } })
    await guild.command('rerender', { brief: film.id })
    await vi.waitUntil(async () => {
      const read = await guild.app().nora.readBrief(film.id)
      return read.ok && read.value.brief.deliveryCount === 2
    }, LONG)
    expect(await says(film.thread, 'delivery 2')).toBe(0)
    expect(await channel().findUnique({ where: { id: film.thread } })).toMatchObject({ archived: true, locked: true })
  })
})

test('where what people write is not shown to her, she still hears whoever calls her', SLOW, async () => {
  const film = await delivered()
  const { peer } = guild
  peer.refuseMessageContent()
  await guild.restart()
  await peer.say(film.thread, 'shot 1 darker')
  await peer.say(film.thread, `<@${peer.twin.botUserId}> all warmer`)
  await expect.poll(() => notes(film), LONG).toEqual([['all warmer', 'waiting']])
  const shown = await filmIn(film.thread)
  await peer.replyTo(film.thread, shown.id, 'shot 1 as a close-up')
  await expect.poll(async () => (await notes(film)).length, LONG).toBe(2)
  expect((await notes(film)).map(([text]) => text)).not.toContain('shot 1 darker')
})
