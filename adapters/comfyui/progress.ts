/** How far a prompt has come, from what the socket says of its nodes. */
import type { Graph } from '../../src/domain/workflow.ts'
import type { RenderProgress } from '../../src/ports/gpu-host.ts'
import type { SocketMessage } from './messages.ts'

/**
 * Sums steps over the nodes; one not heard of yet counts as one step. A node that turns out longer would move the bar
 * back: that is not told, so what is told never falls.
 */
export function createProgress(graph: Graph | null, onProgress: (p: RenderProgress) => void) {
  const steps = new Map<string, RenderProgress>(Object.keys(graph ?? {}).map((id) => [id, { done: 0, of: 1 }]))
  let told = 0

  return (message: SocketMessage): void => {
    if (message.type === 'progress_state')
      for (const [id, { value, max }] of Object.entries(message.data.nodes)) {
        const of = Math.max(1, max)
        steps.set(id, { done: Math.min(Math.max(0, value), of), of })
      }
    else if (message.type === 'execution_cached') for (const id of message.data.nodes) steps.set(id, { done: 1, of: 1 })
    else return

    let [done, of] = [0, 0]
    for (const node of steps.values()) {
      done += node.done
      of += node.of
    }
    if (of === 0 || done / of <= told) return
    told = done / of
    onProgress({ done, of })
  }
}
