/** Which take shows a shot: the one it has, an earlier one that is chosen, or one of the same picture. */
import type { TakeId } from './ids.ts'
import { clipFrames, cutTo } from './revise-finish.ts'
import type { Shot } from './shot.ts'
import type { Take } from './take.ts'

/** `version` is the shot as that take was rendered, so that later notes go on from what is seen; the shot itself where nobody knows. */
export function withTake(shot: Shot, take: Take, version: Shot, fps: number): Shot {
  const { index, locked, finish } = shot
  const taken: Shot = { ...version, index, locked, finish, fingerprint: take.fingerprint, currentTakeId: take.id }
  if (version.durationFrames === shot.durationFrames) return taken
  const isPast = finish.inSeconds * fps > version.durationFrames - 1
  const inside: Shot = isPast ? { ...taken, finish: { ...finish, inSeconds: 0 } } : taken
  return finish.cutFrames === null ? inside : cutTo(inside, Math.min(finish.cutFrames, clipFrames(inside, fps)), fps)
}

/** By fingerprint, the newest of each. A plan may carry takes of other briefs, which are not among `takes`; `known` is newest first. */
export function takesByFingerprint(known: readonly Shot[], takes: readonly Take[]): ReadonlyMap<string, TakeId> {
  const found = new Map<string, TakeId>()
  for (const shot of known.toReversed())
    if (shot.currentTakeId !== null) found.set(shot.fingerprint, shot.currentTakeId)
  for (const take of takes)
    if (take.outcome === 'rendered' && take.assetId !== null) found.set(take.fingerprint, take.id)
  return found
}
