import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import type { Change, MoveTarget } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { revise } from '../../src/domain/revise.ts'
import { CAMERA_MOVES, cutFrames, FRAMINGS, LENSES } from '../../src/domain/shot.ts'
import { filmLength } from '../../src/domain/shot-plan.ts'
import { type Film, film, FPS, planOf, print, rendered, shot, shotId } from './revising.ts'

const SEQUENCES = 3000
const LONGEST = 120

type Dice = { readonly below: (n: number) => number; readonly one: <T>(of: readonly [T, ...T[]] | readonly T[]) => T }

/** Numbers that look random and are the same each time (mulberry32). */
function dice(seed: number): Dice {
  let state = seed
  const below = (n: number) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n)
  }
  return {
    below,
    one(of) {
      const chosen = of[below(of.length)]
      if (chosen === undefined) throw new Error('nothing to choose from')
      return chosen
    },
  }
}

/** Some of the film's shots, at times one that is gone. */
const someShots = (d: Dice, from: Film): readonly ShotId[] =>
  [...from.plan.shots.map((s) => s.id), shotId(9999)].filter(() => d.below(3) === 0)
const oneShot = (d: Dice, from: Film): ShotId => d.one([...from.plan.shots.map((s) => s.id), shotId(9999)])

function target(d: Dice, from: Film): MoveTarget {
  const place = d.one(['front', 'end', 'before', 'after'] as const)
  return place === 'front' || place === 'end' ? { place } : { place, shotId: oneShot(d, from) }
}

const QUIET: readonly Change['type'][] = ['finish', 'swap', 'move', 'drop', 'lock', 'use-take', 'back-to', 'voiceover']
const LOUD: readonly Change['type'][] = ['content', 'film-length', 'shot-length', 'add', 'reroll']

function change(d: Dice, from: Film, types: readonly Change['type'][]): Change {
  const type = d.one(types)
  const shotIds = someShots(d, from)
  const step = (most: number) => (d.below(21) - 10) * (most / 10)
  switch (type) {
    case 'content':
      return {
        type,
        shotIds,
        text: d.one(['lonelier', '']),
        ...d.one([
          { framing: d.one(FRAMINGS) },
          { lens: d.one(LENSES) },
          { cameraMove: d.one(CAMERA_MOVES) },
          {
            replace: {
              from: d.one(['a bird', 'lantern', 'wind', 'nothing']),
              to: d.one(['an owl', 'storm', 'birds', '']),
            },
          },
          { show: d.one(['a close-up of an owl', 'the sea', '']) },
          { add: d.one(['rain', 'snow', '']) },
          { instead: d.one([{ speed: 'in slow motion' }, { exposure: 'dark low-key lighting', saturation: 'muted' }]) },
          {},
        ]),
      }
    case 'finish':
      return {
        type,
        shotIds,
        ...d.one([
          { exposure: step(4) },
          { temperature: step(2), saturationFactor: d.below(30) / 10 },
          { speedFactor: d.one([0.1, 0.5, 0.9, 1.1, 3, 9]) },
          { startLaterSeconds: step(3) },
          { endEarlierSeconds: step(3) },
          { speedFactor: 0.8, startLaterSeconds: 0.2, endEarlierSeconds: 0.1 },
        ]),
      }
    case 'film-length':
      return { type, seconds: d.below(240) / 10 }
    case 'shot-length':
      return { type, shotIds, seconds: d.below(50) / 10 }
    case 'swap':
      return { type, a: oneShot(d, from), b: oneShot(d, from) }
    case 'move':
      return { type, shotIds, to: target(d, from) }
    case 'drop':
      return { type, shotIds }
    case 'add':
      return {
        type,
        show: d.one(['an owl', 'a wide shot of the sea']),
        at: target(d, from),
        seconds: d.one([null, 1.5]),
      }
    case 'lock':
      return { type, shotIds, locked: d.below(2) === 0 }
    case 'use-take':
      return { type, shotId: oneShot(d, from), takeNo: 1 + d.below(2) }
    case 'back-to':
      return { type, deliveryNo: 1 + d.below(3) }
    case 'reroll':
      return { type, shotIds }
    case 'voiceover':
      return { type, assetId: null }
  }
}

/** A write to what was handed in then throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}

/** The same new ids and seeds each time it is asked from the start. */
function counted(from: Film, base: number): Film {
  let id = base
  let seed = base
  return { ...from, newShotId: () => shotId((id += 1)), newSeed: () => (seed += 1), longest: () => LONGEST }
}

