/** One or two reference pictures to a clip that goes from the first to the second: IP-Adapter with AnimateDiff. */
import { nodesOf } from '../src/domain/workflow.ts'
import type { WorkflowDefinition } from './definition.ts'
import {
  ANIMATEDIFF_FPS,
  ANIMATEDIFF_FRAMES,
  ANIMATEDIFF_SMALLER,
  COMMON,
  MODELS,
  SD15_SIZE,
  framesSlot,
  side,
} from './definition.ts'
import graph from './ipadapter-animatic.api.json' with { type: 'json' }

export const ipadapterAnimatic: WorkflowDefinition = {
  name: 'ipadapter-animatic',
  title: 'References to clip',
  description: 'Draws a clip in the likeness of one picture, or crossing from one picture to a second.',
  makes: 'clip',
  needs: 'pictures',
  takes: ['subject', 'style', 'start-frame', 'end-frame'],
  canLoop: false,
  nativeFps: ANIMATEDIFF_FPS,
  frames: ANIMATEDIFF_FRAMES,
  size: SD15_SIZE,
  models: [MODELS.checkpoint, MODELS.motion, MODELS.ipadapter, MODELS.vision],
  nodes: nodesOf(graph),
  smaller: { ...ANIMATEDIFF_SMALLER, slots: { ...ANIMATEDIFF_SMALLER.slots, encode_batch: 8 } },
  graph,
  output: 'output_video',
  slots: {
    positive: COMMON.positive,
    negative: COMMON.negative,
    seed: COMMON.seed,
    steps: COMMON.steps,
    width: side('latent.width'),
    height: side('latent.height'),
    // The latent's batch follows: it is linked to what the cross-fade counts.
    frames: framesSlot('crossfade.frames'),
    window: COMMON.window,
    /** Pictures that CLIP vision looks at together, of as many as there are frames; 0 is all. */
    encode_batch: {
      type: 'integer',
      into: ['ip_from.encode_batch_size', 'ip_to.encode_batch_size'],
      unset: 'keep',
      min: 0,
      max: 4096,
    },
    reference_1: { type: 'file', into: ['reference_1.image'], unset: 'refused' },
    reference_2: { type: 'file', into: ['reference_2.image'], unset: { like: 'reference_1' } },
    filename_prefix: COMMON.filename_prefix,
    checkpoint: COMMON.checkpoint,
    motion_model: COMMON.motion_model,
    ipadapter_model: COMMON.ipadapter_model,
    clip_vision: COMMON.clip_vision,
  },
}
