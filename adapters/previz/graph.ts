/** Walks a graph: in which order nodes run, what a value that another node computes comes to. */
import type { Graph } from '../../src/domain/workflow.ts'

export type Link = readonly [node: string, slot: number]

export const asLink = (value: unknown): Link | null =>
  Array.isArray(value) && value.length === 2 && typeof value[1] === 'number' ? [String(value[0]), value[1]] : null

const linksInto = (graph: Graph, id: string): Link[] =>
  Object.values(graph[id]?.inputs ?? {})
    .map(asLink)
    .filter((l) => l !== null)

/** What the outputs need, sources before their users. */
export function executionOrder(graph: Graph, outputs: readonly string[]): string[] {
  const order: string[] = []
  const visit = (id: string) => {
    if (order.includes(id) || !graph[id]) return
    for (const [source] of linksInto(graph, id)) visit(source)
    order.push(id)
  }
  for (const id of outputs) visit(id)
  return order
}

/** A number written in the graph, or computed by one of the few nodes that only pass one on. */
export function numberAt(graph: Graph, value: unknown): number | null {
  if (typeof value === 'number') return value
  const link = asLink(value)
  const node = link && graph[link[0]]
  if (!link || !node) return null
  switch (node.class_type) {
    case 'IPAdapterWeights':
      return numberAt(graph, node.inputs['frames'])
    case 'VHS_VideoInfoLoaded': {
      const video = asLink(node.inputs['video_info'])
      const rate = video ? numberAt(graph, graph[video[0]]?.inputs['force_rate']) : null
      return link[1] === 0 && rate !== null && rate > 0 ? rate : null
    }
    case 'VHS_LoadVideo':
      return link[1] === 1 ? numberAt(graph, node.inputs['frame_load_cap']) : null
    default:
      return null
  }
}

/** The text that reaches a conditioning input, through nodes that take a positive and a negative and pass both on. */
export function textAt(graph: Graph, value: unknown): string {
  const link = asLink(value)
  const inputs = link && graph[link[0]]?.inputs
  if (!link || !inputs) return ''
  if (typeof inputs['text'] === 'string') return inputs['text']
  const next = 'positive' in inputs ? inputs[link[1] === 1 ? 'negative' : 'positive'] : inputs['conditioning']
  return next === value ? '' : textAt(graph, next)
}
