/** What the cinematographer answers a brief with: version n of an ordered list of shots. */
import type { AssetId, BriefId } from './ids.ts'
import { cutFrames, type Shot } from './shot.ts'

/** What the shots of a film share, as whoever planned it wrote it down. */
export type Treatment = {
  readonly artDirection: string
  /** The same words in every shot that shows them. */
  readonly characters: readonly { readonly name: string; readonly looks: string }[]
  readonly scenes: readonly { readonly name: string; readonly place: string; readonly light: string }[]
}

export const SENT_AS = ['picture', 'keyframes', 'sound', 'duration', 'name'] as const

/** Who was asked for a plan, what they were shown, and what became of it. */
export type PlanProvenance = {
  /** Null: none was asked. */
  readonly model: string | null
  readonly promptVersion: string | null
  /** What the model was shown of each file; all of it left this machine. */
  readonly sent: readonly { readonly assetId: AssetId; readonly how: (typeof SENT_AS)[number] }[]
  /** What a model wrote down of the voice-over; `text` null: nothing, and `why`. Null where none was asked to. */
  readonly transcript: {
    readonly assetId: AssetId
    readonly model: string
    readonly text: string | null
    readonly why: string | null
  } | null
  /** Requests to the model, those that failed among them. */
  readonly attempts: number
  /** As far as the model told. */
  readonly tokens: number
  /** Why the rules planned although a model was asked; null where they did not. */
  readonly fellBack: string | null
}

export const BY_RULES: PlanProvenance = {
  model: null,
  promptVersion: null,
  sent: [],
  transcript: null,
  attempts: 0,
  tokens: 0,
  fellBack: null,
}

export const SCORED = ['coverage', 'continuity', 'adherence', 'feasibility'] as const

/** From 0 to 100 each. */
export type PlanScore = Readonly<Record<(typeof SCORED)[number], number>> & {
  /** Why it is no better, one sentence each. */
  readonly faults: readonly string[]
}

export type ShotPlan = {
  readonly briefId: BriefId
  /** 1 is the first; a revision adds one. */
  readonly version: number
  readonly author: 'model' | 'rules'
  readonly rationale: string
  /** Null where none was written. */
  readonly treatment: Treatment | null
  readonly provenance: PlanProvenance
  /** By rules, before anybody saw it; null of a revision, which is as good as the notes. */
  readonly score: PlanScore | null
  /** Of the shots that it renders. */
  readonly estimateGpuSeconds: number
  /** As much of the estimate as is a guess, because nothing like it was rendered yet. */
  readonly guessedGpuSeconds: number
  readonly shots: readonly Shot[]
  readonly createdAt: Date
}

/** The film's length once its shots are finished. */
export const filmLength = (shots: readonly Pick<Shot, 'durationFrames' | 'finish'>[], fps: number): number =>
  shots.reduce((sum, s) => sum + cutFrames(s, fps), 0)
