/** What one host has of what a workflow needs: node classes, and files that serve each model slot. */
import type { HostFailure } from '../domain/failure.ts'
import type { ModelNeed, WorkflowFacts } from '../domain/workflow.ts'
import type { GpuHost } from '../ports/gpu-host.ts'
import type { Listings } from './host-listings.ts'

export type Needed = Pick<WorkflowFacts, 'models' | 'nodes'>

export type HostStock = {
  readonly host: string
  /** Why nothing is known of it; null when it answered, now or earlier. */
  readonly down: HostFailure | null
  readonly nodes: ReadonlySet<string>
  /** By slot, the best first. */
  readonly files: Readonly<Record<string, readonly string[]>>
}

export async function stockOf(listings: Listings, host: GpuHost, w: Needed, since: Date): Promise<HostStock> {
  const loaders = w.models.map((m) => ({ node: m.nodeClass, input: m.input }))
  const plain = w.nodes.filter((node) => !loaders.some((l) => l.node === node)).map((node) => ({ node, input: '' }))
  const asked = await Promise.all(
    [...loaders, ...plain].map(async (at) => ({ ...at, said: await listings(host, at.node, at.input, since) })),
  )
  const down = asked.find(({ said }) => !said.ok)?.said
  const has = asked.flatMap(({ node, input, said }) =>
    said.ok && said.value !== null ? [{ node, input, listed: said.value }] : [],
  )
  const listed = (m: ModelNeed) => has.find((at) => at.node === m.nodeClass && at.input === m.input)?.listed ?? []
  return {
    host: host.name,
    down: down === undefined || down.ok ? null : down.failure,
    nodes: new Set(has.map((at) => at.node)),
    files: Object.fromEntries(w.models.map((m) => [m.slot, serving(m, listed(m))])),
  }
}

/** By exact name, then by the declared equivalents in their order; never by a guess. A sub-folder of the host does not matter. */
export function serving(need: Pick<ModelNeed, 'file' | 'equivalents'>, listed: readonly string[]): readonly string[] {
  const bare = (name: string) => name.split(/[/\\]/).at(-1)
  return [need.file, ...need.equivalents].flatMap((file) => [
    ...listed.filter((name) => name === file),
    ...listed.filter((name) => name !== file && bare(name) === file),
  ])
}

export type Missing = { readonly node: string; readonly need: ModelNeed | null; readonly of: Needed }

/** Node classes first: without them files cannot be told. */
export const lacks = (w: Needed, stock: HostStock): readonly Missing[] => [
  ...[...new Set([...w.nodes, ...w.models.map((m) => m.nodeClass)])]
    .filter((node) => !stock.nodes.has(node))
    .map((node) => ({ node, need: null, of: { nodes: [node], models: [] } })),
  ...w.models
    .filter((m) => stock.nodes.has(m.nodeClass) && (stock.files[m.slot] ?? []).length === 0)
    .map((m) => ({ node: m.nodeClass, need: m, of: { nodes: [], models: [m] } })),
]
