/** Which exported workflows can be used, which slots are found in them, and what is refused with which reason? */
import { describe, expect, test } from 'vitest'
import type { Graph } from '../../src/domain/workflow.ts'
import { sayFault } from '../../src/words/workflow-words.ts'
import { CATALOGUE } from '../../workflows/catalogue.ts'
import { readDocument, toDefinition } from '../../workflows/document.ts'
import { inspectWorkflow } from '../../workflows/inspect.ts'
import { RECORDED } from '../../workflows/object-info.ts'
import { bind } from '../../workflows/bind.ts'
import { validateGraph } from '../../workflows/validate.ts'

const builtIn = (name: string) => {
  const found = CATALOGUE.find((w) => w.name === name)
  if (!found) throw new Error(`there is no ${name}`)
  return found
}
const WAN = builtIn('wan22-image-to-video').graph
const LOOP = builtIn('animatediff-short-loop').graph
const look = (exported: unknown, output?: string) => inspectWorkflow(exported, { name: 'mine', output })
const reasons = (exported: unknown, output?: string) => look(exported, output).faults.map(sayFault)
/** The graph with other inputs of the node of that title, or with another class. */
const changed = (graph: Graph, title: string, inputs: object, nodeClass?: string): Graph =>
  Object.fromEntries(
    Object.entries(graph).map(([id, node]) =>
      node._meta?.title === title
        ? [id, { ...node, class_type: nodeClass ?? node.class_type, inputs: { ...node.inputs, ...inputs } }]
        : [id, node],
    ),
  )
const untitled = (graph: Graph): Graph =>
  Object.fromEntries(
    Object.entries(graph).map(([id, node]) => [id, { class_type: node.class_type, inputs: node.inputs }]),
  )

