/** What a workflow is made of: a graph as ComfyUI exports it, and the slots that declare what may be filled. */
import type { Place, Slot } from '../src/domain/workflow-document.ts'
import type { Graph, ModelNeed, SlotValues, Smaller, WorkflowFacts } from '../src/domain/workflow.ts'

export type WorkflowDefinition = WorkflowFacts & {
  readonly description: string
  readonly graph: Graph
  /** Title of the node whose files are the result. */
  readonly output: string
  readonly slots: Readonly<Record<string, Slot>>
  /** Nodes, by title, that are left out when no slot of their part was given. */
  readonly parts?: Readonly<Record<string, readonly string[]>>
  /** Inputs that follow from the values: pure, and the values are checked already. */
  readonly derive?: (values: SlotValues) => Readonly<Record<Place, number | boolean>>
}

const MAX_SEED = Number.MAX_SAFE_INTEGER

/** Slots of one meaning in every workflow; callers fill them without knowing the graph. */
export const COMMON = {
  positive: { type: 'text', into: ['positive.text'], unset: 'refused' },
  negative: { type: 'text', into: ['negative.text'], unset: 'keep' },
  /** ComfyUI allows 2^64 − 1, JSON numbers do not. */
  seed: { type: 'integer', into: ['sampler.seed'], unset: 'refused', min: 0, max: MAX_SEED },
  steps: { type: 'integer', into: ['sampler.steps'], unset: 'keep', min: 1, max: 150 },
  filename_prefix: { type: 'output-name', into: ['output_video.filename_prefix'], unset: 'refused' },
  checkpoint: { type: 'model', into: ['checkpoint.ckpt_name'], unset: 'keep' },
  motion_model: { type: 'model', into: ['motion_model.model_name'], unset: 'keep' },
  ipadapter_model: { type: 'model', into: ['ipadapter_model.ipadapter_file'], unset: 'keep' },
  clip_vision: { type: 'model', into: ['clip_vision.clip_name'], unset: 'keep' },
  /** Frames that are denoised together; above their number none slides. */
  window: { type: 'integer', into: ['context.context_length'], unset: 'keep', min: 8, max: 32 },
} as const satisfies Record<string, Slot>

/** A side in pixels: Stable Diffusion 1.5 latents are an eighth of it. */
export const side = (...into: readonly Place[]): Slot => ({
  type: 'integer',
  into,
  unset: 'refused',
  min: 64,
  max: 4096,
  multipleOf: 8,
})

/** Files that the Stable Diffusion 1.5 workflows share, by the names of their official releases. */
export const MODELS = {
  checkpoint: {
    slot: 'checkpoint',
    folder: 'checkpoints',
    file: 'v1-5-pruned-emaonly-fp16.safetensors',
    equivalents: ['v1-5-pruned-emaonly.safetensors', 'v1-5-pruned-emaonly.ckpt', 'v1-5-pruned.safetensors'],
    nodeClass: 'CheckpointLoaderSimple',
    input: 'ckpt_name',
  },
  motion: {
    slot: 'motion_model',
    folder: 'animatediff_models',
    file: 'v3_sd15_mm.ckpt',
    equivalents: ['v3_sd15_mm.safetensors', 'mm_sd_v15_v2.ckpt', 'mm_sd_v15_v2.safetensors'],
    nodeClass: 'ADE_LoadAnimateDiffModel',
    input: 'model_name',
  },
  ipadapter: {
    slot: 'ipadapter_model',
    folder: 'ipadapter',
    file: 'ip-adapter-plus_sd15.safetensors',
    equivalents: ['ip-adapter_sd15.safetensors', 'ip-adapter-plus_sd15.bin', 'ip-adapter_sd15.bin'],
    nodeClass: 'IPAdapterModelLoader',
    input: 'ipadapter_file',
  },
  // Every SD 1.5 adapter but the vit-G one wants ViT-H; the releases call the same file by these names.
  vision: {
    slot: 'clip_vision',
    folder: 'clip_vision',
    file: 'CLIP-ViT-H-14-laion2B-s32B-b79K.safetensors',
    equivalents: ['clip_vision_h.safetensors'],
    nodeClass: 'CLIPVisionLoader',
    input: 'clip_name',
  },
} as const satisfies Record<string, ModelNeed>

/** AnimateDiff's motion modules were trained on 16 frames at 8 fps; a window of that length slides over longer clips. */
export const WINDOW = 16
export const ANIMATEDIFF_FPS = 8
/** Below a second there is no motion to speak of; at 20 s windows have drifted far from the prompt. */
export const ANIMATEDIFF_FRAMES = { min: 8, max: 160, step: 1, offset: 0 } as const
export const framesSlot = (...into: readonly Place[]): Slot => ({
  type: 'integer',
  into,
  unset: 'refused',
  min: ANIMATEDIFF_FRAMES.min,
  max: ANIMATEDIFF_FRAMES.max,
})

/** Half the frames at a time, 56 % of the pixels: motion suffers before the picture falls apart. */
export const ANIMATEDIFF_SMALLER = { scale: 0.75, slots: { window: WINDOW / 2 } } as const satisfies Smaller

/** Stable Diffusion 1.5 falls apart into repeated subjects far above its 512x512; 768x432 is rendered one to one. */
export const SD15_SIZE = { multipleOf: 8, maxPixels: 768 * 768 } as const
