/** Is a request one that Discord would take? Held against its own description of every request that Nora makes, and its rule for bots. */
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js'
import { beyondLimits } from '../support/discord-limits.ts'

type Schema = Readonly<Record<string, unknown>>
type Check = ((body: unknown) => boolean) & { readonly errors?: readonly unknown[] | null }
type Ajv = { addSchema(schema: Schema, name: string): Ajv; compile(schema: Schema): Check }

const FOLDER = import.meta.dirname

export async function createRules() {
  const description = JSON.parse(readFileSync(`${FOLDER}/../fixtures/discord/requests.json`, 'utf8')) as {
    readonly requests: Readonly<Record<string, Schema | null>>
    readonly components: Schema
  }
  const { default: Ajv2020 } = (await import(pathToFileURL(`${FOLDER}/node_modules/ajv/dist/2020.js`).href)) as {
    readonly default: { readonly default: new (o: object) => Ajv }
  }
  const ajv = new Ajv2020.default({ strict: false, validateFormats: false })
  ajv.addSchema({ components: description.components }, 'discord')
  const known = Object.entries(description.requests).map(([name, schema]) => {
    const [method = '', path = ''] = name.split(' ')
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll('/', String.raw`\/`)}$`)
    const text = JSON.stringify(schema).replaceAll('"#/components', '"discord#/components')
    return { method, pattern, check: schema === null ? null : ajv.compile(JSON.parse(text) as Schema) }
  })
  return {
    /** What is wrong with it, in words. */
    breaches(method: string, path: string, body: unknown): readonly string[] {
      // "@original" has a path of its own.
      const found = known.filter((k) => k.method === method && k.pattern.test(decodeURIComponent(path)))
      if (found.length === 0) return [`Discord describes no ${method} ${path}`]
      const wrong = found.flatMap(({ check }) =>
        check === null || check(body) ? [] : [`${method} ${path}: ${JSON.stringify(check.errors?.slice(0, 4))}`],
      )
      const isMessage = /\/messages(\/\d+|\/@original)?$|^\/webhooks\/\d+\/[^/]+$/.test(decodeURIComponent(path))
      const beyond = isMessage && body !== null ? beyondLimits(body as RESTPostAPIChannelMessageJSONBody) : []
      return [...(wrong.length === found.length ? wrong : []), ...beyond.map((b) => `${method} ${path}: ${b}`)]
    },
  }
}
