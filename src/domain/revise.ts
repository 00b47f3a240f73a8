/** Applies what notes ask for to a plan: which shots are changed, added, dropped, moved, and which must be rendered again. Pure. */
import { BRIEF_LIMITS } from './brief.ts'
import type { Change } from './change.ts'
import type { ShotId } from './ids.ts'
import { fail, ok } from './result.ts'
import { createFollow } from './revise-change.ts'
import { summarize } from './revise-summary.ts'
import { takesByFingerprint } from './revise-take.ts'
import type { Revise } from './revision.ts'
import { isSame } from './same.ts'
import type { Shot } from './shot.ts'
import { filmLength } from './shot-plan.ts'

/** In the order in which they were said. Nothing is done where one of them cannot be done, or where nothing would change. */
export const revise: Revise = (from, changes) => {
  const { brief, plan } = from
  const deliveries = Array.from({ length: brief.deliveryCount }, (_, i) => from.planOf(i + 1))
  // Newest first.
  const known = [plan, ...deliveries.toReversed()].flatMap((p) => p?.shots ?? [])
  const follow = createFollow(from, known)
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
  const takes = takesByFingerprint(known, from.takes)
  const taken = shots.map((shot) => {
    const before = plan.shots.find((s) => s.id === shot.id && s.fingerprint === shot.fingerprint)
    const same = before?.currentTakeId ?? takes.get(shot.fingerprint) ?? null
    return { ...shot, currentTakeId: shot.currentTakeId ?? same }
  })
  if (isSame(taken, plan.shots) && !changes.some((c) => c.type === 'voiceover'))
    return cannot(whyNothing(changes, plan.shots, skipped.size))
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