describe('slots are found by where the sampler takes its values from', () => {
  test.each(CATALOGUE.filter((w) => w.makes === 'clip').map((w) => [w.name, w] as const))(
    'those of %s as its author declared them, also without titles',
    (_, w) => {
      const { document, faults } = look(w.graph)
      expect(faults).toEqual([])
      const declared = Object.entries(w.slots).filter(
        ([name]) => !['closed_loop', 'denoise', 'encode_batch'].includes(name),
      )
      expect(Object.keys(document?.slots ?? {}).sort()).toEqual(declared.map(([name]) => name).sort())
      expect(document?.slots).toMatchObject(
        Object.fromEntries(declared.map(([name, { type, into }]) => [name, { type, into }])),
      )
      expect(document?.facts).toMatchObject({ makes: w.makes, needs: w.needs, takes: w.takes, nativeFps: w.nativeFps })
      expect(document?.facts.frames).toEqual(w.frames.step === 1 ? { ...w.frames, max: 160 } : w.frames)
      const named = (m: (typeof w.models)[number]) => `${m.slot} models/${m.folder}/${m.file} ${m.nodeClass}.${m.input}`
      expect(document?.facts.models.map(named).sort()).toEqual(w.models.map(named).sort())

      const blind = look(untitled(w.graph))
      expect(Object.keys(blind.document?.slots ?? {})).toEqual(Object.keys(document?.slots ?? {}))
    },
  )

  test('each says where it goes, what stands there, how sure it is and why', () => {
    const { guesses } = look(WAN)
    expect(guesses.find((g) => g.slot === 'frames')).toEqual({
      slot: 'frames',
      type: 'integer',
      into: ['latent.length'],
      value: 121,
      confidence: 'sure',
      why: 'latent takes 4n+1 frames; as many as were exported are the most',
    })
    expect(guesses.find((g) => g.slot === 'positive')?.why).toContain('the sampler is told it')
  })

  test('a LoRA is a place for the look, with its strength; one that makes the model faster stays', () => {
    const lora = (lora_name: string, model: unknown) => ({
      class_type: 'LoraLoaderModelOnly',
      inputs: { model, lora_name, strength_model: 1 },
      _meta: { title: lora_name },
    })
    const loaded = Object.entries(WAN).find(([, n]) => n.class_type === 'UNETLoader')?.[0] ?? ''
    const graph = {
      ...Object.fromEntries(
        Object.entries(WAN).map(([id, node]) => {
          const inputs = Object.entries(node.inputs).map(([name, value]) => [
            name,
            Array.isArray(value) && value[0] === loaded ? ['92', 0] : value,
          ])
          return [id, { ...node, inputs: Object.fromEntries(inputs) }]
        }),
      ),
      91: lora('Wan22_lightx2v_4steps.safetensors', [loaded, 0]),
      92: lora('style.safetensors', ['91', 0]),
    }
    const { document, faults } = look(graph)
    expect(faults).toEqual([])
    expect(document?.slots).toMatchObject({
      lora: { type: 'model', into: ['style.safetensors.lora_name'] },
      lora_strength: { type: 'number', into: ['style.safetensors.strength_model'] },
      speed_lora: { type: 'model' },
    })
    expect(Object.keys(document?.slots ?? {}).filter((name) => name.includes('lora'))).toHaveLength(3)
    expect(document?.facts.models.map((m) => m.slot)).toEqual(expect.arrayContaining(['lora', 'speed_lora']))
  })

  test('a text and a seed that other nodes pass on are found there', () => {
    const words = { class_type: 'PrimitiveStringMultiline', inputs: { value: 'a boat' }, _meta: { title: 'words' } }
    const seed = { class_type: 'PrimitiveInt', inputs: { value: 5, control_after_generate: 'fixed' } }
    const graph = {
      ...changed(changed(WAN, 'positive', { text: ['90', 0] }), 'sampler', { seed: ['91', 0] }),
      90: words,
      91: seed,
    }
    const { document } = look(graph)
    expect(document?.slots['positive']?.into).toEqual(['words.value'])
    expect(document?.slots['seed']?.into).toEqual(['PrimitiveInt #91.value'])
  })

  test('a model that an unknown loader names is a need too, and is said to be a guess', () => {
    const { guesses, document } = look(changed(WAN, 'vae', {}, 'StudioVaeLoader'))
    expect(guesses.find((g) => g.slot === 'vae')).toMatchObject({ confidence: 'unsure' })
    expect(document?.facts.models).toContainEqual(
      expect.objectContaining({ nodeClass: 'StudioVaeLoader', input: 'vae_name' }),
    )
  })
})

test('two samplers in a row get one seed, two models of one folder a slot each, files their bare names', () => {
  const unet = (file: string) => ({
    class_type: 'UNETLoader',
    inputs: { unet_name: `wan\\${file}`, weight_dtype: 'default' },
  })
  const words = (text: string) => ({ class_type: 'CLIPTextEncode', inputs: { text, clip: ['c', 0] } })
  const sampler = (model: string, latent: readonly [string, number]) => ({
    class_type: 'KSamplerAdvanced',
    inputs: {
      noise_seed: 5,
      steps: 20,
      positive: ['w', 0],
      negative: ['w', 1],
      model: [model, 0],
      latent_image: latent,
    },
  })
  const { faults, document } = look({
    high: unet('high.safetensors'),
    low: unet('low.safetensors'),
    c: { class_type: 'CLIPLoader', inputs: { clip_name: 'umt5.safetensors', type: 'wan' } },
    v: { class_type: 'VAELoader', inputs: { vae_name: 'wan.safetensors' } },
    p: words('a cat'),
    n: words('blur'),
    w: {
      class_type: 'WanImageToVideo',
      inputs: {
        positive: ['p', 0],
        negative: ['n', 0],
        vae: ['v', 0],
        width: 832,
        height: 480,
        length: 81,
        batch_size: 1,
      },
    },
    first: sampler('high', ['w', 2]),
    second: sampler('low', ['first', 0]),
    d: { class_type: 'VAEDecode', inputs: { samples: ['second', 0], vae: ['v', 0] } },
    cv: { class_type: 'CreateVideo', inputs: { images: ['d', 0], fps: 16 } },
    o: { class_type: 'SaveVideo', inputs: { video: ['cv', 0], filename_prefix: 'x', format: 'auto', codec: 'auto' } },
  })
  expect(faults).toEqual([])
  expect(document?.slots['seed']?.into).toEqual([
    'KSamplerAdvanced #second.noise_seed',
    'KSamplerAdvanced #first.noise_seed',
  ])
  expect(document?.slots['negative']?.into).toEqual(['CLIPTextEncode #n.text'])
  expect(document?.slots).not.toHaveProperty('steps')
  expect(document?.facts).toMatchObject({ nativeFps: 16, frames: { min: 17, max: 81, step: 4, offset: 1 } })
  const models = document?.facts.models.map((m) => `${m.slot} ${m.file}`)
  expect(models).toEqual(
    expect.arrayContaining(['diffusion_model low.safetensors', 'diffusion_model_2 high.safetensors']),
  )
})

