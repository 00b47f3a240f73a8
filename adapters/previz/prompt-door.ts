/** Takes a POST to /prompt and answers it as ComfyUI 0.33 does: queued, refused in JSON, or a plain 500. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Graph } from '../../src/domain/workflow.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Files } from './files.ts'
import type { ObjectInfo } from './object-info.ts'
import type { Queue } from './queue.ts'
import { validate, type NodeErrors, type Refusal } from './validation.ts'

export type Answer =
  | { readonly status: 200; readonly body: { prompt_id: string; number: number; node_errors: NodeErrors } }
  | { readonly status: 400; readonly body: Refusal }
  /** What the real server stumbles over. */
  | { readonly status: 500 }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

// `inputs` may be missing, as on the real server, where such a node is let in and kills the worker.
const zGraph = z.record(
  z.string(),
  z.looseObject({
    class_type: z.string().default(''),
    inputs: z.record(z.string(), z.unknown()).optional(),
    _meta: z.looseObject({ title: z.string() }).optional().catch(undefined),
  }),
)
const zBody = z.object({
  prompt: zGraph,
  client_id: z.string().optional(),
  number: z.number().optional(),
  front: z.boolean().optional(),
  extra_data: z.record(z.string(), z.unknown()).default({}),
  partial_execution_targets: z.array(z.string()).nullish(),
})

const refusal = (type: string, message: string, details: string): Answer => ({
  status: 400,
  body: { error: { type, message, details, extra_info: {} }, node_errors: {} },
})

export function createPromptDoor(deps: {
  readonly info: ObjectInfo
  readonly files: Pick<Files, 'find'>
  readonly queue: Queue
  readonly clock: Clock
  readonly wake: () => void
}) {
  return (body: unknown): Answer => {
    if (typeof body !== 'object' || body === null) return { status: 500 }
    if (!('prompt' in body)) return refusal('no_prompt', 'No prompt provided', 'No prompt provided')
    const asked = 'prompt_id' in body ? body.prompt_id : undefined
    if (asked !== undefined && asked !== null && (typeof asked !== 'string' || !UUID.test(asked))) {
      const details =
        'prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server generate one'
      return refusal('invalid_prompt_id', 'prompt_id must be a valid UUID', details)
    }
    const parsed = zBody.safeParse(body)
    if (!parsed.success) return { status: 500 }
    const { client_id, extra_data, front, partial_execution_targets } = parsed.data
    const number = parsed.data.number ?? deps.queue.nextNumber(front ?? false)

    const wounded = Object.values(parsed.data.prompt).some((n) => n.inputs === undefined)
    const graph = parsed.data.prompt as Graph
    const verdict = validate(wounded ? withInputs(graph) : graph, {
      info: deps.info,
      fileExists: (name) => deps.files.find(name) !== null,
      targets: partial_execution_targets ?? null,
    })
    if (!verdict.ok) return { status: 400, body: verdict.refusal }

    const promptId = asked ?? randomUUID()
    const create_time = deps.clock.now().getTime()
    const extraData = { ...extra_data, ...(client_id === undefined ? {} : { client_id }), create_time }
    const { outputs, nodeErrors } = verdict
    deps.queue.put({ number, promptId, graph: wounded ? graph : verdict.graph, extraData, outputs })
    deps.wake()
    return { status: 200, body: { prompt_id: promptId, number, node_errors: nodeErrors } }
  }
}

const withInputs = (graph: Graph): Graph =>
  Object.fromEntries(Object.entries(graph).map(([id, node]) => [id, { ...node, inputs: node.inputs ?? {} }]))
