/** How many shots a film has, and which beat each of them tells. */
import type { Beat } from '../../src/domain/script-beats.ts'

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
/** The least for a scene, which is not told at all where it has no shot of its own. */
const LEAST_SCENE_SECONDS = 1.5

/** About one shot each four seconds, more for more beats or scenes as long as each can be seen. */
export function naturalCount(beats: number, scenes: number, seconds: number, maxShots: number): number {
  const most = Math.max(1, Math.floor(seconds / LEAST_SECONDS))
  const natural = Math.min(most, Math.max(beats, Math.round(seconds / USUAL_SECONDS)))
  return Math.min(maxShots, seconds >= scenes * LEAST_SCENE_SECONDS ? Math.max(natural, scenes) : natural)
}

const scenesOf = (beats: readonly Beat[]): readonly (readonly Beat[])[] =>
  [...new Set(beats.map((b) => b.scene))].map((scene) => beats.filter((b) => b.scene === scene))

export const sceneCount = (beats: readonly Beat[]): number => scenesOf(beats).length

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

/** Neighbours together, of one scene where there are groups enough for all scenes. */
function merged(beats: readonly Beat[], count: number): readonly (readonly Beat[])[] {
  const scenes = scenesOf(beats)
  if (count < scenes.length) return even(scenes, count).map((group) => group.flat())
  const groups = shares(
    scenes.map((scene) => scene.length),
    count,
    scenes.map((scene) => scene.length),
  )
  return scenes.flatMap((scene, at) => even(scene, groups[at] ?? 1))
}

/** `count` groups of neighbours, as even as can be. */
const even = <T>(things: readonly T[], count: number): readonly (readonly T[])[] =>
  Array.from({ length: count }, (_, i) =>
    things.slice(Math.floor((i * things.length) / count), Math.floor(((i + 1) * things.length) / count)),
  )

/** Longer beats are worth more shots. */
const weightOf = (beats: readonly Beat[]): number => 1 + Math.min(200, beats.map((b) => b.text).join(' ').length) / 200

/** `count` things over the weights, one each at least and `most` at most; the earlier wins a tie. */
function shares(weights: readonly number[], count: number, most?: readonly number[]): readonly number[] {
  const given = weights.map(() => 1)
  for (let left = count - weights.length; left > 0; left--) {
    let [best, need] = [0, 0]
    for (const [i, weight] of weights.entries()) {
      if ((given[i] ?? 1) >= (most?.[i] ?? Infinity)) continue
      if (weight / (given[i] ?? 1) > need + 1e-9) [best, need] = [i, weight / (given[i] ?? 1)]
    }
    given[best] = (given[best] ?? 0) + 1
  }
  return given
}