test('what the result does not need is left out, its sound and how it was made with it (traps T1 and T19)', () => {
  const stray = { class_type: 'PreviewImage', inputs: { images: ['10', 0] }, _meta: { title: 'look' } }
  const graph = changed(LOOP, 'output_video', { audio: ['1', 0], save_metadata: true })
  const { leftOut, document } = look({ ...graph, 99: stray })
  expect(leftOut).toEqual(['look'])
  const saved = Object.values(document?.graph ?? {}).find((n) => n.class_type === 'VHS_VideoCombine')
  expect(saved?.inputs).toMatchObject({ save_metadata: false })
  expect(saved?.inputs).not.toHaveProperty('audio')
})

test("no more frames than AnimateDiff's window holds, where a ControlNet of ComfyUI's own is applied (trap T21)", () => {
  const net = { class_type: 'ControlNetApplyAdvanced', inputs: { positive: ['2', 0], negative: ['3', 0], strength: 1 } }
  const graph = changed(LOOP, 'sampler', { positive: ['60', 0], negative: ['60', 1] })
  const { document } = look({ ...graph, 60: net })
  expect(document?.facts.frames.max).toBe(16)
  expect(document?.slots['negative']?.into).toEqual(['negative.text'])
  expect(look(LOOP).document?.facts.frames.max).toBe(160)
})

test('what was found can be confirmed, bound, and sent', () => {
  const { document } = look(LOOP)
  const read = readDocument(JSON.parse(JSON.stringify(document)), ['other'])
  if (!read.ok) throw new Error(read.failure.map(sayFault).join())
  const filled = bind(toDefinition(read.value), {
    positive: 'x',
    seed: 1,
    width: 512,
    height: 512,
    frames: 16,
    filename_prefix: 'n/a',
  })
  if (!filled.ok) throw new Error(JSON.stringify(filled.failure))
  expect(validateGraph(filled.value.graph, RECORDED).filter((f) => f.type !== 'value_not_in_list')).toEqual([])
})

