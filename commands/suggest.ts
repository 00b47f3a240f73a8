/** What an option may be completed to while it is typed, newest or likeliest first. */
import type { Identity } from '../src/domain/project.ts'
import type { Nora } from '../src/nora.ts'
import { ordinal } from '../src/words/queue-words.ts'
import type { Asked, Command } from './command.ts'
import { LOOKED_AT } from './find.ts'

export type Suggestion = { readonly label: string; readonly value: string }

/** Who types, and where; nobody is met for that. */
type Asker = Pick<Asked, 'projectId'> & { readonly identity: Identity }

/** As many as Discord shows. */
const MOST = 25
/** Of a name that is not alone, so that what tells it from the others has room. */
const MOST_NAMED = 60

export async function suggest(
  nora: Nora,
  command: Command,
  option: string,
  typed: string,
  asked: Asker,
): Promise<readonly Suggestion[]> {
  const all = await candidates(nora, command.options[option]?.kind, asked)
  const begun = folded(typed.trim())
  return all.filter((s) => folded(s.label).includes(begun)).slice(0, MOST)
}

/** As people type it: without capitals, without dots and accents. */
const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

async function candidates(
  nora: Nora,
  kind: Command['options'][string]['kind'] | undefined,
  { projectId, identity }: Asker,
): Promise<readonly Suggestion[]> {
  const same = (name: string): Suggestion => ({ label: name, value: name })
  if (kind === 'workflow') return (await nora.workflows(projectId)).map((w) => same(w.name))
  if (kind === 'host') return (await nora.readQueue()).hosts.map((h) => same(h.name))
  if (kind === 'project')
    // Others have names that are none of theirs.
    return (await nora.settableProjects(identity, LOOKED_AT)).map((p) => ({ label: p.name, value: p.id }))
  if (projectId === null) return []
  if (kind === 'brief')
    return told(
      (await nora.listBriefs({ projectId, limit: LOOKED_AT })).items.map((b) => ({ ...b, name: b.title })),
      (b) => b.id,
    )
  if (kind !== 'asset' && kind !== 'assets') return []
  const { items } = await nora.listAssets(projectId, { limit: LOOKED_AT })
  // Of a list the names are seen while more is typed, and ids would soon fill it.
  return told(items, (a, isAlone) => (kind === 'assets' && isAlone && !a.name.includes(',') ? a.name : a.id))
}

/** Newest first; those of one name are told apart by that. */
function told<T extends { readonly name: string }>(
  all: readonly T[],
  valueOf: (one: T, isAlone: boolean) => string,
): readonly Suggestion[] {
  const namesakes = Map.groupBy(all, (one) => folded(one.name))
  return all.map((one) => {
    const same = namesakes.get(folded(one.name)) ?? [one]
    const at = same.indexOf(one)
    const which = at === 0 ? 'newest' : `${ordinal(at + 1)} newest`
    const label = same.length === 1 ? one.name : `${one.name.slice(0, MOST_NAMED)}, ${which}`
    return { label, value: valueOf(one, same.length === 1) }
  })
}
