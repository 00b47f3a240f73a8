/** Reads what an output node of a graph asks for: how many frames of what, how large, how fast, under which name. */
import type { Graph } from '../../src/domain/workflow.ts'
import { upstream } from '../../workflows/walk.ts'
import { asLink, numberAt, textAt } from './graph.ts'

type Footage = { readonly file: string; readonly rate: number | null; readonly skipFrames: number }

export type Order = {
  readonly output: string
  /** The node whose progress is shown while this is drawn: the sampler, else the output itself. */
  readonly sampler: string
  /** What the bar counts to; null means frames. */
  readonly steps: number | null
  readonly makes: 'clip' | 'still'
  readonly prefix: string
  /** Null: as large as the file it begins with. */
  readonly size: { readonly width: number; readonly height: number } | null
  /** Null: as many as the footage has. */
  readonly frames: number | null
  /** Frames a second of a clip; null: as the footage. */
  readonly rate: number | null
  readonly positive: string
  readonly seed: number
  /** Names of uploaded pictures, nearest to the sampler first. */
  readonly references: readonly string[]
  readonly footage: Footage | null
}

type Images = { width: number | null; height: number | null; frames: number | null }

/** Inputs along which pictures flow from node to node. */
const PICTURE_INPUTS = ['images', 'image', 'image1', 'video', 'samples', 'latent_image', 'pixels', 'upscale_model']

export function readOrder(graph: Graph, output: string): Order {
  const node = graph[output]
  if (!node) throw new Error(`The graph has no node ${output}`)
  const feeding = upstream(graph, output)
  const of = (id: string) => graph[id]?.inputs ?? {}
  const sampler = feeding.find((id) => 'latent_image' in of(id) && ('seed' in of(id) || 'noise_seed' in of(id)))
  const text = feeding.find((id) => graph[id]?.class_type === 'CLIPTextEncode')
  const images = imagesFrom(graph, output)
  const loader = feeding.find((id) => ['VHS_LoadVideo', 'LoadVideo'].includes(graph[id]?.class_type ?? ''))
  const drawn = sampler === undefined ? {} : of(sampler)
  return {
    output,
    sampler: sampler ?? output,
    steps: sampler === undefined ? null : numberAt(graph, drawn['steps']),
    makes: isClip(node.class_type) ? 'clip' : 'still',
    prefix: typeof node.inputs['filename_prefix'] === 'string' ? node.inputs['filename_prefix'] : 'ComfyUI',
    size: images.width && images.height ? { width: images.width, height: images.height } : null,
    frames: repeated(node.inputs, images.frames),
    rate: rateOf(graph, output),
    positive: textAt(graph, drawn['positive']) || (text === undefined ? '' : String(of(text)['text'])),
    seed: numberAt(graph, drawn['seed'] ?? drawn['noise_seed']) ?? 0,
    references: feeding.filter((id) => graph[id]?.class_type === 'LoadImage').map((id) => String(of(id)['image'])),
    footage: loader === undefined ? null : footageOf(of(loader)),
  }
}

const isClip = (nodeClass: string) => nodeClass === 'VHS_VideoCombine' || nodeClass === 'SaveVideo'

/** VHS plays there and back, and says every round again in the file. */
function repeated(inputs: Readonly<Record<string, unknown>>, frames: number | null): number | null {
  if (frames === null) return null
  const once = inputs['pingpong'] === true ? Math.max(1, 2 * frames - 2) : frames
  return once * (1 + (typeof inputs['loop_count'] === 'number' ? inputs['loop_count'] : 0))
}

function rateOf(graph: Graph, output: string): number | null {
  const inputs = graph[output]?.inputs ?? {}
  if ('frame_rate' in inputs) return numberAt(graph, inputs['frame_rate'])
  const video = asLink(inputs['video'])
  return video ? numberAt(graph, graph[video[0]]?.inputs['fps']) : null
}

function footageOf(inputs: Readonly<Record<string, unknown>>): Footage {
  const rate = typeof inputs['force_rate'] === 'number' && inputs['force_rate'] > 0 ? inputs['force_rate'] : null
  return {
    file: String(inputs['video'] ?? inputs['file']),
    rate,
    skipFrames: typeof inputs['skip_first_frames'] === 'number' ? inputs['skip_first_frames'] : 0,
  }
}

/** Follows the pictures back to where they begin, and changes size and count where nodes on the way do. */
function imagesFrom(graph: Graph, id: string): Images {
  const node = graph[id]
  if (!node) return { width: null, height: null, frames: null }
  const number = (name: string) => numberAt(graph, node.inputs[name])
  const positive = (name: string) => number(name) || null
  const before = (): Images => {
    const link = PICTURE_INPUTS.map((name) => asLink(node.inputs[name])).find((l) => l !== null)
    return link ? imagesFrom(graph, link[0]) : { width: null, height: null, frames: null }
  }
  switch (node.class_type) {
    case 'EmptyLatentImage':
    case 'EmptyImage':
      return { width: number('width'), height: number('height'), frames: number('batch_size') }
    case 'VHS_LoadVideo':
      return { width: positive('custom_width'), height: positive('custom_height'), frames: positive('frame_load_cap') }
    case 'LoadImage':
      return { width: null, height: null, frames: 1 }
    case 'ImageScale':
      return { ...before(), width: positive('width'), height: positive('height') }
    case 'ImageScaleBy':
    case 'LatentUpscaleBy': {
      const { width, height, frames } = before()
      const by = (side: number | null) => side && Math.round(side * (number('scale_by') ?? 1))
      return { width: by(width), height: by(height), frames }
    }
    case 'RepeatLatentBatch': {
      const images = before()
      return { ...images, frames: images.frames && images.frames * (number('amount') ?? 1) }
    }
    case 'ImageFromBatch':
      return { ...before(), frames: number('length') }
    default:
      // The latents of video models say their length; theirs are the only nodes that have all three inputs.
      if ('length' in node.inputs && 'width' in node.inputs) {
        return { width: number('width'), height: number('height'), frames: number('length') }
      }
      return before()
  }
}
