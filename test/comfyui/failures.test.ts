import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fromErrorReport, fromNodeErrors, fromRefusal } from '../../adapters/comfyui/failures.ts'
import { zAccepted } from '../../adapters/comfyui/messages.ts'

const recorded = z
  .record(z.string(), z.object({ status: z.number(), content_type: z.string(), body: z.unknown() }))
  .parse(JSON.parse(readFileSync(new URL('../fixtures/comfyui/prompt-errors-0.33.0.json', import.meta.url), 'utf8')))
const where = { host: 'gpu-1', workflow: 'w' }
const refused = (which: string) => {
  const said = recorded[which]
  if (!said) throw new Error(`nothing recorded of ${which}`)
  const isJson = said.content_type.includes('json')
  const text = isJson ? '' : String(said.body)
  return fromRefusal(where, { status: said.status, json: isJson ? said.body : null, text, cut: false })
}

describe('what a real server refused', () => {
  test.each([
    ['missing_node_type', { type: 'missing-node', node: 'NoSuchNode', workflow: 'w' }],
    [
      'value_not_in_list',
      { type: 'missing-model', node: 'CheckpointLoaderSimple', input: 'ckpt_name', file: 'nope.safetensors' },
    ],
    ['required_input_missing', { type: 'bad-graph', reason: expect.stringContaining('EmptyImage') }],
    ['value_bigger_than_max', { type: 'bad-graph', reason: expect.stringContaining('width') }],
    ['dangling_link', { type: 'bad-graph', reason: expect.stringContaining('99') }],
    ['custom_validation_failed', { type: 'bad-graph', reason: expect.stringContaining('nope.png') }],
    ['invalid_prompt_id', { type: 'bad-graph', reason: expect.stringContaining('UUID') }],
    ['no_prompt', { type: 'bad-graph', reason: expect.stringContaining('No prompt') }],
    ['prompt_no_outputs', { type: 'bad-graph', reason: expect.stringContaining('no outputs') }],
    ['malformed_json', { type: 'bad-graph', reason: expect.stringContaining('HTTP 500') }],
    ['ui_format_workflow', { type: 'bad-graph', reason: expect.stringContaining('HTTP 500') }],
  ])('%s', (which, failure) => expect(refused(which)).toMatchObject({ host: 'gpu-1', ...failure }))

  test('in part, inside a 200', () => {
    const accepted = zAccepted.parse(recorded['PARTIAL_200_with_node_errors']?.body)
    expect(fromNodeErrors(where, accepted.node_errors)).toMatchObject({
      type: 'bad-graph',
      reason: expect.stringContaining('filename_prefix'),
    })
  })

  test('a reason is one line', () => {
    for (const which of Object.keys(recorded)) expect(JSON.stringify(refused(which))).not.toMatch(/\\n|Traceback/)
  })
})

test('an old server lists no node errors as a list, and calls an unknown class an invalid prompt', () => {
  expect(zAccepted.parse({ prompt_id: 'x', number: 1, node_errors: [] }).node_errors).toEqual({})
  // Names of classes may have spaces; it is told in words alone.
  const message = 'Cannot execute because node Sigmas Rescale does not exist.'
  const json = { error: { type: 'invalid_prompt', message, details: "Node ID '#7'", extra_info: {} }, node_errors: [] }
  expect(fromRefusal(where, { status: 400, json, text: '', cut: false })).toMatchObject({
    type: 'missing-node',
    node: 'Sigmas Rescale',
  })
})

test.each([
  [413, 'bad-graph'],
  [302, 'host-down'],
  [401, 'host-down'],
  [502, 'host-down'],
])('HTTP %i is %s', (status, type) =>
  expect(fromRefusal(where, { status, json: null, text: '<html>', cut: false }).type).toBe(type),
)

describe('how a node broke off', () => {
  const report = (exception_type: string, exception_message: string) =>
    fromErrorReport('gpu-1', { node_id: '9', node_type: 'KSampler', exception_type, exception_message })
  const advice = '\nThis error means you ran out of memory on your GPU.\n\nTIPS: If the workflow worked before …'

  test.each([
    ['torch.OutOfMemoryError', 'Allocation on device 0 would exceed allowed memory.'],
    ['torch.cuda.OutOfMemoryError', 'CUDA out of memory. Tried to allocate 2.00 GiB'],
    ['RuntimeError', `CUDA error: out of memory${advice}`],
    ['AcceleratorError', 'CUDA error: out of memory'],
    ['RuntimeError', 'level_zero backend failed with error: 39 (UR_RESULT_ERROR_OUT_OF_DEVICE_MEMORY)'],
    ['RuntimeError', 'MPS backend out of memory (MPS allocated: 18.10 GB)'],
    ['RuntimeError', "[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: can't allocate memory"],
  ])('%s: %s is out of memory', (type, message) =>
    expect(report(type, message)).toEqual({ type: 'out-of-memory', host: 'gpu-1', node: 'KSampler' }),
  )

  test('advice about memory alone is not', () =>
    expect(report('ValueError', `the colours\n  ran dry${advice}`)).toEqual({
      type: 'node-failed',
      host: 'gpu-1',
      node: 'KSampler',
      message: 'the colours ran dry',
    }))

  test('a message of megabytes becomes a line', () => {
    const failure = report('ValueError', 'x'.repeat(5_000_000))
    expect(JSON.stringify(failure).length).toBeLessThan(500)
  })
})
