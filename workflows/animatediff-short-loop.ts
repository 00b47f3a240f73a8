/** Text to a short clip that can close on itself: AnimateDiff on Stable Diffusion 1.5. */
import { nodesOf } from '../src/domain/workflow.ts'
import graph from './animatediff-short-loop.api.json' with { type: 'json' }
import type { WorkflowDefinition } from './definition.ts'
import {
  ANIMATEDIFF_FPS,
  ANIMATEDIFF_FRAMES,
  ANIMATEDIFF_SMALLER,
  COMMON,
  MODELS,
  SD15_SIZE,
  WINDOW,
  framesSlot,
  side,
} from './definition.ts'

export const animatediffShortLoop: WorkflowDefinition = {
  name: 'animatediff-short-loop',
  title: 'Text to clip',
  description: 'Draws a short clip from words alone; loops without a seam where a loop is asked for.',
  makes: 'clip',
  needs: 'nothing',
  takes: [],
  canLoop: true,
  nativeFps: ANIMATEDIFF_FPS,
  frames: ANIMATEDIFF_FRAMES,
  size: SD15_SIZE,
  models: [MODELS.checkpoint, MODELS.motion],
  nodes: nodesOf(graph),
  smaller: ANIMATEDIFF_SMALLER,
  graph,
  output: 'output_video',
  slots: {
    positive: COMMON.positive,
    negative: COMMON.negative,
    seed: COMMON.seed,
    steps: COMMON.steps,
    width: side('latent.width'),
    height: side('latent.height'),
    frames: framesSlot('latent.batch_size'),
    window: { ...COMMON.window, into: ['loop_context.context_length'] },
    closed_loop: { type: 'yes-no', into: ['loop_context.closed_loop'], unset: 'keep' },
    filename_prefix: COMMON.filename_prefix,
    checkpoint: COMMON.checkpoint,
    motion_model: COMMON.motion_model,
  },
  // AnimateDiff-Evolved uses its context options only for more frames than the window, or as many with
  // `use_on_equal_length`; otherwise a closed loop silently is none. So the window never exceeds a looped clip.
  derive: (values) =>
    values['closed_loop'] === true
      ? {
          'loop_context.use_on_equal_length': true,
          'loop_context.context_length': Math.min(Number(values['window'] ?? WINDOW), Number(values['frames'])),
        }
      : {},
}
