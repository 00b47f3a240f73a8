/** Footage drawn anew in the words of a prompt, its motion kept: image to image with AnimateDiff. */
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
import graph from './img2img-motion-remix.api.json' with { type: 'json' }

export const img2imgMotionRemix: WorkflowDefinition = {
  name: 'img2img-motion-remix',
  title: 'Footage remix',
  description: 'Draws uploaded footage anew in the style of the prompt and keeps its motion; without its sound.',
  makes: 'clip',
  needs: 'footage',
  takes: ['footage'],
  canLoop: false,
  // The graph loads the footage at this rate (`force_rate`), whatever its own is.
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
    // Both sides set: VHS_LoadVideo crops to fill, and its AnimateDiff format rounds to multiples of 8.
    width: side('source_footage.custom_width'),
    height: side('source_footage.custom_height'),
    // Always capped: VHS_LoadVideo holds every frame in memory.
    frames: framesSlot('source_footage.frame_load_cap'),
    window: COMMON.window,
    footage: { type: 'file', into: ['source_footage.video'], unset: 'refused' },
    // VHS_LoadVideo skips frames of the forced rate, not of the file's own.
    from_seconds: {
      type: 'number',
      into: ['source_footage.skip_first_frames'],
      unset: 'keep',
      min: 0,
      max: 24 * 3600,
      times: ANIMATEDIFF_FPS,
    },
    /** 0 gives the footage back, 1 ignores it. */
    denoise: { type: 'number', into: ['sampler.denoise'], unset: 'keep', min: 0, max: 1 },
    filename_prefix: COMMON.filename_prefix,
    checkpoint: COMMON.checkpoint,
    motion_model: COMMON.motion_model,
  },
}
