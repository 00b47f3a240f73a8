/** What the two Wan 2.2 workflows share: the 5B model that takes words, or words and a first frame. */
import type { ModelNeed } from '../src/domain/workflow.ts'
import type { Slot } from '../src/domain/workflow-document.ts'
import type { WorkflowDefinition } from './definition.ts'
import { COMMON } from './definition.ts'

/** By the names under which they are released for ComfyUI. */
const WAN_MODELS = {
  diffusion: {
    slot: 'diffusion_model',
    folder: 'diffusion_models',
    file: 'wan2.2_ti2v_5B_fp16.safetensors',
    equivalents: [],
    nodeClass: 'UNETLoader',
    input: 'unet_name',
  },
  text: {
    slot: 'text_encoder',
    folder: 'text_encoders',
    file: 'umt5_xxl_fp8_e4m3fn_scaled.safetensors',
    equivalents: ['umt5_xxl_fp16.safetensors'],
    nodeClass: 'CLIPLoader',
    input: 'clip_name',
  },
  vae: {
    slot: 'vae',
    folder: 'vae',
    file: 'wan2.2_vae.safetensors',
    equivalents: [],
    nodeClass: 'VAELoader',
    input: 'vae_name',
  },
} as const satisfies Record<string, ModelNeed>

/** Four frames become one latent, the first frame one of its own; the model was trained on five seconds. */
const FRAMES = { min: 25, max: 121, step: 4, offset: 1 } as const
/** A latent is a 16th of a side, and the model takes them in twos. */
const side = (input: string): Slot => ({
  type: 'integer',
  into: [`latent.${input}`],
  unset: 'refused',
  min: 64,
  max: 4096,
  multipleOf: 32,
})

export const WAN22 = {
  makes: 'clip',
  canLoop: false,
  nativeFps: 24,
  frames: FRAMES,
  /** Its training size, either way up. */
  size: { multipleOf: 32, maxPixels: 1280 * 704 },
  // Its makers say: five seconds at 720p in under nine minutes on one consumer GPU (README of Wan-Video/Wan2.2).
  gpuSecondsPerMegapixelFrame: 5,
  models: [WAN_MODELS.diffusion, WAN_MODELS.text, WAN_MODELS.vae],
  // All frames are denoised together, so only their size can be less.
  smaller: { scale: 0.7, slots: {} },
  output: 'output_video',
  slots: {
    positive: COMMON.positive,
    negative: COMMON.negative,
    seed: COMMON.seed,
    steps: COMMON.steps,
    width: side('width'),
    height: side('height'),
    frames: {
      type: 'integer',
      into: ['latent.length'],
      unset: 'refused',
      min: FRAMES.min,
      max: FRAMES.max,
      multipleOf: FRAMES.step,
      plus: FRAMES.offset,
    },
    filename_prefix: COMMON.filename_prefix,
    diffusion_model: { type: 'model', into: ['diffusion_model.unet_name'], unset: 'keep' },
    text_encoder: { type: 'model', into: ['text_encoder.clip_name'], unset: 'keep' },
    vae: { type: 'model', into: ['vae.vae_name'], unset: 'keep' },
  },
} as const satisfies Partial<WorkflowDefinition>
