/** Which shots show something else in one version of a plan than in another. Pure. */
import { createHash } from 'node:crypto'
import { type AssetId, type BriefId, makeId, type ShotId } from './ids.ts'
import type { Shot } from './shot.ts'
import type { ShotPlan } from './shot-plan.ts'

/** Null: that version has no such shot. */
export type ShotPair = { readonly before: Shot | null; readonly after: Shot | null }

/** In the order of the later plan, then those that it dropped. A shot that only moved shows the same and is not in it. */
export function differingShots(before: ShotPlan, after: ShotPlan): readonly ShotPair[] {
  const earlier = new Map(before.shots.map((shot) => [shot.id, shot]))
  const later = new Set<ShotId>(after.shots.map((shot) => shot.id))
  return [
    ...after.shots.map((shot) => ({ before: earlier.get(shot.id) ?? null, after: shot })),
    ...before.shots.filter((shot) => !later.has(shot.id)).map((shot) => ({ before: shot, after: null })),
  ].filter((pair) => pair.before === null || pair.after === null || !showsTheSame(pair.before, pair.after))
}

function showsTheSame(a: Shot, b: Shot): boolean {
  const { finish: one } = a
  const { finish: other } = b
  return (
    a.fingerprint === b.fingerprint &&
    a.currentTakeId === b.currentTakeId &&
    one.exposure === other.exposure &&
    one.temperature === other.temperature &&
    one.saturation === other.saturation &&
    one.speed === other.speed &&
    one.inSeconds === other.inSeconds &&
    one.cutFrames === other.cutFrames &&
    one.transition === other.transition &&
    one.fadeOut === other.fadeOut
  )
}

/** The same comparison has the same id, so that it is drawn once. `clips` are those it shows. */
export function comparisonId(
  briefId: BriefId,
  before: number,
  after: number,
  clips: readonly (AssetId | null)[],
): AssetId {
  const hash = createHash('sha256')
    .update(JSON.stringify([briefId, before, after, clips]))
    .digest('hex')
  // Marked as a UUID of one's own making (version 8).
  return makeId('asset', `${hash.slice(0, 12)}8${hash.slice(13, 16)}8${hash.slice(17, 32)}`)
}
