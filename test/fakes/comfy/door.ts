/** POST /prompt of the stand-in: a graph is checked, output by output, and queued or refused. */
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Graph } from '../../../src/domain/workflow.ts'
import { RECORDED } from '../../../workflows/object-info.ts'
import { outputsOf, validateGraph, type Finding } from '../../../workflows/validate.ts'
import { json } from './answers.ts'
import type { Faults } from './faults.ts'
import type { createQueue } from './queue.ts'
import { badId, refusalOf, type Ways } from './versions.ts'

const zPost = z.looseObject({
  prompt: z.unknown(),
  prompt_id: z.string().optional(),
  client_id: z.string().optional(),
  extra_data: z.looseObject({}).default({}),
  number: z.number().optional(),
})

export function createDoor(o: {
  readonly ways: Ways
  readonly faults: Faults
  readonly queue: ReturnType<typeof createQueue>
  readonly hasFile: (name: string) => boolean
}) {
  const { ways, faults, queue } = o
  const posted: unknown[] = []
  let counter = 0

  function submit(body: Buffer, res: ServerResponse): void {
    if (faults.answerSubmit) {
      res.writeHead(faults.answerSubmit.status, { 'content-type': faults.answerSubmit.type })
      res.end(faults.answerSubmit.body)
      return
    }
    const post = zPost.parse(JSON.parse(body.toString()))
    posted.push(post)
    if (faults.breakSubmit === 'before') return broken(res)
    const id = post.prompt_id ?? randomUUID()
    const odd = badId(ways, id)
    if (odd) return json(res, 400, { error: odd, node_errors: {} })
    // The shape is what these tests send; a graph that is none fails in the check.
    const graph = post.prompt as Graph
    const findings = validateGraph(graph, RECORDED, { hasFile: o.hasFile })
    const whole = findings.find((f) => f.dependentOutputs.length === 0)
    if (whole) return json(res, 400, { error: refusalOf(ways, whole), node_errors: ways.tellsClassInWords ? [] : {} })
    const node_errors = Object.fromEntries(findings.map((f) => [f.nodeId, nodeError(f)]))
    const good = outputsOf(graph, RECORDED).filter((out) => !findings.some((f) => f.dependentOutputs.includes(out)))
    if (good.length === 0) return json(res, 400, { error: NOTHING_LEFT, node_errors })
    const number = post.number ?? ++counter
    const clientId = post.client_id ?? null
    const extraData = { ...post.extra_data, ...(clientId === null ? {} : { client_id: clientId }) }
    queue.put({ id, number, graph, clientId, extraData, hold: JSON.stringify(graph).includes('hold') })
    if (faults.breakSubmit === 'after') return broken(res)
    return json(res, 200, { prompt_id: id, number, node_errors })
  }

  function broken(res: ServerResponse): void {
    faults.breakSubmit = null
    res.destroy()
  }

  return { submit, posted }
}

const nodeError = (f: Finding) => ({
  class_type: f.classType,
  dependent_outputs: f.dependentOutputs,
  errors: [
    {
      type: f.type,
      message: f.message,
      details: f.details,
      extra_info: { input_name: f.inputName, received_value: f.received },
    },
  ],
})

const NOTHING_LEFT = {
  type: 'prompt_outputs_failed_validation',
  message: 'Prompt outputs failed validation',
  details: '',
  extra_info: {},
}
