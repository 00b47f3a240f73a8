/** What the house must know of a ComfyUI workflow to plan with it; the graph itself lies in `workflows/`. */
import type { Size } from './project.ts'

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

export type WorkflowFacts = {
  readonly name: string
  /** For people, in a few words. */
  readonly title: string
  readonly makes: 'still' | 'clip'
  /** What a shot must bring for this workflow: nothing, pictures, or footage. */
  readonly needs: 'nothing' | 'pictures' | 'footage'
  readonly canLoop: boolean
  readonly nativeFps: number
  readonly frames: FrameRule
  readonly size: { readonly multipleOf: number; readonly maxPixels: number }
  readonly models: readonly ModelNeed[]
  /** Names of what may be filled; what each takes is the workflow's own affair. */
  readonly slots: Readonly<Record<string, unknown>>
}

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

/** The size a workflow renders for a film of `size`: the same shape, within its pixels, on its grid. */
export function renderSize(facts: Pick<WorkflowFacts, 'size'>, size: Size): Size {
  const { multipleOf, maxPixels } = facts.size
  const shrink = Math.min(1, Math.sqrt(maxPixels / (size.width * size.height)))
  const fit = (side: number) => Math.max(multipleOf, Math.round((side * shrink) / multipleOf) * multipleOf)
  return { width: fit(size.width), height: fit(size.height) }
}
