/** Every refusal that a real server was heard to give, given by previz to the same graph. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Graph } from '../../src/domain/workflow.ts'
import { createStand, plainClip, type Stand } from './stand.ts'

type Recorded = Record<string, { status: number; content_type: string; body: unknown }>
const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/comfyui/prompt-errors-0.33.0.json', import.meta.url), 'utf8'),
) as Recorded

let stand: Stand
beforeAll(async () => {
  stand = await createStand()
})
afterAll(() => stand.close())

const picture = (inputs: Record<string, unknown>) => ({
  class_type: 'EmptyImage',
  inputs: { width: 64, height: 64, batch_size: 1, color: 0, ...inputs },
})
const save = (from: string, inputs: Record<string, unknown> = { filename_prefix: 'x' }) => ({
  class_type: 'SaveImage',
  inputs: { images: [from, 0], ...inputs },
})
const without = (node: { class_type: string; inputs: Record<string, unknown> }, name: string) => {
  const { [name]: _, ...inputs } = node.inputs
  return { ...node, inputs }
}
const sampled: Graph = {
  '3': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'nope.safetensors' } },
  '4': { class_type: 'EmptyImage', inputs: { width: 64, height: 64, batch_size: 1, color: 0 } },
  '5': { class_type: 'VAEEncode', inputs: { pixels: ['4', 0], vae: ['3', 2] } },
  '7': { class_type: 'VAEDecode', inputs: { samples: ['5', 0], vae: ['3', 2] } },
  '6': save('7'),
}

const BODIES: Record<string, unknown> = {
  malformed_json: '{"prompt": ',
  no_prompt: {},
  prompt_no_outputs: { prompt: { '1': picture({}) } },
  missing_node_type: { prompt: { '7': { class_type: 'NoSuchNode', inputs: {}, _meta: { title: 'My Node' } } } },
  ui_format_workflow: { prompt: { nodes: [], links: [] } },
  required_input_missing: { prompt: { '1': without(picture({}), 'width'), '2': save('1') } },
  value_bigger_than_max: { prompt: { '1': picture({ width: 1_000_000_000 }), '2': save('1') } },
  dangling_link: { prompt: { '2': save('99') } },
  value_not_in_list: { prompt: sampled },
  custom_validation_failed: { prompt: { l: { class_type: 'LoadImage', inputs: { image: 'nope.png' } }, c: save('l') } },
  invalid_prompt_id: { prompt: plainClip(), prompt_id: 'ABC' },
  PARTIAL_200_with_node_errors: { prompt: { '1': picture({}), '2': save('1'), '9': save('1', {}) } },
}

/** What the fixtures cannot fix: ids, numbers, tracebacks and how much of an input's settings was recorded. */
const steady = (body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body, (key, value: unknown) =>
      ['prompt_id', 'number', 'traceback', 'input_config'].includes(key) ? key : value,
    ),
  )

describe('POST /prompt', () => {
  test('every recorded refusal is tried', () => {
    expect(Object.keys(BODIES).toSorted()).toEqual(Object.keys(recorded).toSorted())
  })
  test.each(Object.keys(BODIES))('%s', async (name) => {
    const expected = recorded[name]!
    const response = await stand.post('/prompt', BODIES[name])
    expect(response.status).toBe(expected.status)
    const type = response.headers.get('content-type') ?? ''
    expect(type.split(';')[0]).toBe(expected.content_type.split(';')[0])
    const text = await response.text()
    expect(steady(type.startsWith('text/') ? text : JSON.parse(text))).toEqual(steady(expected.body))
  })
  test.each([
    ['a graph that is a list', { prompt: [] }],
    ['inputs that are null', { prompt: { '1': { class_type: 'EmptyImage', inputs: null } } }],
    ['a number that is text', { prompt: plainClip(), number: 'first' }],
    ['extra_data that is null', { prompt: plainClip(), extra_data: null }],
  ])('%s is a plain 500', async (_, body) => {
    const response = await stand.post('/api/prompt', body)
    expect(response.status).toBe(500)
    expect(await response.text()).toContain('Server got itself in trouble')
  })
})
