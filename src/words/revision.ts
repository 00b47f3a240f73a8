/** What a revision does, one sentence a line. Shots have the numbers under which people saw them, until the last line says others. */
import type { ShotId } from '../domain/ids.ts'
import type { RevisionSummary } from '../domain/revision.ts'
import { cutFrames, type Shot } from '../domain/shot.ts'
import { filmLength, type ShotPlan } from '../domain/shot-plan.ts'
import { spokenFraming } from '../domain/shot-words.ts'
import { sayOrder, sayRenumbered } from './revision-order.ts'
import { sayShotChange, withArticle } from './revision-shot.ts'
import { seconds } from './say.ts'
import { theShots } from './shot-numbers.ts'

type Pair = { readonly before: Shot; readonly after: Shot; readonly number: number }

export function sayRevision(
  plan: Pick<ShotPlan, 'shots'>,
  shots: readonly Shot[],
  summary: RevisionSummary,
): readonly string[] {
  const { fps } = summary
  const pairs = plan.shots.flatMap((before, i): readonly Pair[] => {
    const after = shots.find((s) => s.id === before.id)
    return after === undefined ? [] : [{ before, after, number: i + 1 }]
  })
  const numbers = (ids: readonly ShotId[]) => plan.shots.flatMap((s, i) => (ids.includes(s.id) ? [i + 1] : []))
  const those = (is: (pair: Pair) => boolean) => pairs.filter(is).map((p) => p.number)
  const skipped = numbers(summary.skippedLocked)
  const kept = numbers(summary.kept).filter((n) => !skipped.includes(n))
  const unchanged = kept.length === plan.shots.length && kept.length > 1

  return [
    ...sayChanges(pairs, fps),
    ...sayOrder(plan.shots, shots),
    ...line(numbers(summary.dropped), 'is dropped', 'are dropped'),
    ...sayAdded(shots, summary),
    ...line(
      those(({ before, after }) => !before.locked && after.locked && !summary.skippedLocked.includes(after.id)),
      'is locked now',
      'are locked now',
    ),
    ...line(
      those(({ before, after }) => before.locked && !after.locked),
      'is unlocked now',
      'are unlocked now',
    ),
    ...line(skipped, 'is locked and stays as it is', 'are locked and stay as they are'),
    ...(unchanged ? ['The shots themselves stay as they are.'] : line(kept, 'stays as it is', 'stay as they are')),
    ...sayLength(filmLength(plan.shots, fps) / fps, filmLength(shots, fps) / fps),
    ...sayRenumbered(plan.shots, shots),
  ]
}

const line = (numbers: readonly number[], one: string, more: string): readonly string[] =>
  numbers.length === 0 ? [] : [`${theShots(numbers)} ${numbers.length === 1 ? one : more}.`]

/** Shots that change alike are said together. */
function sayChanges(pairs: readonly Pair[], fps: number): readonly string[] {
  const others = pairs.filter(({ before, after }) => cutFrames(before, fps) !== cutFrames(after, fps)).length
  const alike = new Map<string, number[]>()
  for (const { before, after, number } of pairs) {
    const says = sayShotChange(before, after, { fps, exactLength: others <= 2 })
    if (says !== '') alike.set(says, [...(alike.get(says) ?? []), number])
  }
  return [...alike].map(([says, numbers]) => `${theShots(numbers)}: ${says}.`)
}

function sayAdded(shots: readonly Shot[], summary: RevisionSummary): readonly string[] {
  return shots.flatMap((shot, at) => {
    if (!summary.added.includes(shot.id)) return []
    const what = `“${shot.caption}”, ${withArticle(spokenFraming(shot.framing))}`
    const where = at === 0 ? 'at the beginning' : at === shots.length - 1 ? 'at the end' : `as number ${at + 1}`
    return [`${shot.currentTakeId === null ? 'A new shot' : 'A shot that is back'} ${where}: ${what}.`]
  })
}

const sayLength = (before: number, after: number): readonly string[] =>
  Math.abs(before - after) < 0.05 ? [] : [`The film lasts ${seconds(after)} now instead of ${seconds(before)}.`]
