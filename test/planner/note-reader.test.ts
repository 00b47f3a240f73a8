/** Are notes read as what they ask for, talk as nothing, and the rest asked about, whatever is said around them? */
import { expect, test } from 'vitest'
import { createRuleNoteReader } from '../../adapters/planner/note-reader.ts'
import { lineOf, noteRequest, readingOf, type Said } from './note-reading.ts'
import { CONTENT } from './note-said-content.ts'
import { FINISH } from './note-said-finish.ts'
import { JOIN } from './note-said-join.ts'
import { ORDER } from './note-said-order.ts'
import { TALK } from './note-said-talk.ts'
import { UNCLEAR } from './note-said-unclear.ts'

const ASKING: readonly Said[] = [...FINISH, ...JOIN, ...CONTENT, ...ORDER]
const ALL: readonly Said[] = [...ASKING, ...UNCLEAR, ...TALK]

for (const [message, read, where] of ALL)
  test(`“${message}” ${where === undefined ? '' : `(${JSON.stringify(where)}) `}is read as: ${read}`, async () => {
    expect(await lineOf(message, where)).toBe(read)
  })

test('the table is as long as promised, and every kind of reading is in it', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(110)
  expect(TALK.filter(([, read]) => read === 'talk').length).toBeGreaterThanOrEqual(30)
  expect(ASKING.filter(([, read]) => /^(?:talk|ask|question)/.test(read))).toEqual([])
  expect(UNCLEAR.filter(([, read]) => !read.startsWith('ask'))).toEqual([])
})

test('thanks, praise and manners around a wish leave the wish as it is', async () => {
  const around = [
    (m: string) => `Thanks! ${m}`,
    (m: string) => `Love it. ${m}`,
    (m: string) => `Great work, Nora!\n${m}\nThank you so much`,
    (m: string) => `${m}. Danke!`,
    (m: string) => `${m} 🙏`,
    (m: string) => `👏 ${m}`,
    (m: string) => `  ${m}  `,
    (m: string) => `Nora, ${m}`,
    (m: string) => `${m}, thanks`,
    (m: string) => `${m} please`,
    (m: string) => `Hi Nora, please ${m}`,
  ]
  for (const [message, read, where] of ASKING)
    for (const said of around)
      expect(`${said(message)} → ${await lineOf(said(message), where)}`).toBe(`${said(message)} → ${read}`)
})

test('praise, thanks and links around talk stay talk', async () => {
  for (const [message, read, where] of TALK.filter(([message, read]) => read === 'talk' && !/^[>`]/.test(message)))
    for (const said of [`Thanks! ${message}`, `${message}\n🎉`, `https://example.com ${message}`])
      expect(`${said} → ${await lineOf(said, where)}`).toBe(`${said} → ${read}`)
})

test('every question can be answered with nothing, has no two like answers, and says something', async () => {
  for (const [message, , where] of ALL) {
    const reading = await readingOf(message, where)
    if (reading.kind !== 'unclear') continue
    const { answers, text } = reading.question
    expect(answers.at(-1)).toEqual({ label: 'Leave it', changes: [] })
    expect(answers.slice(0, -1).filter((a) => a.changes.length === 0)).toEqual([])
    expect(new Set(answers.map((a) => a.label)).size).toBe(answers.length)
    expect(answers.filter((a) => a.label.length > 75)).toEqual([])
    expect(text).toMatch(/[.?]$/)
    expect(text).not.toMatch(/§|undefined/)
  }
})

test('what was understood is repeated before what was not', async () => {
  const reading = await readingOf('shot 3 warmer and make shot 2 more epic')
  expect(reading).toMatchObject({
    kind: 'unclear',
    question: {
      text: expect.stringMatching(/^I understood: shot 3 warmer\. I do not understand “make shot 2 more epic”/),
    },
  })
})

test('a number too high names how many there are', async () => {
  expect(await readingOf('shot 9 darker')).toMatchObject({
    question: { text: expect.stringContaining('There are 5 shots, no shot 9.') },
  })
  expect(await readingOf('use take 4 of shot 3')).toMatchObject({
    question: { text: expect.stringContaining('Shot 3 has 2 takes.') },
  })
  expect(await readingOf('back to delivery 5')).toMatchObject({
    question: { text: expect.stringContaining('deliveries 1 to 2') },
  })
})

test('a content wish carries the note’s own words', async () => {
  expect(await readingOf('Thanks! Shot 2 as a close-up, please')).toMatchObject({
    kind: 'changes',
    changes: [{ type: 'content', framing: 'close-up', text: 'Shot 2 as a close-up' }],
  })
})

const RAMBLE =
  'I was in Lisbon last week and we saw the most wonderful light over the river. My aunt told a story about her boat. ' +
  'Honestly the food was great and nobody wanted to leave. We talked about films all night, and about dogs. '

test('a long ramble is talk, and a wish in the middle of it is found', async () => {
  const ramble = RAMBLE.repeat(10).slice(0, 2_000)
  expect(await lineOf(ramble)).toBe('talk')
  expect(await lineOf(`${RAMBLE.repeat(5)}Anyway: please make shot 2 a bit darker. ${RAMBLE.repeat(4)}`)).toBe(
    'finish 2 exposure=-0.25',
  )
})

test('the same note is read the same way, fast, however long it is', async () => {
  const messages = ALL.filter(([message]) => message !== '')
  const began = performance.now()
  for (const [message, read, where] of messages) expect(await lineOf(message, where)).toBe(read)
  expect((performance.now() - began) / messages.length).toBeLessThan(20)
  const slow: (readonly [string, number])[] = []
  for (const hostile of [
    'a '.repeat(10_000),
    'make '.repeat(4_000),
    '1, '.repeat(7_000),
    'shot 2 and '.repeat(2_000),
    `${'('.repeat(5_000)}darker`,
    'the the '.repeat(2_500),
  ]) {
    const start = performance.now()
    await readingOf(hostile)
    slow.push([hostile.slice(0, 12), performance.now() - start])
  }
  expect(slow.filter(([, ms]) => ms > 1_500)).toEqual([])
})

test('a reading that nobody waits for is given up', async () => {
  const request = { ...noteRequest('shot 2 darker'), signal: AbortSignal.abort() }
  await expect(createRuleNoteReader().read(request)).rejects.toThrow('aborted')
})
