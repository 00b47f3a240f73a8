/** Which node packs and models does a ComfyUI server have of what the workflows need? */
import type { Finding } from '../adapters/comfyui/trial.ts'
import { createListings } from '../src/cinematographer/host-listings.ts'
import { lacks, stockOf } from '../src/cinematographer/host-stock.ts'
import type { WorkflowFacts } from '../src/domain/workflow.ts'
import type { GpuHost } from '../src/ports/gpu-host.ts'
import { sayFailure } from '../src/words/say.ts'

/** Node packs, by the beginning of their classes' names. */
export const PACKS = { 'AnimateDiff-Evolved': 'ADE_', VideoHelperSuite: 'VHS_', IPAdapter_plus: 'IPAdapter' } as const

export async function packRow(host: GpuHost, workflows: readonly WorkflowFacts[], prefix: string): Promise<Finding> {
  const nodes = [...new Set(workflows.flatMap((w) => w.nodes))].filter((node) => node.startsWith(prefix))
  const missing: string[] = []
  for (const node of nodes) {
    const listed = await host.choices(node, '')
    if (!listed.ok) return { state: 'failed', says: sayFailure(listed.failure) }
    if (listed.value === null) missing.push(node)
  }
  if (missing.length === 0) return { state: 'ok', says: `${nodes.length} of its nodes are used, all are there` }
  return missing.length === nodes.length
    ? { state: 'missing', says: 'install this node pack' }
    : { state: 'missing', says: `update this node pack: it lacks ${missing.join(', ')}` }
}

export async function workflowRow(host: GpuHost, workflow: WorkflowFacts): Promise<Finding> {
  const now = new Date()
  const stock = await stockOf(createListings({ clock: { now: () => now } }), host, workflow, now)
  if (stock.down !== null) return { state: 'failed', says: sayFailure(stock.down) }
  const missing = lacks(workflow, stock).map(({ node, need }) =>
    need === null ? `the node ${node}` : `models/${need.folder}/${need.file}`,
  )
  return missing.length === 0 ? { state: 'ok', says: 'ready' } : { state: 'missing', says: missing.join(', ') }
}
