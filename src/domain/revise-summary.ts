/** What a revision comes to, shot by shot. */
import type { ShotId } from './ids.ts'
import type { RevisionSummary } from './revision.ts'
import { isSame } from './same.ts'
import type { Shot } from './shot.ts'

export function summarize(
  before: readonly Shot[],
  after: readonly Shot[],
  o: { readonly fps: number; readonly skippedLocked: ReadonlySet<ShotId> },
): RevisionSummary {
  const was = new Map(before.map((s) => [s.id, s]))
  const stays = new Set(after.map((s) => s.id))
  const common = after.filter((s) => was.has(s.id))
  const ids = (shots: readonly Shot[]) => shots.map((s) => s.id)
  const inOrder = ids(before.filter((s) => stays.has(s.id)))
  const isKept = (s: Shot) => isSame(seenIn(s), seenIn(was.get(s.id) ?? s))
  return {
    rendered: ids(common.filter((s) => s.currentTakeId === null)),
    refinished: ids(common.filter((s) => s.currentTakeId !== null && !isKept(s))),
    added: ids(after.filter((s) => !was.has(s.id))),
    dropped: ids(before.filter((s) => !stays.has(s.id))),
    moved: !isSame(inOrder, ids(common)),
    kept: ids(common.filter((s) => s.currentTakeId !== null && isKept(s))),
    skippedLocked: ids(after.filter((s) => o.skippedLocked.has(s.id))),
    fps: o.fps,
  }
}

/** All that the film shows of a shot: not its place, nor whether it is locked. */
const seenIn = (shot: Shot): Shot => ({ ...shot, index: 0, locked: false })
