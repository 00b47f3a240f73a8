/** Tells how far the nodes of one prompt are: a map of all that began, and a bar for the one that runs. */
type NodeState = {
  value: number
  max: number
  state: 'running' | 'finished'
  node_id: string
  prompt_id: string
  display_node_id: string
  parent_node_id: null
  real_node_id: string
}

export type Progress = ReturnType<typeof createProgress>

/** Bars move at most this often, in ms. */
const EVERY_MS = 100

export function createProgress(promptId: string, send: (event: string, data: Record<string, unknown>) => void) {
  const nodes: Record<string, NodeState> = {}
  let toldAt = -Infinity
  const set = (id: string, value: number, max: number, state: NodeState['state']) => {
    const names = { node_id: id, prompt_id: promptId, display_node_id: id, parent_node_id: null, real_node_id: id }
    nodes[id] = { value, max, state, ...names }
    send('progress_state', { prompt_id: promptId, nodes: { ...nodes } })
  }
  return {
    begin(id: string) {
      set(id, 0, 1, 'running')
      send('executing', { node: id, display_node: id, prompt_id: promptId })
    },
    advance(id: string, value: number, max: number) {
      const now = performance.now()
      if (nodes[id]?.value === value || (value < max && now - toldAt < EVERY_MS)) return
      toldAt = now
      set(id, value, max, 'running')
      send('progress', { value, max, prompt_id: promptId, node: id })
    },
    executed(id: string, output: unknown) {
      send('executed', { node: id, display_node: id, output, prompt_id: promptId })
    },
    end(id: string) {
      const max = nodes[id]?.max ?? 1
      set(id, max, max, 'finished')
    },
  }
}
