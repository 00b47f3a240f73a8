/** Chooses model file names under which as many hosts as possible can run a workflow; a plan has one name for each slot. */
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
