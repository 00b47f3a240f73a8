/** Tells Discord the commands, and only when they are not what it has: each change costs, and shows late. */
import { isDeepStrictEqual } from 'node:util'
import { type RESTPutAPIApplicationCommandsJSONBody as Commands, Routes } from 'discord.js'
import type { Api } from './send.ts'

/** True where they were changed. `guildId` null: everywhere. */
export async function register(
  api: Api,
  wanted: Commands,
  o: { readonly applicationId: string; readonly guildId: string | null },
): Promise<boolean> {
  const route = routeOf(o)
  const known = await api.get(route).catch(() => null)
  if (Array.isArray(known) && isDeepStrictEqual(known.map(told).toSorted(byName), wanted.map(told).toSorted(byName)))
    return false
  await api.put(route, { body: wanted })
  return true
}

const routeOf = (o: { readonly applicationId: string; readonly guildId: string | null }) =>
  o.guildId === null
    ? Routes.applicationCommands(o.applicationId)
    : Routes.applicationGuildCommands(o.applicationId, o.guildId)

/** Where commands are registered elsewhere now, people would see each of them twice. Tells where any were taken away. */
export async function unregister(
  api: Api,
  o: { readonly applicationId: string; readonly guildIds: readonly (string | null)[] },
): Promise<readonly (string | null)[]> {
  const emptied: (string | null)[] = []
  for (const guildId of o.guildIds) {
    const route = routeOf({ ...o, guildId })
    const known = await api.get(route)
    if (!Array.isArray(known) || known.length === 0) continue
    await api.put(route, { body: [] })
    emptied.push(guildId)
  }
  return emptied
}

const byName = (a: { readonly name?: unknown }, b: { readonly name?: unknown }): number =>
  String(a.name).localeCompare(String(b.name))

const READ = ['type', 'name', 'description', 'required', 'autocomplete', 'min_value', 'max_value'] as const

/** What we say of a command, without what Discord adds and with what it leaves out because it is usual. */
function told(command: unknown): Readonly<Record<string, unknown>> {
  const c = (typeof command === 'object' && command !== null ? command : {}) as Readonly<Record<string, unknown>>
  const said = READ.flatMap((name) =>
    c[name] === undefined || c[name] === false || c[name] === '' ? [] : [[name, c[name]]],
  )
  const choices = Array.isArray(c['choices']) ? c['choices'].map((x: { readonly value?: unknown }) => x.value) : []
  const options = Array.isArray(c['options']) ? c['options'].map(told) : []
  return { ...Object.fromEntries(said), choices, options }
}
