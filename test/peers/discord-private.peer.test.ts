/** What is for one person alone, on a Discord where everybody reads what is answered to a message. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { BOB, CHANNEL } from './discord-peer.ts'
import { type Guild, LONG, openGuild } from './discord-guild.ts'

const ALONE = 'The answer is for you alone'
let guild: Guild
/** Of a film. */
let thread: string

beforeAll(async () => {
  guild = await openGuild({ NORA_ROLES: 'chat' })
  await guild.command('brief', { text: 'A heron over the lake', title: 'Heron' })
  thread = await vi.waitUntil(async () => (await guild.peer.threads())[0]?.id, LONG)
})
afterAll(() => guild.close())
beforeEach(() => guild.peer.setFault(() => null))

const calling = (text: string) => `<@${guild.peer.twin.botUserId}> ${text}`
const answersTo = async (place: string, id: string) =>
  (await guild.peer.messages(place)).filter((m) => m.message_reference?.message_id === id)
async function answerTo(place: string, id: string) {
  await expect.poll(async () => (await answersTo(place, id)).length, LONG).toBe(1)
  const [answer] = await answersTo(place, id)
  const words = answer?.embeds.map((e) => [e.title, e.description].join('\n')).join('\n') ?? ''
  return {
    id: answer?.id ?? '',
    words: words.trim(),
    buttons: (await guild.buttons(place)).filter((b) => b.message === answer?.id),
  }
}
async function asked(place: string, text: string) {
  const { id } = await guild.peer.say(place, text)
  return answerTo(place, id)
}
async function show(place: string, { id, buttons }: Awaited<ReturnType<typeof answerTo>>, userId?: string) {
  expect(buttons.map((b) => b.label)).toEqual(['Show me'])
  const by = userId === undefined ? {} : { userId }
  return guild.said(await guild.press({ id }, buttons[0]?.id ?? '', { channelId: place, ...by }))
}

test('the link that signs somebody in is read by nobody else, in the channel or in a thread', async () => {
  const said: string[] = []
  guild.peer.setFault(({ route, body }) => {
    if (route.startsWith('/channels/')) said.push(JSON.stringify(body))
    return null
  })
  for (const [place, text] of [
    [CHANNEL, calling('desk')],
    [thread, 'desk'],
  ] as const) {
    const answer = await asked(place, text)
    expect(answer.words).toBe(ALONE)
    expect(await show(place, answer)).toMatchObject({ isPrivate: true, words: expect.stringContaining('/enter/') })
    const other = await show(place, answer, BOB)
    expect(other).toMatchObject({ isPrivate: true, words: expect.stringContaining('for who asked for it') })
    expect(other.words).not.toContain('/enter/')
  }
  expect(said).not.toEqual([])
  expect(said.filter((body) => body.includes('/enter/'))).toEqual([])
})

test.each([
  ['status', 'Heron'],
  ['project show', 'Members: '],
  ['assets list', ''],
  ['queue', 'The queue'],
])('%s is shown to who asked', async (verb, says) => {
  const answer = await asked(CHANNEL, calling(verb))
  expect(answer.words).toBe(ALONE)
  const shown = await show(CHANNEL, answer)
  expect(shown).toMatchObject({ isPrivate: true, words: expect.stringContaining(says) })
  expect(shown.words).not.toContain(ALONE)
})

test('it is shown by the next Nora as well', async () => {
  const answer = await asked(CHANNEL, calling('status'))
  await guild.restart()
  expect((await show(CHANNEL, answer)).words).toContain('Heron')
})

test('it is about the film in whose thread it was asked', async () => {
  expect((await show(thread, await asked(thread, 'status'))).words).toContain('Heron')
})

test('what came of a command outside of its film’s thread is kept for who gave it', async () => {
  const wrong = await asked(CHANNEL, calling('cancel "no such film"'))
  expect(wrong.words).toBe(ALONE)
  expect((await show(CHANNEL, wrong)).words).toContain('There is no film “no such film” here')
})

test('what leads nowhere and was read by everybody is answered to everybody', async () => {
  expect((await asked(thread, 'use-take 1 1')).words).toMatch(/^Not done\n/)
  expect((await asked(CHANNEL, calling('help'))).words).toContain('What I can do')
  expect((await asked(CHANNEL, calling(''))).words).toContain('What I can do')
})

test('a button of an answer that is kept no longer says so', async () => {
  const { id } = await asked(CHANNEL, calling('desk'))
  const pressed = await guild.press({ id }, 'show 00000000-0000-4000-8000-000000000000')
  expect((await guild.said(pressed)).words).toContain('ask me again')
})

describe('a film that is asked for in a thread of people', () => {
  const films = async () => (await guild.app().nora.listBriefs({ limit: 50 })).items.length

  test('that is private is not begun, since the whole channel would see it', async () => {
    const place = await guild.peer.makeThread('between us', 12)
    const before = await films()
    const why = 'The whole channel would see what is asked for in a private thread'
    const inCommand = { text: 'A secret at dawn' }
    for (const given of [inCommand, {}]) {
      const said = await guild.said(await guild.command('brief', given, { channelId: place }))
      expect(said).toMatchObject({ isPrivate: true, words: expect.stringContaining(why) })
    }
    const message = await guild.peer.say(place, 'A secret over the lake')
    const menu = await guild.onMessage('Brief from this message', message, { channelId: place })
    expect((await guild.said(menu)).words).toContain(why)
    for (const words of ['A secret walks over the marsh', 'a secret'])
      expect((await asked(place, calling(words))).words).toContain(why)
    expect(await films()).toBe(before)
  })

  test('that all see is begun in its channel, which is named', async () => {
    const place = await guild.peer.makeThread('ideas', 11)
    const said = await guild.said(await guild.command('brief', { text: 'A lantern' }, { channelId: place }))
    expect(said.words).toContain(`Its thread begins in <#${CHANNEL}>.`)
    const answer = await asked(place, calling('A heron walks over the marsh'))
    expect(answer.words).toContain(`Its thread begins in <#${CHANNEL}>.`)
    const inChannel = await guild.said(await guild.command('brief', { text: 'A lamp' }))
    expect(inChannel.words).toContain('Its thread begins in this channel.')
  })
})

test('an answer that Discord has taken before the connection broke is not said twice', async () => {
  let breaks = 1
  guild.peer.setFault(({ method, route }) =>
    method === 'POST' && route === `/channels/${CHANNEL}/messages` && breaks-- > 0 ? 'after' : null,
  )
  const { id } = await guild.peer.say(CHANNEL, calling('help'))
  await expect.poll(() => breaks, LONG).toBeLessThan(0)
  await guild.peer.allHeard()
  await guild.restart()
  expect(await answersTo(CHANNEL, id)).toHaveLength(1)
})

test('every request of these tests was one that Discord takes', () => {
  expect(guild.peer.breaches).toEqual([])
})
