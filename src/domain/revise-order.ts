/** In which order shots come after a swap or a move. */
import type { MoveTarget } from './change.ts'
import type { ShotId } from './ids.ts'
import type { Shot } from './shot.ts'

export const swapped = (shots: readonly Shot[], a: ShotId, b: ShotId): readonly Shot[] => {
  const [first, second] = [shots.find((s) => s.id === a), shots.find((s) => s.id === b)]
  if (first === undefined || second === undefined) return shots
  return shots.map((s) => (s === first ? second : s === second ? first : s))
}

/** Those that move keep their order among themselves; a shot that others gather at stays. */
export function moved(shots: readonly Shot[], ids: readonly ShotId[], to: MoveTarget): readonly Shot[] {
  const anchor = 'shotId' in to ? to.shotId : null
  const isMoving = (s: Shot) => ids.includes(s.id) && s.id !== anchor
  const staying = shots.filter((s) => !isMoving(s))
  const at = placeOf(staying, to)
  return [...staying.slice(0, at), ...shots.filter(isMoving), ...staying.slice(at)]
}

/** How many shots come before that place. A shot that is gone leaves the end. */
export function placeOf(shots: readonly Shot[], to: MoveTarget): number {
  switch (to.place) {
    case 'front':
      return 0
    case 'end':
      return shots.length
    case 'before':
    case 'after': {
      const at = shots.findIndex((s) => s.id === to.shotId)
      return at < 0 ? shots.length : at + (to.place === 'after' ? 1 : 0)
    }
  }
}
