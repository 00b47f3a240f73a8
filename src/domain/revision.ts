/** What a revision is made from, and what it comes to. */
import type { Brief } from './brief.ts'
import type { Change } from './change.ts'
import type { ShotId } from './ids.ts'
import type { Result } from './result.ts'
import type { Shot } from './shot.ts'
import type { ShotPlan } from './shot-plan.ts'
import type { Take } from './take.ts'

/** What a revision needs besides the plan. */
export type ReviseFrom = {
  readonly brief: Brief
  /** The newest plan. */
  readonly plan: ShotPlan
  /** Rendered takes of the brief, oldest first. */
  readonly takes: readonly Take[]
  /** The plan that a delivery was cut from; null when there is no such delivery. */
  readonly planOf: (deliveryNo: number) => ShotPlan | null
  readonly newShotId: () => ShotId
  readonly newSeed: () => number
  /** Of a shot as it is now to be. */
  readonly fingerprint: (shot: Shot) => string
  /** Frames, at the brief's fps, that one render of a shot's workflow covers at most; without it any length is taken. */
  readonly longest?: (shot: Shot) => number
}

export type Revised = {
  /** In order, with new indices. A shot whose fingerprint is that of a rendered take carries that take; others carry none. */
  readonly shots: readonly Shot[]
  readonly summary: RevisionSummary
}

/** Shots by their ids; what people are told. */
export type RevisionSummary = {
  /** Rendered again; those added are not among them. */
  readonly rendered: readonly ShotId[]
  /** Finished otherwise, cut otherwise, another take: not rendered. */
  readonly refinished: readonly ShotId[]
  readonly added: readonly ShotId[]
  readonly dropped: readonly ShotId[]
  readonly moved: boolean
  readonly kept: readonly ShotId[]
  /** Asked for by "all", but locked. */
  readonly skippedLocked: readonly ShotId[]
  /** The film's, so that frames can be said in seconds. */
  readonly fps: number
}

export type CannotRevise = { readonly type: 'cannot-revise'; readonly reason: string }
export type Revise = (from: ReviseFrom, changes: readonly Change[]) => Result<Revised, CannotRevise>
