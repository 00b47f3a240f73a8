/** What the stand-in does with prompts: one after the other, ended at once, after a while, or when told. */
import type { Graph } from '../../../src/domain/workflow.ts'
import { RECORDED } from '../../../workflows/object-info.ts'
import { outputsOf } from '../../../workflows/validate.ts'
import type { Faults } from './faults.ts'
import { frames, type createSockets } from './sockets.ts'
import { fileEntry, nodeState, type Ways } from './versions.ts'

export type Item = {
  readonly id: string
  readonly number: number
  readonly graph: Graph
  readonly clientId: string | null
  readonly extraData: object
  readonly hold: boolean
}
export type Row = { readonly prompt: unknown; readonly outputs: object; readonly status: object }

export function createQueue(o: {
  readonly ways: Ways
  readonly faults: Faults
  readonly sockets: ReturnType<typeof createSockets>
  readonly renderMs: number | undefined
}) {
  const { ways, faults, sockets } = o
  const pending: Item[] = []
  let running: Item | null = null
  const history = new Map<string, Row & { late: number }>()
  const outputs = new Map<string, Buffer>()
  /** What a graph gave before: the same again gives the same files, and writes none. */
  const cache = new Map<string, string>()
  /** Between the end of one prompt and the start of the next. */
  const gaps: number[] = []
  let idleSince: number | null = null
  const tell = (item: Item, type: string, data: object) => {
    if (item.clientId === null) sockets.tellAll(type, data)
    else sockets.tell(item.clientId, type, data)
  }

  function step(item: Item): void {
    if (faults.worker === 'dead') return
    const nodes = Object.fromEntries(Object.keys(item.graph).map((n) => [n, nodeState(ways)]))
    tell(item, 'progress_state', { prompt_id: item.id, nodes })
    const wanted = ways.previewsByPrompt && 'preview_method' in item.extraData
    if (!wanted || item.clientId === null) return
    const isNew = sockets.hasNegotiated(item.clientId)
    sockets.send(item.clientId, isNew ? frames.withMetadata(item.id) : frames.plain)
  }

  function next(): void {
    if (running !== null || faults.worker === 'stuck') return
    pending.sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1))
    running = pending.shift() ?? null
    if (running === null || faults.worker === 'dead') return
    const { id, hold } = running
    tell(running, 'execution_start', { prompt_id: id, timestamp: 1000 })
    tell(running, 'executing', { node: '1', display_node: '1', prompt_id: id })
    step(running)
    if (idleSince !== null) gaps.push(performance.now() - idleSince)
    idleSince = null
    if (hold) return
    if (o.renderMs === undefined) setImmediate(() => end(id))
    else setTimeout(() => end(id), o.renderMs)
  }

  /** Ends the running prompt; the end is told before the row is there. */
  function end(id: string, how: Faults['ends'] | 'interrupted' = faults.ends): void {
    if (running?.id !== id) return
    const item = running
    const isSuccess = how === 'success' || how === 'no-file' || how === 'unfinished-batch'
    const [output = ''] = outputsOf(item.graph, RECORDED)
    const last: [string, object] = isSuccess
      ? ['execution_success', { prompt_id: id, timestamp: 1250 }]
      : how === 'interrupted'
        ? ['execution_interrupted', { prompt_id: id, node_id: output }]
        : ['execution_error', errorReport(how, id, output)]
    tell(item, ...last)
    history.set(id, {
      prompt: [item.number, id, item.graph, item.extraData, [output]],
      outputs: madeBy(item, output, how),
      status: {
        status_str: isSuccess ? 'success' : 'error',
        completed: isSuccess,
        messages: [['execution_start', { prompt_id: id, timestamp: 1000 }], last],
      },
      late: faults.lateRows,
    })
    faults.ends = 'success'
    running = null
    idleSince = performance.now()
    tell(item, 'executing', { node: null, prompt_id: id })
    next()
  }

  function madeBy({ id, graph, clientId }: Item, output: string, how: string): object {
    if (how === 'unfinished-batch') return { [output]: { unfinished_batch: [true] } }
    if (how !== 'success') return {}
    const key = JSON.stringify(graph)
    const old = cache.get(key)
    if (old !== undefined && clientId === null && ways.losesCached) return {}
    const filename = old ?? `${id}.png`
    if (old === undefined) outputs.set(filename, Buffer.from(`\x89PNG\r\n\x1a\n, the picture of ${id}`, 'latin1'))
    cache.set(key, filename)
    return { [output]: { images: [fileEntry(ways, filename)] } }
  }

  return {
    pending: pending as readonly Item[],
    history,
    outputs,
    gaps,
    get running() {
      return running
    },
    put(item: Item) {
      pending.push(item)
      sockets.tellAll('status', { status: { exec_info: { queue_remaining: pending.length } } })
      next()
    },
    end,
    step,
    /** Only what waits. */
    remove(id: string) {
      const at = pending.findIndex((i) => i.id === id)
      if (at >= 0 && faults.loseCancels-- <= 0) pending.splice(at, 1)
    },
    /** Only what runs. */
    interrupt(id: string) {
      if (running?.id === id && faults.loseCancels-- <= 0) end(id, 'interrupted')
    },
    forget() {
      pending.length = 0
      running = null
      history.clear()
    },
  }
}

const errorReport = (how: 'oom' | 'error', id: string, node: string) => ({
  prompt_id: id,
  node_id: node,
  node_type: 'SaveImage',
  exception_type: how === 'oom' ? 'torch.OutOfMemoryError' : 'ValueError',
  exception_message:
    how === 'oom'
      ? 'Allocation on device 0 would exceed allowed memory. (out of memory)\nThis error means you ran out of memory on your GPU.'
      : 'the colours\n  ran dry',
})
