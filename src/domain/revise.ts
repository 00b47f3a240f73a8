/** Applies what notes ask for to a plan: which shots are changed, added, dropped, moved, and which must be rendered again. Pure. */
import { isDeepStrictEqual } from 'node:util'
import { type Brief, BRIEF_LIMITS } from './brief.ts'
import type { Change } from './change.ts'
import type { ShotId, TakeId } from './ids.ts'
import { fail, ok, type Result } from './result.ts'
import { createFollow } from './revise-change.ts'
import { summarize } from './revise-summary.ts'
import type { Shot } from './shot.ts'
import { filmLength, type ShotPlan } from './shot-plan.ts'
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
export type ChosenTake = { readonly shotId: ShotId; readonly takeId: TakeId }

/** In the order in which they were said. Nothing is done where one of them cannot be done, or where nothing would change. */
export const revise: Revise = (from, changes) => {
  const { brief, plan } = from
  const { follow, takeOf } = createFollow(from)
  const skipped = new Set<ShotId>()
  let shots = plan.shots
  for (const change of changes) {
    const step = follow(shots, change)
    if (!step.ok) return cannot(step.failure)
    shots = step.value.shots
    for (const id of step.value.skipped) skipped.add(id)
  }
  shots = shots.map((shot, index) => ({ ...shot, index }))
  const tooMuch = tooMuchOf(shots, plan.shots, brief.fps)
  if (tooMuch !== null) return cannot(tooMuch)
  if (isDeepStrictEqual(shots, plan.shots) && !changes.some((c) => c.type === 'voiceover'))
    return cannot(whyNothing(changes, plan.shots, skipped.size))
  const taken = shots.map((s) => (s.currentTakeId === null ? { ...s, currentTakeId: takeOf(s.fingerprint) } : s))
  return ok({ shots: taken, summary: summarize(plan.shots, taken, { fps: brief.fps, skippedLocked: skipped }) })
}

const cannot = (reason: string) => fail({ type: 'cannot-revise', reason } as const)

function tooMuchOf(shots: readonly Shot[], before: readonly Shot[], fps: number): string | null {
  const { maxShots, maxSeconds } = BRIEF_LIMITS
  if (shots.length > maxShots && shots.length > before.length) return `a film has ${maxShots} shots at most`
  const frames = filmLength(shots, fps)
  return frames > maxSeconds * fps && frames > filmLength(before, fps)
    ? `a film lasts ${maxSeconds / 60} minutes at most`
    : null
}

function whyNothing(changes: readonly Change[], shots: readonly Shot[], skipped: number): string {
  if (skipped > 0) return 'what it names is locked'
  const named = changes.flatMap((c) => ('shotIds' in c ? c.shotIds : 'shotId' in c ? [c.shotId] : []))
  return named.some((id) => !shots.some((s) => s.id === id))
    ? 'the shots it names are no longer in the film'
    : 'the film is like that already'
}
