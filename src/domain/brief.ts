/** What a brief is: a request for a film, and the stage it has come to. */
import type { Cut } from './cut.ts'
import type { Deliverable } from './delivery.ts'
import type { Failure } from './failure.ts'
import type { AssetId, BriefId, PersonId, ProjectId } from './ids.ts'
import type { Gate, Size } from './project.ts'

export const STAGES = [
  'planning',
  'plan-review',
  'shooting',
  'cutting',
  'delivering',
  'in-review',
  'revising',
  'approved',
  'cancelled',
  'failed',
] as const
export type Stage = (typeof STAGES)[number]

/** Stages in which work goes on, and that a failed or cancelled brief can go back to. */
export type WorkingState =
  | { readonly stage: 'planning' }
  | { readonly stage: 'plan-review'; readonly planVersion: number }
  | { readonly stage: 'shooting'; readonly planVersion: number }
  | { readonly stage: 'cutting'; readonly planVersion: number }
  | { readonly stage: 'delivering'; readonly planVersion: number; readonly cut: Cut }
  | { readonly stage: 'in-review'; readonly planVersion: number; readonly deliveryNo: number }
  | { readonly stage: 'revising'; readonly planVersion: number; readonly deliveryNo: number }

/** Each stage carries only what that stage has. */
export type BriefState =
  | WorkingState
  | { readonly stage: 'approved'; readonly planVersion: number; readonly deliveryNo: number }
  | { readonly stage: 'cancelled'; readonly from: WorkingState }
  | { readonly stage: 'failed'; readonly from: WorkingState; readonly failure: Failure }

/** What is asked for, with every default filled in. */
export type BriefRequest = {
  readonly title: string
  readonly summary: string
  /** Null where no script came with the brief. */
  readonly script: string | null
  readonly assetIds: readonly AssetId[]
  readonly durationSeconds: number
  readonly fps: number
  readonly size: Size
  readonly tone: string | null
  readonly styleTags: readonly string[]
  /** Null leaves the count to the planner. */
  readonly shotCount: number | null
  readonly loop: boolean
  readonly deliverables: readonly Deliverable[]
  /** Null leaves the choice to the planner. */
  readonly workflow: string | null
  readonly gate: Gate | null
}

export type Brief = BriefRequest & {
  readonly id: BriefId
  readonly projectId: ProjectId
  readonly requesterId: PersonId
  /** The chat thread, where one exists. */
  readonly noraSessionId: string | null
  readonly state: BriefState
  /** Grows by one with every commit. */
  readonly version: number
  /** The newest plan; 0 before the first. */
  readonly planVersion: number
  readonly deliveryCount: number
  readonly llmNotes: string | null
  readonly outputAssetIds: readonly AssetId[]
  /** When its newest plan went to be shot; null before the first. */
  readonly queuedAt: Date | null
  /** When a producer let it go before others; null for most. */
  readonly bumpedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

export const BRIEF_LIMITS = {
  maxCharacters: 20_000,
  maxScriptCharacters: 60_000,
  minSeconds: 0.5,
  maxSeconds: 600,
  minFps: 8,
  maxFps: 60,
  minSide: 128,
  maxSide: 3840,
  maxShots: 60,
} as const

/** The film's length in whole frames. */
export const filmFrames = (b: Pick<BriefRequest, 'durationSeconds' | 'fps'>): number =>
  Math.max(1, Math.round(b.durationSeconds * b.fps))
