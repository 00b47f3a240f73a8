/** Does asking a model end within its bound, with an answer or with an honest reason, whatever the server does? */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createModelClient } from '../../adapters/planner/model-client.ts'
import type { ModelQuestion } from '../../adapters/planner/model-turns.ts'
import type { Log } from '../../src/ports/log.ts'
import { type ChatServer, startChatServer, type Turn } from '../fakes/chat-server.ts'

const KEY = 'sk-a-key-that-nobody-may-see'
const PIXEL = 'data:image/jpeg;base64,AAAA'
let server: ChatServer
const lines: string[] = []
const note = (event: string, record?: object) => void lines.push(`${event} ${JSON.stringify(record)}`)
const log: Log = { info: note, warn: note, error: note }

beforeAll(async () => {
  server = await startChatServer()
})
beforeEach(() => {
  server.forget()
  lines.length = 0
})
afterAll(() => server.stop())

const client = (o: { readonly apiKey?: string | null; readonly baseUrl?: string } = {}) =>
  createModelClient({ apiKey: KEY, baseUrl: server.url, log, backoffMs: 2, ...o })

const question = (o: Partial<ModelQuestion<string>> = {}): ModelQuestion<string> => ({
  name: 'greeting',
  model: 'large-1',
  system: 'Greet.',
  text: 'Hello?',
  pictures: [],
  schema: { type: 'object' },
  read(json) {
    const { word } = json as { word?: unknown }
    return typeof word === 'string' ? { ok: true, value: word } : { ok: false, errors: ['`word` is missing.'] }
  },
  signal: new AbortController().signal,
  totalMs: 5_000,
  ...o,
})

const GOOD: Turn = { say: { word: 'hi' }, tokens: 40 }

test('an answer is asked for in its form and read by us', async () => {
  server.will(GOOD)
  expect(await client().ask(question())).toEqual({ ok: true, value: 'hi', attempts: 1, tokens: 40, showed: false })
  const [asked] = server.requests
  expect(asked).toMatchObject({
    model: 'large-1',
    authorization: `Bearer ${KEY}`,
    messages: [
      { role: 'system', content: 'Greet.' },
      { role: 'user', content: 'Hello?' },
    ],
    response_format: { json_schema: { name: 'greeting', schema: { type: 'object' } } },
  })
})

test('a server without keys is asked without one', async () => {
  server.will(GOOD)
  await client({ apiKey: null }).ask(question())
  expect(server.requests[0]?.authorization).toBeUndefined()
})

test.each([
  ['in a code fence', '```json\n{"word": "hi"}\n```'],
  ['in a code fence between sentences', 'Sure! Here it is:\n\n```\n{ "word": "hi" }\n```\nAnything else?'],
  ['between sentences', 'Of course: {"word": "hi"} - there you are.'],
  ['behind thoughts', '<think>{"word": 5}? No.</think>\n{"word": "hi"}'],
])('JSON is found %s', async (_, say) => {
  server.will({ say })
  expect(await client().ask(question())).toMatchObject({ ok: true, value: 'hi', attempts: 1 })
})

describe('a bad answer is mended once', () => {
  test.each<[string, Turn, RegExp]>([
    ['of the wrong shape', { say: { words: 1 } }, /`word` is missing/],
    ['without JSON', { say: 'I would greet warmly.' }, /holds no JSON/],
    ['that is half JSON', { say: '{"word": "h' }, /holds no JSON/],
    ['that is an array', { say: [1] }, /is missing|no JSON/],
    ['that was cut off', { say: '{"word": "hi', finish: 'length' }, /cut off/],
    ['that is empty', { say: '' }, /no JSON/],
  ])('%s', async (_, bad, told) => {
    server.will(bad, GOOD)
    expect(await client().ask(question())).toMatchObject({ ok: true, value: 'hi', attempts: 2 })
    expect(server.requests[1]?.messages).toHaveLength(4)
    expect(server.requests[1]?.messages[3]?.content).toMatch(told)
  })

  test('and not twice', async () => {
    server.will({ say: { words: 1 } }, { say: { words: 2 } }, GOOD)
    expect(await client().ask(question())).toMatchObject({ ok: false, why: 'gave an answer twice that cannot be used' })
    expect(server.requests).toHaveLength(2)
  })

  test('an answer that ends where its room ended may be whole', async () => {
    server.will({ say: { word: 'hi' }, finish: 'length' })
    expect(await client().ask(question())).toMatchObject({ ok: true, attempts: 1 })
  })
})

test.each<[string, Turn, string]>([
  ['a refusal', { refuse: 'I cannot help with that.' }, 'declined to answer'],
  ['a filter', { say: '', finish: 'content_filter' }, "was stopped by its provider's filter"],
  [
    'a wrong key',
    { status: 401, body: { error: { message: `Incorrect API key: ${KEY}` } } },
    'does not accept the key',
  ],
  ['a model that is not there', { status: 404 }, 'is not known to the server'],
  ['an empty account', { status: 429, body: { error: { code: 'insufficient_quota' } } }, 'has no quota left'],
  ['a teapot', { status: 418 }, 'cannot be asked (HTTP 418)'],
])('%s ends it at once', async (_, turn, why) => {
  server.always(turn)
  expect(await client().ask(question())).toMatchObject({ ok: false, why, attempts: 1 })
  expect(server.requests).toHaveLength(1)
})

