/** How much GPU time a shot will take: from past takes that are most like it, else a guess that is told as one. Pure. */
import type { RenderLoad } from './take.ts'
import { SECOND } from './time.ts'
import type { Graph, SlotValues } from './workflow.ts'

export type ShotLoad = RenderLoad & { readonly workflow: string }

/** A take that was rendered. Samples must be of one kind of host: an animatic says nothing of a GPU, nor the reverse. */
export type TakeSample = ShotLoad & { readonly host: string; readonly gpuMs: number }

export type Estimated = {
  readonly gpuMs: number
  /** The same size and steps was rendered before; only others were, and the figure is scaled; nothing was. */
  readonly basis: 'measured' | 'scaled' | 'guess'
}

/** `host`: where it will be rendered, null where any may. `secondsPerMegapixelFrame` is what is guessed by. */
export function estimateShot(
  samples: readonly TakeSample[],
  load: ShotLoad,
  o: { readonly host: string | null; readonly secondsPerMegapixelFrame: number },
): Estimated {
  const alike = samples.filter((s) => s.workflow === load.workflow)
  const same = alike.filter((s) => s.width === load.width && s.height === load.height && s.steps === load.steps)
  for (const [found, basis] of [
    [same.filter((s) => s.host === o.host), 'measured'],
    [same, 'measured'],
    [alike.filter((s) => s.host === o.host), 'scaled'],
    [alike, 'scaled'],
  ] as const) {
    if (found.length > 0)
      return { gpuMs: median(found.map((s) => (s.gpuMs * workOf(load, s)) / workOf(s, load))), basis }
  }
  return { gpuMs: load.frames * megapixels(load) * o.secondsPerMegapixelFrame * SECOND, basis: 'guess' }
}

/** Steps count only where both say how many. */
const workOf = (load: RenderLoad, beside: RenderLoad): number =>
  load.frames * load.width * load.height * (load.steps !== null && beside.steps !== null ? load.steps : 1)

const megapixels = ({ width, height }: RenderLoad): number => (width * height) / 1e6

/** The middle one: the first take after a start also loads the models, and must not count for all. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
}

/** What a graph renders that was filled with these values. */
export function loadOf(values: SlotValues, graph: Graph): RenderLoad {
  const number = (slot: string) => Number(values[slot] ?? 0)
  return { frames: number('frames'), width: number('width'), height: number('height'), steps: stepsOf(graph) }
}

/** The steps of a graph's samplers; of several that share one schedule each names all of it. Null where it has none. */
function stepsOf(graph: Graph): number | null {
  const steps = Object.values(graph).flatMap(({ inputs }) =>
    typeof inputs['steps'] === 'number' ? inputs['steps'] : [],
  )
  return steps.length === 0 ? null : Math.max(...steps)
}

/**
 * Where a workflow declares nothing of its own: Stable Diffusion 1.5 with AnimateDiff and twenty steps on a GPU of the
 * middle class; it is meant to be too much rather than too little.
 */
export const USUAL_SECONDS_PER_MEGAPIXEL_FRAME = 2
/** The built-in renderer draws on the CPU. */
export const ANIMATIC_SECONDS_PER_MEGAPIXEL_FRAME = 0.04
