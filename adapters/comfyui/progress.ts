/** How far a prompt has come and at which node it is, from what the socket says of its nodes. */
import type { Graph } from '../../src/domain/workflow.ts'
import type { RenderProgress } from '../../src/ports/gpu-host.ts'
import type { SocketMessage } from './socket-messages.ts'

/**
 * Sums steps over the nodes; one not heard of yet counts as one step. A node that turns out longer would move the bar
 * back: that is not told, so what is told never falls.
 */
export function createProgress(graph: Graph | null, onProgress: (p: RenderProgress) => void) {
  const steps = new Map<string, { readonly done: number; readonly of: number }>(
    Object.keys(graph ?? {}).map((id) => [id, { done: 0, of: 1 }]),
  )
  let told: RenderProgress = { done: 0, of: Math.max(1, steps.size), node: null }

  /** Parts of a node that expands while it runs are named after it: `12.0.0.3`. */
  function titleOf(id: string): string | null {
    const node = graph?.[id] ?? graph?.[id.split(/[.:]/)[0] ?? '']
    return node?._meta?.title ?? node?.class_type ?? null
  }

  function tell(node: string | null): void {
    let [done, of] = [0, 0]
    for (const node of steps.values()) {
      done += node.done
      of += node.of
    }
    const further = of > 0 && done / of > told.done / told.of
    if (!further && node === told.node) return
    told = { ...(further ? { done, of } : { done: told.done, of: told.of }), node }
    onProgress(told)
  }

  return (message: SocketMessage): void => {
    switch (message.type) {
      case 'progress_state': {
        let running: string | null = null
        for (const [id, { value, max, state }] of Object.entries(message.data.nodes)) {
          const of = Math.max(1, max)
          steps.set(id, { done: Math.min(Math.max(0, value), of), of })
          if (state === 'running') running = titleOf(id)
        }
        return tell(running ?? told.node)
      }
      case 'execution_cached':
        for (const id of message.data.nodes) steps.set(id, { done: 1, of: 1 })
        return tell(told.node)
      case 'executing':
        return tell(message.data.node === null ? told.node : (titleOf(message.data.node) ?? told.node))
      default:
    }
  }
}
