/** Is a request as Discord's own description of its HTTP API has it: the route, its ids, its query, its body? */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

type Schema = z.core.JSONSchema.JSONSchema
type Parameter = { readonly required?: boolean; readonly schema: Schema }
type Parameters = Readonly<Record<string, Parameter>>
type Described = { readonly path: Parameters; readonly query: Parameters; readonly body: Schema | null }
type Check = (value: unknown) => string | null
type Route = {
  readonly method: string
  readonly pattern: RegExp
  readonly ids: readonly (readonly [string, Check])[]
  readonly query: ReadonlyMap<string, { readonly isRequired: boolean; readonly type: unknown; readonly check: Check }>
  readonly body: Check | null
}
export type Outgoing = {
  readonly method: string
  /** Without the version. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
}

const FILE = new URL('../fixtures/discord/requests.json', import.meta.url)
let read: readonly Route[] | null = null

/** What is not so, in words; an empty list for a request that is well. */
export function undescribed({ method, path, query, body }: Outgoing): readonly string[] {
  const asked = decodeURIComponent(path)
  // The one with the most words of its own: "@original" is no message's id.
  const route = (read ??= readRoutes()).find((r) => r.method === method && r.pattern.test(asked))
  if (route === undefined) return ['Discord describes no such request']
  const values = route.pattern.exec(asked)?.slice(1) ?? []
  const ids = route.ids.map(([name, check], i) => [name, check(values[i])] as const)
  const options = [...query].map(([name, text]) => {
    const known = route.query.get(name)
    return [
      `?${name}`,
      known === undefined ? 'there is no such option' : known.check(fromText(known.type, text)),
    ] as const
  })
  const missing = [...route.query].flatMap(([name, { isRequired }]) =>
    isRequired && !query.has(name) ? [[`?${name}`, 'is missing'] as const] : [],
  )
  const said = route.body === null ? (body === null ? null : 'there is none') : route.body(body)
  return [...ids, ...options, ...missing, ['body', said] as const].flatMap(([what, wrong]) =>
    wrong === null ? [] : [`${what}: ${wrong}`],
  )
}

function readRoutes(): readonly Route[] {
  // As zod finds them.
  const text = readFileSync(FILE, 'utf8').replaceAll('"#/components/schemas/', '"#/$defs/')
  const { requests, components } = JSON.parse(text) as {
    readonly requests: Readonly<Record<string, Described>>
    readonly components: { readonly schemas: Record<string, Schema> }
  }
  const compile = (schema: Schema): Check => {
    const compiled = z.fromJSONSchema({ ...(schema as object), $defs: components.schemas })
    return (value) => {
      const parsed = compiled.safeParse(value)
      return parsed.success ? null : JSON.stringify(parsed.error.issues).slice(0, 600)
    }
  }
  return Object.entries(requests)
    .toSorted(([a], [b]) => a.split('{').length - b.split('{').length)
    .map(([name, { path: ids, query, body }]) => {
      const [method = '', path = ''] = name.split(' ')
      const placed = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, id = '']) => {
        const schema = ids[id]?.schema
        return schema === undefined ? [] : [[id, compile(schema)] as const]
      })
      return {
        method,
        pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
        ids: placed,
        query: new Map(
          Object.entries(query).map(([option, { required = false, schema }]) => [
            option,
            { isRequired: required, type: (schema as { readonly type?: unknown }).type, check: compile(schema) },
          ]),
        ),
        body: body === null ? null : compile(body),
      }
    })
}

/** A query holds text alone. */
function fromText(type: unknown, text: string): unknown {
  if (type === 'integer') return /^-?\d+$/.test(text) ? Number(text) : text
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return text
}
