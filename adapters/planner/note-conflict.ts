/** Do the wishes of one note pull against each other? Then it is asked which one holds. */
import type { Change, FinishChange, Question } from '../../src/domain/change.ts'
import { changesSaid } from './note-say.ts'
import { type Scene } from './note-scene.ts'

/** One list for each wish; null when all of them can be done. */
export function conflictIn(scene: Scene, wishes: readonly (readonly Change[])[]): Question | null {
  const changes = wishes.flat()
  for (const [i, a] of changes.entries())
    for (const b of changes.slice(i + 1)) {
      if (!against(a, b)) continue
      const rest = (without: Change) => changes.filter((c) => c !== without)
      return {
        text: `These do not go together: ${changesSaid(scene, [a])}, and ${changesSaid(scene, [b])}. Which one holds?`,
        answers: [
          { label: capital(changesSaid(scene, [a])), changes: rest(b) },
          { label: capital(changesSaid(scene, [b])), changes: rest(a) },
          { label: 'Leave it', changes: [] },
        ],
      }
    }
  return null
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`

function against(a: Change, b: Change): boolean {
  if (a.type === 'film-length' && b.type === 'film-length') return a.seconds !== b.seconds
  if (a.type === 'back-to' && b.type === 'back-to') return a.deliveryNo !== b.deliveryNo
  if (!('shotIds' in a && 'shotIds' in b) || !a.shotIds.some((id) => b.shotIds.includes(id))) return false
  if (a.type === 'drop' || b.type === 'drop') return a.type !== b.type && ![a, b].some((c) => c.type === 'lock')
  if (a.type === 'lock' && b.type === 'lock') return a.locked !== b.locked
  if (a.type === 'shot-length' && b.type === 'shot-length') return a.seconds !== b.seconds
  if (a.type === 'move' && b.type === 'move') return JSON.stringify(a.to) !== JSON.stringify(b.to)
  if (a.type === 'content' && b.type === 'content')
    return (['framing', 'lens', 'cameraMove', 'show'] as const).some(
      (k) => a[k] !== undefined && b[k] !== undefined && a[k] !== b[k],
    )
  if (a.type !== 'finish' || b.type !== 'finish') return false
  const joins = (['transition', 'fadeOut'] as const).some(
    (k) => a[k] !== undefined && b[k] !== undefined && a[k] !== b[k],
  )
  return joins || pulls(a).some((n, i) => n * (pulls(b)[i] ?? 0) < 0)
}

/** Which way each goes; 0 where it says nothing. */
const pulls = (c: FinishChange): readonly number[] => [
  c.exposure ?? 0,
  c.temperature ?? 0,
  (c.saturationFactor ?? 1) - 1,
  (c.speedFactor ?? 1) - 1,
  c.startLaterSeconds ?? 0,
  c.endEarlierSeconds ?? 0,
]
