/** An example of every answer, made up from its schema, so that none can be forgotten or grow old. Pure. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Schema = { readonly [key: string]: unknown }
type Media = { schema?: Schema; example?: unknown }

/** Schemas that hold themselves end here. */
const DEEPEST = 12

const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-11-22T14:05:00.000Z',
  uri: 'https://nora.example.com/api/assets/ast_1/content',
}

/** What fields are called says more of them than that they are texts. */
const BY_NAME: readonly (readonly [RegExp, Json])[] = [
  [/^projectId$/, 'prj_00000000000040008000000000000001'],
  [/^briefId$/, 'brf_1f0c6e5a2b3d4c8e9a7b6c5d4e3f2a1b'],
  [/[aA]ssetIds?$|^references$/, 'ast_5d2b1f9c7a3e4b8d9c6f0a1b2c3d4e5f'],
  [/^(?:requesterId|personId|assigneeId|pausedBy)$/, 'per_00000000000040008000000000000002'],
  [/^title$/, 'A paper lantern drifts over a still lake'],
  [/^(?:summary|prompt)$/, 'A paper lantern drifts over a still lake at dusk, then the wind rises'],
  [/^text$/, 'shot 2 darker'],
  [/^fps$/, 24],
  [/[sS]econds$/, 12],
  [/^host$/, 'gpu-1:8188'],
]

/** Fills in each JSON answer of a description that has no example of its own. */
export function withExamples<D extends { paths?: unknown; components?: { schemas?: unknown } }>(description: D): D {
  const schemas = (description.components?.schemas ?? {}) as Record<string, Schema>
  const paths = (description.paths ?? {}) as Record<
    string,
    Record<string, { responses?: Record<string, { content?: Record<string, Media> }> }>
  >
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path)))
    for (const { content } of Object.values(operation.responses ?? {})) {
      const media = content?.['application/json']
      if (media?.schema !== undefined && media.example === undefined)
        media.example = exampleOf(media.schema, schemas, '', 0)
    }
  return description
}

function exampleOf(given: Schema, schemas: Readonly<Record<string, Schema>>, name: string, depth: number): Json {
  const ref = given['$ref']
  const s = typeof ref === 'string' ? (schemas[ref.split('/').at(-1) ?? ''] ?? {}) : given
  if (s['example'] !== undefined) return s['example'] as Json
  if ('const' in s) return s['const'] as Json
  if (Array.isArray(s['enum'])) return (s['enum'] as Json[])[0] ?? null
  const types = [s['type']].flat()
  if (depth > DEEPEST) return types.includes('array') ? [] : null
  const deeper = (schema: unknown, as: string) => exampleOf((schema ?? {}) as Schema, schemas, as, depth + 1)
  if (Array.isArray(s['allOf'])) return Object.assign({}, ...s['allOf'].map((one) => deeper(one, name))) as Json
  const [first] = [s['anyOf'], s['oneOf']].find((many) => Array.isArray(many)) ?? []
  if (first !== undefined) return deeper(first, name)
  switch (types[0]) {
    case 'object':
      return Object.fromEntries(
        Object.entries((s['properties'] ?? {}) as Record<string, Schema>).map(([key, of]) => [key, deeper(of, key)]),
      )
    case 'array':
      return [deeper(s['items'], name)]
    case 'integer':
    case 'number':
      return byName(name, 'number') ?? Math.max(1, Number(s['minimum'] ?? 1))
    case 'boolean':
      return true
    case 'string':
      return BY_FORMAT[String(s['format'])] ?? byName(name, 'string') ?? name
    default:
      return null
  }
}

const byName = (name: string, type: string): Json | undefined =>
  BY_NAME.find(([is, value]) => is.test(name) && typeof value === type)?.[1]
