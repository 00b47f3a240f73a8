/** How many shots a film has, and which beat each of them tells. */
import type { Beat } from './beats.ts'

/** One shot to be: the beats it tells, and which part of their coverage it is. */
export type Slot = {
  readonly beats: readonly Beat[]
  /** Of all beats; those with the same number tell the same. */
  readonly group: number
  /** 0 establishes the beat, the next go closer. */
  readonly part: number
  readonly parts: number
  /** The place is another than that of the shot before. */
  readonly newPlace: boolean
}

/** Seconds that a shot lasts where nothing says otherwise, and the least that tells anything. */
const USUAL_SECONDS = 4
const LEAST_SECONDS = 2.5

/** About one shot each four seconds, more for more beats as long as each can be seen. */
export function naturalCount(beats: number, seconds: number, maxShots: number): number {
  const most = Math.max(1, Math.floor(seconds / LEAST_SECONDS))
  return Math.min(maxShots, most, Math.max(beats, Math.round(seconds / USUAL_SECONDS)))
}

export function shotList(beats: readonly Beat[], count: number): readonly Slot[] {
  const groups = count < beats.length ? merged(beats, count) : beats.map((b) => [b])
  const parts = shares(groups.map(weightOf), count)
  const slots: Slot[] = []
  let place: string | null = null
  for (const [group, told] of groups.entries()) {
    const of = parts[group] ?? 1
    for (let part = 0; part < of; part++) {
      const here = told[0]?.place ?? null
      slots.push({ beats: told, group, part, parts: of, newPlace: slots.length > 0 && part === 0 && here !== place })
      place = here
    }
  }
  return slots
}

/** Neighbours together, groups as even as can be. */
function merged(beats: readonly Beat[], count: number): readonly (readonly Beat[])[] {
  return Array.from({ length: count }, (_, i) =>
    beats.slice(Math.floor((i * beats.length) / count), Math.floor(((i + 1) * beats.length) / count)),
  )
}

/** Longer beats are worth more shots. */
const weightOf = (beats: readonly Beat[]): number => 1 + Math.min(200, beats.map((b) => b.text).join(' ').length) / 200

/** `count` things over the weights, one each at least; the earlier wins a tie. */
function shares(weights: readonly number[], count: number): readonly number[] {
  const given = weights.map(() => 1)
  for (let left = count - weights.length; left > 0; left--) {
    let best = 0
    for (const [i, weight] of weights.entries())
      if (weight / (given[i] ?? 1) > (weights[best] ?? 0) / (given[best] ?? 1) + 1e-9) best = i
    given[best] = (given[best] ?? 0) + 1
  }
  return given
}
