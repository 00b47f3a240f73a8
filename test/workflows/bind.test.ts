import { describe, expect, test } from 'vitest'
import type { Graph, SlotValues } from '../../src/domain/workflow.ts'
import type { Workflows } from '../../src/ports/workflows.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'

const workflows: Workflows = createWorkflows()
const text: SlotValues = {
  positive: 'a lantern',
  seed: 7,
  width: 768,
  height: 432,
  frames: 24,
  filename_prefix: 'nora/tke_1/clip',
}
const { frames: _, ...still } = text
const wan: SlotValues = { ...text, height: 448, frames: 97 }
const full: Readonly<Record<string, SlotValues>> = {
  'wan22-text-to-video': wan,
  'wan22-image-to-video': { ...wan, reference_1: 'nora/a.png' },
  'animatediff-short-loop': text,
  'ipadapter-animatic': { ...text, reference_1: 'nora/a.png' },
  'img2img-motion-remix': { ...text, footage: 'nora/f.mp4' },
  'ipadapter-storyboard': { ...still, reference_1: 'nora/a.png' },
}

function bound(name: string, values: SlotValues) {
  const result = workflows.bind(name, values)
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
function reason(name: string, values: SlotValues): string {
  const result = workflows.bind(name, values)
  if (result.ok) return 'it was bound'
  return result.failure.type === 'workflow-cannot' ? result.failure.reason : result.failure.type
}
const at = (graph: Graph, title: string) => Object.values(graph).find((n) => n._meta?.title === title)?.inputs ?? {}

describe('filling a workflow', () => {
  test('puts each value where its slot says and nothing elsewhere', () => {
    const { graph, outputNode } = bound('animatediff-short-loop', { ...text, negative: 'blur' })
    expect(at(graph, 'positive')['text']).toBe('a lantern')
    expect(at(graph, 'negative')['text']).toBe('blur')
    expect(at(graph, 'sampler')['seed']).toBe(7)
    expect(at(graph, 'latent')).toEqual({ width: 768, height: 432, batch_size: 24 })
    expect(at(graph, 'output_video')['filename_prefix']).toBe('nora/tke_1/clip')
    expect(graph[outputNode]?._meta?.title).toBe('output_video')
  })

  test('leaves the definition as it was', () => {
    bound('animatediff-short-loop', { ...text, positive: 'first' })
    expect(at(bound('animatediff-short-loop', text).graph, 'positive')['text']).toBe('a lantern')
  })

  test('text stays text, whatever it holds', () => {
    const positive = '{"1":{"class_type":"X"}} ["4",0] %date% ../../etc \\ "quoted"\nnew line'
    const { graph } = bound('animatediff-short-loop', { ...text, positive })
    expect(at(graph, 'positive')['text']).toBe(positive)
    expect(Object.keys(graph)).toEqual(Object.keys(bound('animatediff-short-loop', text).graph))
  })

  // ComfyUI's own SaveVideo has no such switch; its server has (`--disable-metadata`).
  test('clips of VideoHelperSuite carry no metadata about their making', () => {
    const saved = workflows.all.map(({ name }) => bound(name, full[name] ?? {}))
    const nodes = saved.flatMap(({ graph, outputNode }) => graph[outputNode] ?? [])
    const combined = nodes.filter((n) => n.class_type === 'VHS_VideoCombine')
    expect(combined).toHaveLength(3)
    for (const node of combined) expect(node.inputs).toMatchObject({ save_metadata: false })
  })

  test('clips come out at the rate that their facts promise', () => {
    for (const w of workflows.all.filter((w) => w.makes === 'clip')) {
      const { graph } = bound(w.name, full[w.name] ?? {})
      const rate = at(graph, 'output_video')['frame_rate'] ?? at(graph, 'video')['fps']
      expect(Array.isArray(rate) ? at(graph, 'source_footage')['force_rate'] : rate).toBe(w.nativeFps)
    }
  })
})

describe('a loop (trap T20)', () => {
  const loop = (o: SlotValues) => at(bound('animatediff-short-loop', { ...text, ...o }).graph, 'loop_context')

  test('is closed only where one is asked for', () => expect(loop({})['closed_loop']).toBe(false))
  test.each([8, 16, 24])('of %i frames has a window that slides over it', (frames) => {
    const context = loop({ frames, closed_loop: true })
    expect(context).toMatchObject({ closed_loop: true, use_on_equal_length: true })
    expect(context['context_length']).toBeLessThanOrEqual(frames)
    expect(context['context_overlap']).toBeLessThan(Number(context['context_length']))
  })
})

test('one reference fills both places, two cross-fade', () => {
  const one = bound('ipadapter-animatic', { ...text, reference_1: 'nora/a.png' }).graph
  expect([at(one, 'reference_1')['image'], at(one, 'reference_2')['image']]).toEqual(['nora/a.png', 'nora/a.png'])
  const two = bound('ipadapter-animatic', { ...text, reference_1: 'nora/a.png', reference_2: 'nora/b.png' }).graph
  expect(at(two, 'reference_2')['image']).toBe('nora/b.png')
})

test('footage begins where it should, is capped, and brings no sound', () => {
  const { graph } = bound('img2img-motion-remix', { ...text, footage: 'nora/f.mp4', from_seconds: 2.5, denoise: 0.4 })
  expect(at(graph, 'source_footage')).toMatchObject({ skip_first_frames: 20, frame_load_cap: 24, force_rate: 8 })
  expect(at(graph, 'sampler')['denoise']).toBe(0.4)
  expect(at(graph, 'output_video')).not.toHaveProperty('audio')
})

describe('storyboard panels', () => {
  const two = { positive_2: 'b', seed_2: 8, reference_2: 'nora/b.png', filename_prefix_2: 'nora/x/p2' }
  test('that were not asked for are not drawn', () => {
    const saved = (values: SlotValues) =>
      Object.values(bound('ipadapter-storyboard', { ...full['ipadapter-storyboard'], ...values }).graph).filter(
        (n) => n.class_type === 'SaveImage',
      ).length
    expect(saved({})).toBe(1)
    expect(saved(two)).toBe(2)
  })
  test('come whole or not at all', () =>
    expect(reason('ipadapter-storyboard', { ...full['ipadapter-storyboard'], seed_2: 1 })).toContain('positive_2'))
})

describe('what is refused', () => {
  test.each<[string, SlotValues, string]>([
    ['an undeclared slot', { 'sampler.cfg': 3 }, 'no slot "sampler.cfg"'],
    ['a slot of Object', { toString: 'x' }, 'no slot "toString"'],
    ['a number as text', { positive: 3 }, '"positive" takes text'],
    ['a fraction of a frame', { frames: 8.5 }, 'whole number'],
    ['too many frames', { frames: 161 }, '8 to 160'],
    ['too few frames', { frames: 7 }, '8 to 160'],
    ['a side off the grid', { width: 770 }, 'multiples of 8'],
    ['too many pixels', { width: 1024, height: 1024 }, 'pixels'],
    ['a seed beyond JSON (trap T27)', { seed: 2 ** 53 }, 'whole number'],
    ['a negative seed', { seed: -1 }, '0 to'],
    ['a model that climbs', { checkpoint: '../secret.safetensors' }, 'model file'],
    ['a yes as text', { closed_loop: 'false' }, 'true or false'],
    ['not a number', { width: Number.NaN }, 'whole number'],
    ...['../x', '/abs', 'a b', '%date%', '', '.hidden', 'x/', 'a//b', 'a\0', 'x'.repeat(121)].map(
      (name): [string, SlotValues, string] => [
        `the output name ${JSON.stringify(name)} (trap T18)`,
        { filename_prefix: name },
        'letters',
      ],
    ),
  ])('%s', (_, change, why) => expect(reason('animatediff-short-loop', { ...text, ...change })).toContain(why))

  test.each(['../a.png', '/etc/passwd', 'a\\b.png', 'C:/a.png', 'x/../../a.png', ''])('the file name %j', (name) =>
    expect(reason('ipadapter-animatic', { ...text, reference_1: name })).toContain('staged file'),
  )

  test('a slot left empty is named', () => {
    for (const [name, values] of Object.entries(full))
      for (const slot of Object.keys(values)) {
        const { [slot]: _, ...rest } = values
        expect(reason(name, rest)).toContain(`"${slot}" was not filled`)
      }
  })

  test('an unknown workflow', () => expect(reason('nope', {})).toBe('workflow-unknown'))
})
