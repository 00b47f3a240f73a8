/** What a plan is scored by: its shots beside what was asked for and what there is to render with. */
import type { Brief } from './brief.ts'
import type { AssetId } from './ids.ts'
import type { Shot } from './shot.ts'
import type { Treatment } from './shot-plan.ts'
import type { WorkflowFacts } from './workflow.ts'

export type PlanToScore = {
  readonly brief: Pick<
    Brief,
    'summary' | 'script' | 'tone' | 'styleTags' | 'shotCount' | 'durationSeconds' | 'fps' | 'assetIds'
  >
  readonly shots: readonly Pick<
    Shot,
    | 'prompt'
    | 'caption'
    | 'framing'
    | 'lens'
    | 'cameraMove'
    | 'durationFrames'
    | 'references'
    | 'workflow'
    | 'direction'
  >[]
  readonly treatment: Treatment | null
  /** The brief's pictures and footage. */
  readonly files: readonly { readonly id: AssetId; readonly name: string; readonly kind: 'picture' | 'video' }[]
  /** What there is to render with. */
  readonly means: {
    readonly workflows: readonly WorkflowFacts[]
    readonly estimateMs: number
    /** Above it somebody must say Go; null where nobody is asked. */
    readonly autoGoMs: number | null
    /** What the month has left; null where it has no cap. */
    readonly leftMs: number | null
  }
}

/** A figure from 0 to 100, and why it is no better. */
export type Part = { readonly score: number; readonly faults: readonly string[] }