describe('refused is', () => {
  const ui = { nodes: [{ id: 1, type: 'KSampler' }], links: [], version: 0.4 }
  const { 11: _, ...endless } = WAN
  test.each<[string, unknown, string]>([
    ['the format of the editor (trap T29)', ui, 'Export (API)'],
    ['no JSON object', [1, 2], 'no ComfyUI workflow'],
    ['an empty one', {}, 'no ComfyUI workflow'],
    ['a node without inputs (trap T1)', { ...WAN, 50: { class_type: 'Note' } }, 'node 50 has no inputs'],
    ['a link to nowhere (trap T2)', changed(WAN, 'sampler', { model: ['77', 0] }), 'node 77'],
    ['no output', endless, 'saves nothing'],
    ['no words', changed(WAN, 'sampler', { positive: ['7', 0] }), 'No node takes the words'],
    ['no length', changed(WAN, 'latent', { length: ['7', 0] }), 'how many frames the clip has'],
    ['no rate', changed(WAN, 'video', { fps: ['7', 0] }), 'frames a second'],
    ['a node that loads by path', changed(WAN, 'start_image', {}, 'VHS_LoadImagePath'), 'VHS_LoadImagePath'],
    ['a node that loads by URL', changed(WAN, 'start_image', {}, 'LoadImageFromUrl'), 'in the net'],
    ['a node that loads a pickle', changed(WAN, 'start_image', {}, 'IPAdapterLoadEmbeds'), 'can run code'],
    ['a batch manager (trap T8)', changed(WAN, 'start_image', {}, 'VHS_BatchManager'), 'queue again'],
    ['a path on the server', changed(WAN, 'start_image', { image: '/etc/passwd' }), 'image of "start_image"'],
    ['a path that climbs', changed(WAN, 'vae', { vae_name: '../x.safetensors' }), 'vae_name'],
    ['an address', changed(WAN, 'start_image', { image: 'https://example.com/a.png' }), 'an address'],
    ['a sound that nobody brings', changed(WAN, 'start_image', {}, 'LoadAudio'), 'no shot brings'],
  ])('%s', (_name, exported, why) => {
    expect(reasons(exported).join(' ')).toContain(why)
    expect(look(exported).document).toBeNull()
  })

  test('several clips, until one is chosen', () => {
    const second = {
      class_type: 'SaveVideo',
      inputs: { video: ['10', 0], filename_prefix: 'b', format: 'mp4', codec: 'h264' },
    }
    const two = { ...WAN, 40: second }
    expect(reasons(two)).toEqual([
      'It saves several results: say which one is the clip, by the title of its node (output_video, SaveVideo #40).',
    ])
    expect(look(two, 'SaveVideo #40').document?.output).toBe('SaveVideo #40')
    expect(look(two, '11').leftOut).toEqual(['SaveVideo #40'])
  })

  test('nothing because of a name that only looks so, or words that hold an address', () => {
    expect(reasons(changed(WAN, 'sampling_shift', {}, 'PathchSageAttentionKJ'))).toEqual([])
    expect(reasons(changed(WAN, 'positive', { text: 'a poster that reads https://example.com, dusk' }))).toEqual([])
  })
})

describe('a confirmed one is read as if nobody had looked at it', () => {
  const { document } = look(WAN)
  if (document === null) throw new Error('nothing to confirm')
  const slot = (name: string, change: object) => ({
    ...document,
    slots: { ...document.slots, [name]: { ...document.slots[name], ...change } },
  })
  const { positive: _, ...wordless } = document.slots
  test.each<[string, unknown, string]>([
    ['a name of the house', { ...document, name: 'wan22-text-to-video' }, 'already'],
    ['a name with spaces', { ...document, name: 'My Flow' }, 'lower-case'],
    ['words into a name of a file', slot('positive', { into: ['start_image.image'] }), 'not for words'],
    ['words into the output', slot('positive', { into: ['output_video.filename_prefix'] }), 'not for words'],
    ['words into a number', slot('positive', { into: ['sampler.seed'] }), 'not for words'],
    ['a place that does not exist', slot('seed', { into: ['sampler.nope'] }), 'no input sampler.nope'],
    ['a place that is linked', slot('width', { into: ['sampler.model'] }), 'does not hold'],
    [
      'a slot that nobody fills',
      { ...document, slots: { ...document.slots, mood: { ...document.slots['seed'], unset: 'refused' } } },
      'nothing to fill it with',
    ],
    ['no slot for words', { ...document, slots: wordless }, 'positive'],
    [
      'an unsafe node after all',
      { ...document, graph: changed(document.graph, 'start_image', {}, 'LoadImageFromUrl') },
      'LoadImageFromUrl',
    ],
    ['a field that is none', { ...document, code: 'x' }, 'Unrecognized'],
    [
      'frames that its slot does not take',
      { ...document, facts: { ...document.facts, frames: { min: 2, max: 99, step: 1, offset: 0 } } },
      'slots',
    ],
  ])('%s is refused', (_name, given, why) => {
    const read = readDocument(
      given,
      CATALOGUE.map((w) => w.name),
    )
    expect(read.ok ? 'it was taken' : read.failure.map(sayFault).join(' ')).toContain(why)
  })
})
