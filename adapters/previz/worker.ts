/** Runs one prompt after the other in queue order and tells it as ComfyUI does, event by event. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../src/ports/clock.ts'
import type { Log } from '../../src/ports/log.ts'
import type { ObjectInfo } from '../../workflows/object-info.ts'
import type { Draw } from './draw.ts'
import type { Faults, PromptFault } from './faults.ts'
import { executionOrder } from './graph.ts'
import { toRow, type Message, type Outputs } from './history.ts'
import { readOrder, type Order } from './order.ts'
import { parseNote } from './note.ts'
import { NodeFailure, OUT_OF_MEMORY } from './node-failure.ts'
import { createProgress, type Progress } from './progress.ts'
import type { Item } from './item.ts'
import type { Queue } from './queue.ts'
import { unexpectedInput } from './run-time.ts'
import type { Save } from './save.ts'
import type { Sockets } from './sockets.ts'

export type Worker = ReturnType<typeof createWorker>

type Deps = {
  readonly queue: Queue
  readonly sockets: Sockets
  readonly draw: Draw
  readonly save: Save
  readonly info: ObjectInfo
  readonly clock: Clock
  readonly log: Log
  readonly faults: Faults
}

type Run = {
  readonly item: Item
  readonly tell: (event: string, data: Record<string, unknown>) => void
  readonly progress: Progress
  readonly faults: readonly PromptFault[]
  readonly signal: AbortSignal
}

export function createWorker(deps: Deps) {
  const { queue, clock, faults } = deps
  let started = 0
  let dead = false
  let node: string | null = null
  let interruption: AbortController | null = null
  let forgetInterrupt = false
  let working: Promise<void> | null = null

  async function work(): Promise<void> {
    while (!dead) {
      const item = queue.take()
      if (!item) break
      await run(item)
    }
    working = null
  }

  async function run(item: Item): Promise<void> {
    const befalls = faults.onPrompt(++started, item.promptId)
    const wounded = Object.values(item.graph).some((n) => !('inputs' in n))
    if (wounded || befalls.includes('worker-dies')) {
      // A node without inputs kills the worker of a real server for good; so does this fault. The queue stands still.
      dead = true
      return
    }
    interruption = new AbortController()
    forgetInterrupt = befalls.includes('interrupt-lost')
    const messages: Message[] = []
    const clientId = clientOf(item)
    const send = (event: string, data: Record<string, unknown>) => deps.sockets.send(clientId, event, data)
    const tell = (event: string, data: Record<string, unknown>) => {
      const stamped = { prompt_id: item.promptId, ...data, timestamp: clock.now().getTime() }
      messages.push([event, stamped])
      send(event, stamped)
    }
    const progress = createProgress(item.promptId, (event, data) => {
      if (event === 'executing') node = String(data['node'])
      send(event, data)
    })
    const outputs = await execute({ item, tell, progress, faults: befalls, signal: interruption.signal })
    interruption = null
    node = null
    if (befalls.includes('late-history')) await sleep(faults.historyDelayMs)
    queue.finish(toRow(item, outputs, messages))
    send('executing', { node: null, prompt_id: item.promptId })
  }

  /** Everything that can go wrong in a node ends here as an event; what comes out is what earlier nodes made. */
  async function execute(run: Run): Promise<Outputs> {
    const { item, tell, signal } = run
    const outputs: Record<string, Outputs[string]> = {}
    const executed: string[] = []
    const orders = new Map(item.outputs.map((id) => [id, readOrder(item.graph, id)]))
    const drawn = new Map<string, string>()
    let at = ''
    tell('execution_start', {})
    tell('execution_cached', { nodes: [] })
    try {
      await using work = await deps.draw.workspace(item.promptId)
      if (run.faults.includes('drop-sockets')) deps.sockets.drop()
      for (at of executionOrder(item.graph, item.outputs)) {
        signal.throwIfAborted()
        run.progress.begin(at)
        const wrong = unexpectedInput(deps.info, item.graph, at)
        if (wrong) throw wrong
        for (const order of orders.values()) {
          if (order.sampler === at) drawn.set(order.output, await drawOne(run, order, work.path))
        }
        const order = orders.get(at)
        const file = drawn.get(at)
        if (order && file !== undefined) {
          const result = await deps.save(item.graph[at]?.class_type ?? '', order, file, run.faults)
          outputs[at] = result
          run.progress.executed(at, result)
        }
        run.progress.end(at)
        executed.push(at)
      }
      tell('execution_success', {})
    } catch (thrown) {
      const about = { node_id: at, node_type: item.graph[at]?.class_type ?? '', executed }
      if (signal.aborted) {
        tell('execution_interrupted', about)
      } else {
        if (!(thrown instanceof NodeFailure))
          deps.log.error('previz-failed', { promptId: item.promptId, error: thrown })
        const failure = thrown instanceof NodeFailure ? thrown : new NodeFailure('Exception', String(thrown))
        tell('execution_error', { ...about, ...failure.toEvent(item.graph[at]?.inputs ?? {}) })
      }
    }
    return outputs
  }

  async function drawOne(run: Run, order: Order, folder: string): Promise<string> {
    const { item, signal } = run
    const wantsPreview = (item.extraData['preview_method'] ?? 'none') !== 'none'
    if (run.faults.includes('out-of-memory')) throw new NodeFailure(...OUT_OF_MEMORY)
    const steps = order.steps ?? order.frames ?? 1
    const [file] = await Promise.all([
      deps.draw.draw(order, parseNote(item.extraData), {
        folder,
        signal,
        preview: wantsPreview
          ? (jpeg) => deps.sockets.show(clientOf(item), { prompt_id: item.promptId, node_id: order.sampler }, jpeg)
          : null,
        tick: (done, of) => run.progress.advance(order.sampler, Math.floor((done / of) * steps), steps),
      }),
      faults.promptMs > 0 ? sleep(faults.promptMs, undefined, { signal }) : null,
    ])
    run.progress.advance(order.sampler, steps, steps)
    return file
  }

  return {
    /** Call it whenever something was put into the queue. */
    wake() {
      if (!dead) working ??= work()
    },
    /** Without an id, whatever runs. True when it was running. */
    interrupt(promptId: string | null): boolean {
      if (!interruption || (promptId !== null && queue.running?.promptId !== promptId)) return false
      if (forgetInterrupt) forgetInterrupt = false
      else interruption.abort()
      return true
    },
    runningNode: (clientId: string): string | null =>
      queue.running && clientOf(queue.running) === clientId ? node : null,
    /** Stops what runs and takes nothing more; settles when nothing is being drawn. */
    async stop() {
      dead = true
      interruption?.abort()
      await working
    },
  }
}

const clientOf = (item: Item): string | null =>
  typeof item.extraData['client_id'] === 'string' ? item.extraData['client_id'] : null
