/** Guesses which inputs of a graph say how large and how long the result is, and within which limits. */
import type { Slot } from '../src/domain/workflow-document.ts'
import type { Smaller, WorkflowFacts } from '../src/domain/workflow.ts'
import { guessed, type Guessed, type Guessing, numberAt, present, samplersOf, titleOf } from './guess-slots.ts'
import { COMMON } from './definition.ts'
import { optionsOf } from './object-info.ts'
import { isLink } from './validate-node.ts'
import { type Spot, upstream } from './walk.ts'

export type Picture = {
  readonly guesses: readonly Guessed[]
  readonly smaller: Smaller | null
  readonly size: WorkflowFacts['size']
  /** Null when nothing says how many there are. */
  readonly frames: WorkflowFacts['frames'] | null
}

const WIDTHS = [
  ['width', 'height'],
  ['custom_width', 'custom_height'],
] as const
const LENGTHS = ['length', 'num_frames', 'video_frames', 'frame_load_cap', 'batch_size']
/** Motion modules look at so many frames at most where no window slides over more. */
const WITHOUT_WINDOW = 32
const WITH_WINDOW = 160

/** How large and how long, from the latent that the first sampler is given, or the footage that is loaded. */
export function guessPicture(g: Guessing, footage: string | null): Picture {
  const latents = samplersOf(g).flatMap((id) => {
    const link = g.graph[id]?.inputs['latent_image']
    return isLink(link) ? upstream(g.graph, link[0]) : []
  })
  const sized = [...(footage === null ? [] : [footage]), ...latents].find((id) =>
    WIDTHS.some(([w, h]) => numberAt(g, id, w) !== null && numberAt(g, id, h) !== null),
  )
  if (sized === undefined)
    return { guesses: [], smaller: null, size: { multipleOf: 8, maxPixels: 512 * 512 }, frames: null }
  const [wide, high] = WIDTHS.find(([w]) => numberAt(g, sized, w) !== null) ?? WIDTHS[0]
  const [width, height] = [numberAt(g, sized, wide), numberAt(g, sized, high)]
  const why = ['sure', `${titleOf(g, sized)} is made so large`] as const
  const side = (multipleOf: number): Slot => ({
    type: 'integer',
    into: [],
    unset: 'refused',
    min: 64,
    max: 4096,
    multipleOf,
  })
  const multipleOf = Math.max(8, stepOf(g, sized, wide))
  const pixels = Number(width?.value) * Number(height?.value)
  const length = g.makes === 'still' ? null : framesAt(g, sized)
  const window = windowOf(g)
  const half = Math.floor(Number(window?.value ?? 0) / 2)
  const guesses = [
    ...guessed(g, 'width', side(multipleOf), present([width]), why),
    ...guessed(g, 'height', side(multipleOf), present([height]), why),
    ...(length === null ? [] : guessed(g, 'frames', length.slot, [length.spot], length.why)),
    ...guessed(g, 'window', COMMON.window, present([window]), ['sure', 'so many frames are denoised together']),
  ]
  // Nobody knows how large it may be; so large it was exported. 0 is how VideoHelperSuite says "as it is".
  return {
    guesses,
    smaller: { scale: 0.75, slots: half >= COMMON.window.min ? { window: half } : {} },
    size: { multipleOf, maxPixels: pixels || 512 * 512 },
    frames: length?.frames ?? null,
  }
}

function stepOf(g: Guessing, id: string, input: string): number {
  const spec = g.info[g.graph[id]?.class_type ?? '']?.input
  const step = optionsOf(spec?.required?.[input] ?? spec?.optional?.[input] ?? [])['step']
  return typeof step === 'number' && Number.isInteger(step) ? step : 1
}

/** ComfyUI's own ControlNet nodes cannot follow a window that slides: there, no more frames than it holds. */
function mostOf(g: Guessing, window: Spot | null): number {
  if (window === null) return WITHOUT_WINDOW
  const isHeld = g.feeding.some((id) => g.graph[id]?.class_type.startsWith('ControlNetApply'))
  return isHeld ? Number(window.value) : WITH_WINDOW
}

/** The window of AnimateDiff that slides over more frames than it holds. */
function windowOf(g: Guessing): Spot | null {
  const options = g.feeding.find((id) => /^ADE_.*ContextOptions/.test(g.graph[id]?.class_type ?? ''))
  return options === undefined ? null : numberAt(g, options, 'context_length')
}

function framesAt(g: Guessing, id: string) {
  // A latent of a video model has a batch too, which is another thing.
  const input = LENGTHS.find((name) => name in (g.graph[id]?.inputs ?? {}))
  const spot = input === undefined ? null : numberAt(g, id, input)
  if (spot === null) return null
  const isBatch = ['batch_size', 'frame_load_cap', 'frames'].includes(spot.input)
  const window = windowOf(g)
  // Video models count frames in steps after the first: 4n+1, 8n+1.
  const step = isBatch ? 1 : Math.max(1, stepOf(g, id, spot.input))
  const offset = step === 1 ? 0 : 1
  const most = isBatch ? mostOf(g, window) : Number(spot.value)
  const frames = { min: step + offset, max: Math.max(step + offset, most), step, offset }
  const slot: Slot = {
    type: 'integer',
    into: [],
    unset: 'refused',
    min: frames.min,
    max: frames.max,
    ...(step === 1 ? {} : { multipleOf: step, plus: offset }),
  }
  const why =
    step === 1
      ? (['likely', `${titleOf(g, id)} counts its pictures so`] as const)
      : (['sure', `${titleOf(g, id)} takes ${step}n+${offset} frames; as many as were exported are the most`] as const)
  return { spot, slot, frames, why }
}
