/** What the house must know of a ComfyUI workflow to plan with it; the graph itself lies in `workflows/`. */
import type { Size } from './project.ts'
import type { ReferenceRole } from './shot.ts'

/** Which frame counts the graph can make: `step * n + offset`, within min and max. */
export type FrameRule = { readonly min: number; readonly max: number; readonly step: number; readonly offset: number }

export type ModelNeed = {
  /** Slot that holds the file name. */
  readonly slot: string
  /** Folder below ComfyUI's `models/`. */
  readonly folder: string
  readonly file: string
  /** Other files that do the same, in order of preference. */
  readonly equivalents: readonly string[]
  /** Where hosts list their files for it: a node class and its input. */
  readonly nodeClass: string
  readonly input: string
}

/** What a workflow changes to fit a GPU that ran out of memory; the cut brings the clip to the film's size as always. */
export type Smaller = {
  /** Of each side, below 1. */
  readonly scale: number
  /** For slots that say how much is held at once: frames in a window, pictures in a batch. */
  readonly slots: SlotValues
}

export type WorkflowFacts = {
  readonly name: string
  /** For people, in a few words. */
  readonly title: string
  readonly makes: 'still' | 'clip'
  /** What a shot must bring for this workflow: nothing, pictures, or footage. */
  readonly needs: 'nothing' | 'pictures' | 'footage'
  /** In which roles it can use a file; one whose picture becomes the first frame has no use for a mere style. */
  readonly takes: readonly ReferenceRole[]
  readonly canLoop: boolean
  readonly nativeFps: number
  readonly frames: FrameRule
  readonly size: { readonly multipleOf: number; readonly maxPixels: number }
  readonly models: readonly ModelNeed[]
  /** Node classes that a host must have for it. */
  readonly nodes: readonly string[]
  /** Null where nothing would make it smaller. */
  readonly smaller: Smaller | null
  /** GPU time that is guessed before there are takes: seconds for each frame of a million pixels. */
  readonly gpuSecondsPerMegapixelFrame?: number
  /** Names of what may be filled; what each takes is the workflow's own affair. */
  readonly slots: Readonly<Record<string, unknown>>
}

/** To a workflow whoever leads the picture, a character or a place, is its subject. */
export const takesRole = ({ takes }: Pick<WorkflowFacts, 'takes'>, role: ReferenceRole): boolean =>
  takes.includes(role === 'character' || role === 'place' ? 'subject' : role)

/** A value for a slot; files are names that the host gave back at upload. */
export type SlotValues = Readonly<Record<string, string | number | boolean>>

/** A graph in ComfyUI's API format. */
export type Graph = Readonly<
  Record<
    string,
    {
      readonly class_type: string
      readonly inputs: Readonly<Record<string, unknown>>
      readonly _meta?: { readonly title: string }
    }
  >
>

/** The fewest frames at the workflow's own fps that cover `durationFrames` at `fps`; null when the rule allows none. */
export function framesToCover(
  facts: Pick<WorkflowFacts, 'nativeFps' | 'frames'>,
  durationFrames: number,
  fps: number,
): number | null {
  const { min, max, step, offset } = facts.frames
  const needed = Math.max(min, Math.ceil((durationFrames * facts.nativeFps) / fps - 1e-9))
  const frames = Math.ceil((needed - offset) / step) * step + offset
  return frames > max ? null : frames
}

/** The longest shot, in frames at `fps`, that one render of this workflow covers. */
export const longestShot = (facts: Pick<WorkflowFacts, 'nativeFps' | 'frames'>, fps: number): number => {
  const { max, step, offset } = facts.frames
  const most = Math.floor((max - offset) / step) * step + offset
  return Math.floor((most * fps) / facts.nativeFps + 1e-9)
}

/**
 * The size a workflow renders for a film of `size`: within its pixels, on its grid, `scale` times that. The nearest one
 * where the cut can crop it to the film's shape; where a coarse grid is too far off (small films), one of the film's shape.
 */
export function renderSize(facts: Pick<WorkflowFacts, 'size'>, size: Size, scale = 1): Size {
  const { multipleOf, maxPixels } = facts.size
  const shrink = scale * Math.min(1, Math.sqrt(maxPixels / (size.width * size.height)))
  const steps = (side: number) => Math.max(1, Math.round((side * shrink) / multipleOf))
  const [w, h] = [steps(size.width), steps(size.height)]
  const around = [-1, 0, 1, 2]
  const sizes = around
    .flatMap((dw) => around.map((dh) => ({ width: (w + dw) * multipleOf, height: (h + dh) * multipleOf })))
    .filter((s) => s.width > 0 && s.height > 0 && s.width * s.height <= maxPixels)
  const nearest = { width: w * multipleOf, height: h * multipleOf }
  if (outOfShape(nearest, size) <= MOST_CROPPED) return nearest
  return sizes.reduce((best, s) => (outOfShape(s, size) < outOfShape(best, size) ? s : best), nearest)
}

/** Part of a side that is lost when it is cropped to the other's shape. */
const outOfShape = (a: Size, b: Size): number => Math.abs(1 - (a.width * b.height) / (a.height * b.width))

/** What the cut crops without a word; more would be framed in black. */
const MOST_CROPPED = 0.04

/** The node classes of a graph, each once. */
export const nodesOf = (graph: Graph): readonly string[] => [
  ...new Set(Object.values(graph).map((node) => node.class_type)),
]
