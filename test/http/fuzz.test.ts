/** Does the API keep to its own description, whatever it is sent? Requests are made up from it; answers are held against it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Service, startService } from './service.ts'
import { openStudio } from './studio.ts'

type Schema = { readonly [key: string]: unknown }
type Media = { readonly content?: Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>> }
type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema }
type Operation = {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Media
  readonly responses: Readonly<Record<string, Media>>
}
type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

/** Of each operation. */
const TRIES = 24

let nora: Service
let description: Description
let known: readonly string[]
beforeAll(async () => {
  nora = await startService()
  description = (await nora.get('/api/openapi.json')).json as Description
  const studio = await openStudio(nora)
  const film = await studio.inReview()
  await film.say('darker')
  known = [studio.projectId, studio.film, film.briefId]
})
afterAll(() => nora.close())

/** Numerical Recipes' generator: the same run every time. */
function createChance(seed: number) {
  let state = seed
  const below = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * n)
  }
  return { below, of: <T>(list: readonly T[]): T => list[below(list.length)] as T }
}
type Chance = ReturnType<typeof createChance>

const WORDS = [
  '',
  ' ',
  'shot 2 darker',
  'a\u0000b',
  '\ud800',
  '🎬'.repeat(9),
  'x'.repeat(5000),
  '1e999',
  '../..',
  '%00',
  '7',
]
const NUMBERS = [0, 1, -1, 0.5, 12, 24, 1e6, 1e21, -1e21, 2 ** 53]
const JUNK: readonly unknown[] = [null, true, 7, 'x', [], {}, [null], { a: { b: [] } }, '']

const resolved = (s: Schema): Schema =>
  typeof s['$ref'] === 'string' ? (description.components.schemas[s['$ref'].split('/').at(-1) ?? ''] ?? {}) : s

/** Something of that schema, mostly. */
function made(given: Schema, chance: Chance, depth = 0): unknown {
  const s = resolved(given)
  if (chance.below(8) === 0 || depth > 4) return chance.of(JUNK)
  if (Array.isArray(s['enum'])) return chance.of(s['enum'])
  if ('const' in s) return s['const']
  for (const many of ['anyOf', 'oneOf', 'allOf'])
    if (Array.isArray(s[many])) return made(chance.of(s[many] as Schema[]), chance, depth + 1)
  switch ([s['type']].flat()[0]) {
    case 'object': {
      const properties = Object.entries((s['properties'] ?? {}) as Record<string, Schema>)
      const required = (s['required'] ?? []) as string[]
      const there = properties.filter(([name]) => required.includes(name) || chance.below(3) === 0)
      return Object.fromEntries(there.map(([name, of]) => [name, made(of, chance, depth + 1)]))
    }
    case 'array':
      return Array.from({ length: chance.below(4) }, () => made((s['items'] ?? {}) as Schema, chance, depth + 1))
    case 'number':
    case 'integer':
      return chance.of(NUMBERS)
    case 'boolean':
      return chance.below(2) === 0
    case 'string':
      return chance.of([...WORDS, ...known, ...known])
    default:
      return chance.of(JUNK)
  }
}

/** What an answer of that status must be like; null where it is no JSON. */
function shapeOf(operation: Operation, status: number): z.ZodType | null {
  const media = operation.responses[String(status)] ?? operation.responses['default']
  const schema = media?.content?.['application/json']?.schema
  if (schema === undefined) return null
  const text = JSON.stringify({ ...schema, $defs: description.components.schemas })
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as never)
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** `fetch` refuses them itself. */
const isHeader = (value: string): boolean => /^[\x20-\x7e]*$/.test(value)

test('the examples of answers are such answers', () => {
  const wrong: unknown[] = []
  let examples = 0
  for (const [path, methods] of Object.entries(description.paths))
    for (const operation of Object.values(methods))
      for (const [status, { content }] of Object.entries(operation.responses)) {
        const example = content?.['application/json']?.example
        if (content?.['application/json'] === undefined) continue
        examples++
        const read = shapeOf(operation, Number(status))?.safeParse(example)
        if (read?.success !== true) wrong.push({ path, status, example, why: read?.error?.issues })
      }
  expect(wrong).toEqual([])
  expect(examples).toBeGreaterThan(60)
})

test('no request breaks it, and every answer is as it says', { timeout: 60_000 }, async () => {
  const wrong: unknown[] = []
  const seen = new Set<number>()
  let sent = 0
  let held = 0
  for (const [path, methods] of Object.entries(description.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const shapes = new Map<number, z.ZodType | null>()
      const chance = createChance(path.length * 31 + method.length)
      for (let i = 0; i < TRIES; i++) {
        const given = (where: string) =>
          (operation.parameters ?? [])
            .filter((p) => p.in === where && (p.required === true || chance.below(2) === 0))
            .map((p): [string, string] => [p.name, asText(made(p.schema, chance))])
        const inPath = new Map(given('path'))
        const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent((chance.below(4) === 0 ? (inPath.get(name) ?? '') : chance.of(known)).toWellFormed()),
        )
        const query = new URLSearchParams(given('query').filter(([name]) => name !== 'wait'))
        const media = operation.requestBody?.content?.['application/json']
        const stop = new AbortController()
        const answer = await fetch(`${nora.base}${url}?${query.toString()}`, {
          method: method.toUpperCase(),
          signal: stop.signal,
          headers: {
            ...(media === undefined ? {} : { 'content-type': 'application/json' }),
            ...Object.fromEntries(given('header').filter(([, value]) => isHeader(value))),
          },
          ...(media?.schema === undefined ? {} : { body: JSON.stringify(made(media.schema, chance)) }),
        })
        sent++
        const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
        const body: unknown = isJson ? await answer.json() : null
        stop.abort()
        seen.add(answer.status)
        if (!shapes.has(answer.status)) shapes.set(answer.status, shapeOf(operation, answer.status))
        const shape = isJson ? shapes.get(answer.status) : null
        const read = shape?.safeParse(body)
        if (read?.success === true) held++
        if (answer.status >= 500 || read?.success === false)
          wrong.push({ method, path, status: answer.status, body, why: read?.error?.issues })
      }
    }
  expect(wrong).toEqual([])
  expect(sent).toBeGreaterThan(700)
  expect(held).toBeGreaterThan(sent * 0.8)
  // It got through the door, and not only that.
  for (const status of [200, 202, 404, 409, 422]) expect(seen).toContain(status)
})
