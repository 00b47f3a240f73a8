/** Small graphs of node classes that every ComfyUI has, each new enough that no cache answers for it. */
import type { Graph } from '../../src/domain/workflow.ts'

type Bound = { readonly graph: Graph; readonly outputNode: string }

/** One grey pixel. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

const some = (below: number): number => Math.floor(Math.random() * below)
const node = (class_type: string, inputs: Record<string, unknown>) => ({ class_type, inputs })
const save = (from: string) =>
  node('SaveImage', { images: [from, 0], filename_prefix: `nora/verify/${crypto.randomUUID()}` })
const plain = (side: number) =>
  node('EmptyImage', { width: side, height: side, batch_size: 1, color: some(0xff_ff_ff) })

export const pictureGraph = (): Bound => ({ graph: { '1': plain(64), '2': save('1') }, outputNode: '2' })

/** A second or so of work on the processor, with many nodes between which it can be stopped; little memory. */
export function longGraph(): Bound {
  const graph: Record<string, Graph[string]> = { '1': plain(1024) }
  const last = 30
  for (let id = 2; id <= last; id++) {
    const side = id % 2 === 0 ? 1016 : 1024
    graph[id] = node('ImageScale', {
      image: [String(id - 1), 0],
      upscale_method: 'lanczos',
      width: side,
      height: side,
      crop: 'disabled',
    })
  }
  graph[last + 1] = save(String(last))
  return { graph, outputNode: String(last + 1) }
}

/** A few steps at the smallest size. */
export const sampledGraph = (ckpt_name: string): Bound => ({
  graph: {
    '1': node('CheckpointLoaderSimple', { ckpt_name }),
    '2': node('CLIPTextEncode', { text: 'a lantern', clip: ['1', 1] }),
    '3': node('EmptyLatentImage', { width: 64, height: 64, batch_size: 1 }),
    '4': node('KSampler', {
      model: ['1', 0],
      positive: ['2', 0],
      negative: ['2', 0],
      latent_image: ['3', 0],
      seed: some(2 ** 32),
      steps: 4,
      cfg: 1,
      sampler_name: 'euler',
      scheduler: 'normal',
      denoise: 1,
    }),
    '5': node('VAEDecode', { samples: ['4', 0], vae: ['1', 2] }),
    '6': save('5'),
  },
  outputNode: '6',
})