describe('what passes is waited for', () => {
  test.each<[string, Turn]>([
    ['429 with milliseconds', { status: 429, headers: { 'retry-after-ms': '5' } }],
    ['429 with seconds', { status: 429, headers: { 'retry-after': '0' } }],
    ['429 with a date', { status: 429, headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } }],
    ['429 with nothing', { status: 429 }],
    ['500', { status: 500 }],
    ["a proxy's page", 'html'],
    ['a dropped connection', 'drop'],
    ['a good status with a body that is none', { status: 200, body: 'no completion' }],
    ['a completion without choices', { status: 200, body: { choices: [] } }],
  ])('%s', async (_, turn) => {
    server.will(turn, GOOD)
    expect(await client().ask(question())).toMatchObject({ ok: true, value: 'hi', attempts: 2 })
  })

  test('but not longer than there is time', async () => {
    server.always({ status: 429, headers: { 'retry-after': '60' } })
    const began = performance.now()
    expect(await client().ask(question())).toMatchObject({ ok: false, why: 'is too busy', attempts: 1 })
    expect(performance.now() - began).toBeLessThan(4_000)
  })

  test('and not for ever', async () => {
    server.always({ status: 503 })
    expect(await client().ask(question())).toMatchObject({ ok: false, why: 'is out of reach', attempts: 3 })
  })

  test('a server that is not there', async () => {
    const gone = await startChatServer()
    await gone.stop()
    expect(await client({ baseUrl: gone.url }).ask(question())).toMatchObject({ ok: false, why: 'is out of reach' })
  })
})

describe('a silent server', () => {
  test.each<[string, Turn]>([
    ['that hangs', 'hang'],
    ['that stalls', 'stall'],
  ])('%s is asked once more within the bound', async (_, turn) => {
    server.will(turn, GOOD)
    expect(await client().ask(question({ totalMs: 900 }))).toMatchObject({ ok: true, attempts: 2 })
  })

  test.each(['hang', 'stall'] as const)('%s: the bound holds over all attempts', async (turn) => {
    server.always(turn)
    const began = performance.now()
    const answer = await client().ask(question({ totalMs: 250 }))
    expect(answer).toMatchObject({ ok: false, attempts: 2 })
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test('is left at once when nobody waits any more', async () => {
    server.always('hang')
    const stop = new AbortController()
    const asked = client().ask(question({ signal: stop.signal }))
    stop.abort(new Error('Nora stops'))
    await expect(asked).rejects.toThrow('Nora stops')
  })
})

describe('what a server does not know is left out, and not tried again', () => {
  test('structured output', async () => {
    server.knows.format = false
    server.will(GOOD, GOOD)
    const one = client()
    expect(await one.ask(question())).toMatchObject({ ok: true, attempts: 2 })
    expect(server.requests[1]?.response_format).toBeUndefined()
    expect(server.requests[1]?.messages[0]?.content).toContain('JSON schema')
    expect(await one.ask(question())).toMatchObject({ ok: true, attempts: 1 })
  })

  test('pictures', async () => {
    server.knows.pictures = false
    server.will(GOOD, GOOD)
    const one = client()
    const pictures = [{ label: 'A1', dataUrl: PIXEL }]
    expect(await one.ask(question({ pictures }))).toMatchObject({ ok: true, attempts: 2, showed: true })
    expect(server.requests[1]?.messages[1]?.content).toBe('Hello?')
    expect(server.requests[1]?.response_format).toBeDefined()
    expect(await one.ask(question({ pictures }))).toMatchObject({ ok: true, attempts: 1, showed: false })
  })

  test('neither', async () => {
    Object.assign(server.knows, { format: false, pictures: false })
    server.will(GOOD)
    const pictures = [{ label: 'A1', dataUrl: PIXEL }]
    expect(await client().ask(question({ pictures }))).toMatchObject({ ok: true, attempts: 3 })
  })

  test('nothing at all', async () => {
    server.always({ status: 400 })
    expect(await client().ask(question())).toMatchObject({ ok: false, why: 'does not understand what it is sent' })
    expect(server.requests).toHaveLength(2)
  })
})

test('pictures go along under their labels', async () => {
  server.will(GOOD)
  await client().ask(question({ pictures: [{ label: 'A1', dataUrl: PIXEL }] }))
  expect(server.requests[0]?.messages[1]?.content).toEqual([
    { type: 'text', text: 'Hello?' },
    { type: 'text', text: 'A1' },
    { type: 'image_url', image_url: { url: PIXEL } },
  ])
})

test('no key, and nothing that a server says, reaches the journal or the answer', async () => {
  const answers: unknown[] = []
  for (const turn of [{ status: 401 }, { status: 400 }, { status: 500 }, { status: 429 }] as const) {
    server.always({ ...turn, body: { error: { message: `bad key ${KEY} of account 1234` } } })
    answers.push(await client().ask(question()))
  }
  server.always({ refuse: `no, ${KEY}` })
  answers.push(await client().ask(question()))
  expect(lines).toHaveLength(5)
  expect(`${lines.join()}${JSON.stringify(answers)}`).not.toMatch(/sk-|1234/)
})
