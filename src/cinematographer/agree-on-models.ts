/** Chooses model file names under which as many hosts as possible can run a workflow; a plan has one name for each slot. */
import type { Preference } from '../domain/look.ts'
import type { ResolvedModels } from '../domain/shot.ts'
import { type HostStock, lacks, type Needed } from './host-stock.ts'

type Agreed = { readonly models: ResolvedModels | null; readonly hosts: readonly string[] }

/** Among names that suit as many hosts the better file wins. With `given`, only those names count. */
export function agreeOnModels(w: Needed, stocks: readonly HostStock[], given?: ResolvedModels): Agreed {
  const able = stocks.filter((stock) => stock.down === null && lacks(w, stock).length === 0)
  let best: Agreed = { models: null, hosts: [] }
  for (const models of given === undefined ? choices(w, able) : [given]) {
    const hosts = able
      .filter((stock) => Object.entries(models).every(([slot, name]) => stock.files[slot]?.includes(name) ?? false))
      .map((stock) => stock.host)
    if (hosts.length > best.hosts.length) best = { models, hosts }
  }
  return best
}

/**
 * As `agreeOnModels`, but with the files that a project prefers wherever some host has them: one preferred file counts for
 * more than several hosts. `stocksFor` looks for such files too.
 */
export async function agreeOnPreferred(
  w: Needed,
  preference: Preference,
  stocks: readonly HostStock[],
  stocksFor: (w: Needed) => Promise<readonly HostStock[]>,
): Promise<Agreed> {
  let [needed, agreed] = [w, agreeOnModels(w, stocks)]
  for (const { slot } of w.models)
    for (const file of preference[slot] ?? []) {
      const only = {
        ...needed,
        models: needed.models.map((m) => (m.slot === slot ? { ...m, file, equivalents: [] } : m)),
      }
      const found = agreeOnModels(only, await stocksFor(only))
      if (found.models === null) continue
      needed = only
      agreed = found
      break
    }
  return agreed
}

/** The same workflow, served by those files too. */
export const withFiles = (w: Needed, models: ResolvedModels): Needed => ({
  ...w,
  models: w.models.map((m) => ({ ...m, equivalents: [...m.equivalents, models[m.slot] ?? m.file] })),
})

/** Every way to fill the slots with what some host has: the better files of the earlier slots first. */
function choices(w: Needed, able: readonly HostStock[]): readonly ResolvedModels[] {
  return w.models.reduce<readonly ResolvedModels[]>(
    (all, need) => {
      const names = able.flatMap((stock) =>
        (stock.files[need.slot] ?? []).map((name) => ({ name, rank: rank(need, name) })),
      )
      const ranked = [...new Set(names.sort((a, b) => a.rank - b.rank).map((n) => n.name))]
      return all.flatMap((models) => ranked.map((name) => ({ ...models, [need.slot]: name })))
    },
    [{}],
  )
}

/** A plain name before the same file in a sub-folder. */
function rank(need: Needed['models'][number], name: string): number {
  const at = [need.file, ...need.equivalents].findIndex((file) => name === file || name.split(/[/\\]/).at(-1) === file)
  return 2 * at + (/[/\\]/.test(name) ? 1 : 0)
}