function faultsOf(from: Film, changes: readonly Change[], result: ReturnType<typeof revise>): readonly string[] {
  const faults: string[] = []
  const check = (holds: boolean, fault: string) => void (holds || faults.push(fault))
  if (!result.ok) {
    check(result.failure.reason !== '', 'no reason')
    return faults
  }
  const { shots, summary } = result.value
  const was = new Map(from.plan.shots.map((s) => [s.id, s]))
  const has = (type: Change['type']) => changes.some((c) => c.type === type)
  check(new Set(shots.map((s) => s.id)).size === shots.length, 'an id twice')
  check(
    shots.every((s, i) => s.index === i),
    'indices',
  )
  check(shots.length > 0, 'no shots')
  for (const s of shots) {
    const take = from.takes.findLast((t) => t.fingerprint === s.fingerprint)
    check((take === undefined) === (s.currentTakeId === null), `take of ${s.id}`)
    check(
      s.currentTakeId === null || from.takes.some((t) => t.id === s.currentTakeId && t.fingerprint === s.fingerprint),
      'a take of another picture',
    )
    check(s.fingerprint === print(s), 'fingerprint')
    check(s.durationFrames >= 1 && s.durationFrames <= LONGEST && Number.isInteger(s.durationFrames), 'duration')
    const { exposure, temperature, saturation, speed, inSeconds, cutFrames: cut } = s.finish
    check(Math.abs(exposure) <= 3 && Math.abs(temperature) <= 1 && saturation >= 0 && saturation <= 2, 'grade')
    check(speed >= 0.25 && speed <= 4 && inSeconds >= 0 && inSeconds * FPS < s.durationFrames, 'pace')
    const whole = cutFrames({ ...s, finish: { ...s.finish, cutFrames: null } }, FPS)
    check(cut === null || (Number.isInteger(cut) && cut >= 1 && cut < whole), `trim ${cut} of ${whole}`)
    const before = was.get(s.id)
    if (before !== undefined && before.fingerprint === s.fingerprint && !has('use-take') && !has('back-to'))
      check(s.currentTakeId === before.currentTakeId, 'an unchanged shot lost its take')
  }
  if (changes.every((c) => QUIET.includes(c.type)))
    check(
      shots.every((s) => s.currentTakeId !== null),
      'a render for nothing',
    )
  if (!has('lock') && !has('back-to') && !has('use-take'))
    for (const locked of from.plan.shots.filter((s) => s.locked))
      check(
        JSON.stringify({ ...shots.find((s) => s.id === locked.id), index: 0 }) ===
          JSON.stringify({ ...locked, index: 0 }),
        'a locked shot changed',
      )
  const last = changes.at(-1)
  if (last?.type === 'film-length')
    check(
      filmLength(shots, FPS) === Math.max(1, Math.round(last.seconds * FPS)),
      `film of ${filmLength(shots, FPS)} for ${last.seconds} s`,
    )
  if (last?.type === 'shot-length')
    for (const s of shots.filter((one) => last.shotIds.includes(one.id) && !one.locked))
      check(
        cutFrames(s, FPS) === Math.max(1, Math.round(last.seconds * FPS)),
        `shot of ${cutFrames(s, FPS)} for ${last.seconds} s`,
      )
  const common = shots.filter((s) => was.has(s.id)).map((s) => s.id)
  check(
    [...summary.rendered, ...summary.refinished, ...summary.kept].toSorted().join() === common.toSorted().join(),
    'summary',
  )
  check(summary.added.length + common.length === shots.length, 'added')
  check(summary.dropped.length + common.length === from.plan.shots.length, 'dropped')
  return faults
}

test(`${SEQUENCES} sequences of changes leave a film that is whole, and render only what must be`, () => {
  let [done, refused] = [0, 0]
  const seen = new Set<string>()
  for (let sequence = 0; sequence < SEQUENCES; sequence++) {
    const d = dice(sequence)
    let from = film(Array.from({ length: 1 + d.below(6) }, (_, i) => shot(i + 1, { durationFrames: 12 + d.below(60) })))
    for (let round = 0; round < 3; round++) {
      const types = d.below(3) === 0 ? QUIET : [...QUIET, ...LOUD]
      const changes = Array.from({ length: 1 + d.below(3) }, () => change(d, from, types))
      frozen(from.plan)
      frozen(from.takes)
      frozen(changes)
      const base = 10_000 + sequence * 100 + round * 20
      const result = revise(counted(from, base), changes)
      const faults = [...faultsOf(from, changes, result)]
      // Another film that is equal: nothing may hang on which object it is.
      if (sequence % 10 === 0) {
        const copy = { ...from, plan: structuredClone(from.plan), takes: structuredClone(from.takes) }
        if (!isDeepStrictEqual(revise(counted(copy, base), structuredClone(changes)), result))
          faults.push('hangs on objects')
      }
      if (faults.length > 0) throw new Error(`${faults.join('; ')}: sequence ${sequence}, ${JSON.stringify(changes)}`)
      if (!result.ok) {
        refused += 1
        continue
      }
      done += 1
      for (const { type } of changes) seen.add(type)
      from = rendered({ ...from, plan: planOf(result.value.shots, from.plan.version + 1) })
    }
  }
  expect(seen.size).toBe(QUIET.length + LOUD.length)
  expect(done).toBeGreaterThan(refused)
})
