import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Graph } from '../../src/domain/workflow.ts'
import { RECORDED } from '../../workflows/object-info.ts'
import { looseEnd, outputsOf, validateGraph } from '../../workflows/validate.ts'

type Recorded = Record<
  string,
  { body: { node_errors: Record<string, { errors: { type: string; message: string; details: string }[] }> } }
>
// The bodies' shape is what the tests below compare with; nothing of it leaves this file.
const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/comfyui/prompt-errors-0.33.0.json', import.meta.url), 'utf8'),
) as Recorded
const said = (which: string, id: string) => recorded[which]?.body.node_errors[id]?.errors[0]

const picture = (inputs: object = {}) => ({
  class_type: 'EmptyImage',
  inputs: { width: 64, height: 64, batch_size: 1, color: 0, ...inputs },
})
const save = (from: unknown = ['1', 0]) => ({
  class_type: 'SaveImage',
  inputs: { images: from, filename_prefix: 'x' },
})
const first = (graph: Graph) => {
  const { type, message, details, nodeId } = validateGraph(graph, RECORDED)[0] ?? {}
  return { type, message, details, nodeId }
}

describe('says what a real server said', () => {
  test('of a value out of range', () =>
    expect(first({ '1': picture({ width: 1_000_000_000 }), '2': save() })).toMatchObject({
      nodeId: '1',
      type: said('value_bigger_than_max', '1')?.type,
      message: said('value_bigger_than_max', '1')?.message,
      details: said('value_bigger_than_max', '1')?.details,
    }))

  test('of a required input left out', () => {
    const { width: _, ...rest } = picture().inputs
    const finding = first({ '1': { class_type: 'EmptyImage', inputs: rest }, '2': save() })
    expect(finding).toMatchObject({ nodeId: '1', ...pick(said('required_input_missing', '1')) })
  })

  test('of a link to nowhere', () =>
    expect(first({ '2': save(['99', 0]) })).toMatchObject({ nodeId: '2', ...pick(said('dangling_link', '2')) }))

  test('of a model that it lacks', () => {
    const graph: Graph = {
      '3': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'nope.safetensors' } },
      '4': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
      '5': { class_type: 'VAEDecode', inputs: { samples: ['4', 0], vae: ['3', 2] } },
      '6': save(['5', 0]),
    }
    expect(first(graph)).toMatchObject({ nodeId: '3', ...pick(said('value_not_in_list', '3')) })
    expect(validateGraph(graph, RECORDED)[0]?.dependentOutputs).toEqual(['6'])
  })

  test('of a file that it lacks', () => {
    const graph: Graph = { l: { class_type: 'LoadImage', inputs: { image: 'nope.png' } }, c: save(['l', 0]) }
    expect(validateGraph(graph, RECORDED)).toEqual([])
    const [finding] = validateGraph(graph, RECORDED, { hasFile: () => false })
    expect(finding).toMatchObject({ nodeId: 'l', ...pick(said('custom_validation_failed', 'l')) })
  })

  test('of a class that it lacks', () =>
    expect(first({ '7': { class_type: 'NoSuchNode', inputs: {}, _meta: { title: 'My Node' } } })).toMatchObject({
      type: 'missing_node_type',
      message: "Node 'My Node' not found. The custom node may not be installed.",
      details: "Node ID '#7'",
    }))

  test('of a graph without an output', () => expect(first({ '1': picture() }).type).toBe('prompt_no_outputs'))
})
const pick = (e: { type: string; message: string; details: string } | undefined) => ({
  type: e?.type,
  message: e?.message,
  details: e?.details,
})

describe('finds', () => {
  test.each<[string, Graph]>([
    ['return_type_mismatch', { '1': { class_type: 'VAELoader', inputs: { vae_name: 'pixel_space' } }, '2': save() }],
    ['bad_linked_input', { '1': picture(), '2': save(['1', 0, 0]) }],
    ['value_smaller_than_min', { '1': picture({ width: 0 }), '2': save() }],
    ['invalid_input_type', { '1': picture({ width: 'wide' }), '2': save() }],
    ['exception_during_validation', { '1': picture(), '2': save(['1', 5]) }],
    [
      'dependency_cycle',
      { '1': { class_type: 'ImageBatch', inputs: { image1: ['1', 0], image2: ['1', 0] } }, '2': save() },
    ],
  ])('%s', (type, graph) => expect(first(graph).type).toBe(type))

  test('a choice that is not one, in both shapes of a combo', () => {
    const webm = {
      class_type: 'SaveWEBM',
      inputs: { images: ['1', 0], filename_prefix: 'x', codec: 'h264', fps: 8, crf: 30 },
    }
    const mp4 = {
      class_type: 'VHS_VideoCombine',
      inputs: {
        images: ['1', 0],
        frame_rate: 8,
        loop_count: 0,
        filename_prefix: 'x',
        format: 'video/x',
        pingpong: false,
        save_output: true,
      },
    }
    for (const node of [webm, mp4]) expect(first({ '1': picture(), '2': node }).type).toBe('value_not_in_list')
  })

  test('a dangling link on an inner node, told by the node that reads from it', () => {
    const graph: Graph = {
      '1': { class_type: 'ImageBatch', inputs: { image1: ['99', 0], image2: ['99', 0] } },
      '2': save(),
    }
    expect(first(graph)).toMatchObject({ type: 'exception_during_inner_validation', nodeId: '2', details: "'99'" })
  })

  test('nothing in what it coerces', () => {
    expect(validateGraph({ '1': picture({ width: '96', color: true }), '2': save() }, RECORDED)).toEqual([])
    expect(validateGraph({ '1': picture(), '2': save() }, RECORDED)).toEqual([])
  })

  test("a key that is none of a dynamic combo's, in the third shape of a combo", () => {
    const video = (inputs: object) => ({
      '1': picture(),
      '2': { class_type: 'CreateVideo', inputs: { images: ['1', 0], fps: 24 } },
      '3': { class_type: 'SaveVideo', inputs: { video: ['2', 0], filename_prefix: 'x', codec: 'h264', ...inputs } },
    })
    expect(validateGraph(video({ format: 'mp4' }), RECORDED)).toEqual([])
    expect(first(video({ format: 'avi' }))).toMatchObject({ type: 'value_not_in_list', nodeId: '3' })
    expect(first(video({})).type).toBe('required_input_missing')
  })

  test('which outputs a server would drop and answer 200 (trap T4)', () => {
    const graph: Graph = { '1': picture(), '2': save(), '9': { class_type: 'SaveImage', inputs: { images: ['1', 0] } } }
    expect(outputsOf(graph, RECORDED)).toEqual(['2', '9'])
    expect(validateGraph(graph, RECORDED).map((f) => f.dependentOutputs)).toEqual([['9']])
  })
})

describe('a loose end, which kills the worker of a server that accepted it', () => {
  test('a node without inputs, though nothing reads it (trap T1)', () => {
    expect(looseEnd({ '1': picture(), '2': save() })).toBeNull()
    const noInputs: unknown = { '1': picture(), '2': save(), '3': { class_type: 'EmptyImage' } }
    expect(validateGraph(noInputs as Graph, RECORDED)).toEqual([])
    expect(looseEnd(noInputs as Graph)).toBe('node 3 has no inputs')
  })
  test('an input that no class declares, linked to nowhere (trap T2)', () => {
    const graph: Graph = { '1': picture({ extra: ['77', 0] }), '2': save() }
    expect(validateGraph(graph, RECORDED)).toEqual([])
    expect(looseEnd(graph)).toContain('node 77')
  })
})
