/** What a shot is once one of its earlier takes is chosen. */
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
