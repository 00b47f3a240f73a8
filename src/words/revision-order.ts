/** How the order of shots changes, and which numbers they have from now on. */
import type { Shot } from '../domain/shot.ts'
import { inRuns, theShots } from './shot-numbers.ts'

/** In the numbers under which people saw them. */
export function sayOrder(before: readonly Shot[], after: readonly Shot[]): readonly string[] {
  const order = orderOf(before, after)
  const sorted = [...order].sort((a, b) => a - b)
  const elsewhere = order.filter((n, at) => n !== sorted[at])
  if (elsewhere.length === 0) return []
  if (elsewhere.length === 2) return [`Shots ${inRuns(elsewhere.toSorted((a, b) => a - b))} change places.`]
  const mover = order.find((n) => isSorted(order.filter((other) => other !== n)))
  if (mover === undefined) return [`The order is now: shots ${inRuns(order)}.`]
  const at = order.indexOf(mover)
  if (at === 0) return [`Shot ${mover} comes first now.`]
  if (at === order.length - 1) return [`Shot ${mover} comes last now.`]
  return [`Shot ${mover} comes after shot ${order[at - 1]} now.`]
}

/** Empty where every shot keeps its number, or where shots only change places. */
export function sayRenumbered(before: readonly Shot[], after: readonly Shot[]): readonly string[] {
  const order = orderOf(before, after)
  if (order.length === before.length && order.length === after.length && isSwap(order)) return []
  const changed = after.flatMap((shot, at) => {
    const was = before.findIndex((s) => s.id === shot.id)
    return was < 0 || was === at ? [] : [{ was: was + 1, is: at + 1 }]
  })
  const [first] = changed
  if (first === undefined) return []
  const isShift = changed.every(({ was, is }) => was - is === first.was - first.is) && isSorted(order)
  if (!isShift) return ['From now on the shots are numbered in their new order.']
  const now = inRuns(changed.map(({ is }) => is))
  return changed.length === 1
    ? [`From now on shot ${first.was} is shot ${first.is}.`]
    : [`From now on ${theShots(changed.map(({ was }) => was)).toLowerCase()} are ${now}.`]
}

/** The old numbers of the shots that stay, in their new order. */
const orderOf = (before: readonly Shot[], after: readonly Shot[]): readonly number[] =>
  after.map((shot) => before.findIndex((s) => s.id === shot.id) + 1).filter((n) => n > 0)

const isSorted = (numbers: readonly number[]): boolean => numbers.every((n, i) => i === 0 || (numbers[i - 1] ?? 0) < n)
const isSwap = (order: readonly number[]): boolean => order.filter((n, at) => n !== at + 1).length <= 2
