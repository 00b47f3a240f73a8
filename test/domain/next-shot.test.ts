/** Which shot is next: the table that says so. */
import { describe, expect, test } from 'vitest'
import { makeId } from '../../src/domain/ids.ts'
import {
  type Lately,
  type OnHost,
  loadOf,
  mayDisplace,
  MOST_OVERTAKEN,
  nextShot,
  TURN,
  type WaitingShot,
} from '../../src/domain/next-shot.ts'

const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString().padStart(12, '0')}`
const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000)
const project = (n: number) => makeId('project', uuid(n))
const person = (n: number) => makeId('person', uuid(n))

type Said = {
  at?: number
  project?: number
  person?: number
  load?: string
  index?: number
  bumped?: number
  revision?: boolean
}
let named = 0
const shot = (title: string, s: Said = {}): WaitingShot => ({
  briefId: makeId('brief', uuid(++named)),
  planVersion: 1,
  shotId: makeId('shot', uuid(named)),
  shotIndex: s.index ?? 0,
  projectId: project(s.project ?? 1),
  personId: person(s.person ?? 1),
  title,
  queuedAt: at(s.at ?? named),
  bumpedAt: s.bumped === undefined ? null : at(s.bumped),
  isRevision: s.revision ?? false,
  workflow: 'w',
  models: { checkpoint: s.load ?? 'sd15' },
  durationFrames: 24,
  fps: 24,
  size: { width: 768, height: 432 },
  openOn: null,
  openSince: null,
  hasClip: false,
})
const began = (n: number, who: { project?: number; person?: number } = {}) =>
  Array.from({ length: n }, () => ({ projectId: project(who.project ?? 1), personId: person(who.person ?? 1) }))
const NOTHING: Lately = { started: [], latestArrivals: [] }
const cold: OnHost = { loaded: null, loadedElsewhere: new Set<string>() }

const TABLE: readonly (readonly [string, readonly WaitingShot[], Partial<OnHost>, Partial<Lately>, string | null])[] = [
  ['nothing waits', [], {}, {}, null],
  ['the oldest', [shot('b', { at: 2 }), shot('a', { at: 1 })], {}, {}, 'a'],
  [
    'within a film, its order',
    [{ ...shot('2', { at: 1, index: 1 }) }, shot('1', { at: 1, index: 0 })].map((s) => ({
      ...s,
      briefId: makeId('brief', uuid(1)),
    })),
    {},
    {},
    '1',
  ],
  [
    'a revision before fresh work',
    [shot('fresh', { at: 1 }), shot('revision', { at: 2, revision: true })],
    {},
    {},
    'revision',
  ],
  [
    'what a producer bumped before a revision',
    [shot('revision', { at: 1, revision: true }), shot('bumped', { at: 2, bumped: 3 })],
    {},
    {},
    'bumped',
  ],
  [
    'of two bumped, the one bumped first',
    [shot('later', { at: 1, bumped: 9 }), shot('earlier', { at: 2, bumped: 8 })],
    {},
    {},
    'earlier',
  ],
  [
    'what the host has loaded',
    [shot('other', { at: 1, load: 'wan' }), shot('same', { at: 2 })],
    { loaded: 'sd15' },
    {},
    'same',
  ],
  [
    'what no other host has loaded',
    [shot('theirs', { at: 1, load: 'wan' }), shot('free', { at: 2, load: 'sdxl' })],
    { loaded: 'sd15', loadedElsewhere: new Set(['wan']) },
    {},
    'free',
  ],
  [
    'what another host has loaded, before nothing at all',
    [shot('theirs', { at: 1, load: 'wan' })],
    { loaded: 'sd15', loadedElsewhere: new Set(['wan']) },
    {},
    'theirs',
  ],
  [
    'a project that was served less',
    [shot('much', { at: 1 }), shot('little', { at: 2, project: 2 })],
    {},
    { started: [...began(2), ...began(1, { project: 2 })] },
    'little',
  ],
  [
    'a person who was served less',
    [shot('much', { at: 1 }), shot('little', { at: 2, person: 2 })],
    {},
    { started: [...began(2), ...began(1, { person: 2 })] },
    'little',
  ],
  [
    'people of other projects do not count',
    [shot('a', { at: 1, person: 1 }), shot('b', { at: 2, person: 2 })],
    {},
    { started: began(3, { project: 2, person: 1 }) },
    'b',
  ],
  [
    'a loaded model before a project that was served less',
    [shot('loaded', { at: 1 }), shot('less', { at: 2, project: 2, load: 'wan' })],
    { loaded: 'sd15' },
    { started: began(TURN - 1) },
    'loaded',
  ],
  [
    'a project that waited out a turn, before the loaded model',
    [shot('loaded', { at: 1 }), shot('overdue', { at: 2, project: 2, load: 'wan' })],
    { loaded: 'sd15' },
    { started: began(TURN) },
    'overdue',
  ],
  [
    'a person who waited out a turn',
    [shot('loaded', { at: 1 }), shot('overdue', { at: 2, person: 2, load: 'wan' })],
    { loaded: 'sd15' },
    { started: began(TURN) },
    'overdue',
  ],
  [
    'of projects that waited out a turn, the one that waits longest',
    [shot('a', { at: 1 }), shot('c', { at: 3, project: 3 }), shot('b', { at: 2, project: 2 })],
    {},
    { started: began(TURN) },
    'b',
  ],
  [
    'a shot that was overtaken often enough, before a revision',
    [shot('starving', { at: 1 }), shot('revision', { at: 9, revision: true })],
    {},
    { latestArrivals: Array.from({ length: MOST_OVERTAKEN }, () => at(5)) },
    'starving',
  ],
  [
    'once less, not yet',
    [shot('waits', { at: 1 }), shot('revision', { at: 9, revision: true })],
    {},
    { latestArrivals: Array.from({ length: MOST_OVERTAKEN - 1 }, () => at(5)) },
    'revision',
  ],
  [
    'of starving ones the oldest, whatever is loaded',
    [shot('young', { at: 2 }), shot('old', { at: 1, load: 'wan' })],
    { loaded: 'sd15' },
    { latestArrivals: Array.from({ length: MOST_OVERTAKEN }, () => at(5)) },
    'old',
  ],
  [
    'work of the same moment is no later work',
    [shot('a', { at: 5 }), shot('r', { at: 6, revision: true })],
    {},
    { latestArrivals: Array.from({ length: MOST_OVERTAKEN }, () => at(5)) },
    'r',
  ],
]

describe('the next shot is', () => {
  test.each(TABLE)('%s', (_, waiting, host, lately, title) => {
    expect(nextShot(waiting, { ...cold, ...host }, { ...NOTHING, ...lately })?.title ?? null).toBe(title)
  })
})

describe('a shot that the host was given but has not begun', () => {
  const fresh = shot('fresh', { at: 1 })
  const revision = shot('revision', { at: 2, revision: true })
  const bumped = shot('bumped', { at: 3, bumped: 3 })
  test.each([
    ['gives way to a revision', revision, fresh, NOTHING, true],
    ['gives way to what was bumped', bumped, revision, NOTHING, true],
    ['not to its like', shot('other'), fresh, NOTHING, false],
    [
      'not once it was overtaken often enough',
      revision,
      fresh,
      { started: [], latestArrivals: Array.from({ length: MOST_OVERTAKEN }, () => at(1.5)) },
      false,
    ],
    [
      'not to what starves: that waits for the next',
      { ...fresh, queuedAt: at(0) },
      revision,
      { started: [], latestArrivals: Array.from({ length: MOST_OVERTAKEN }, () => at(1)) },
      false,
    ],
  ] as const)('%s', (_, comes, waits, lately, gives) => {
    expect(mayDisplace(comes, waits, lately)).toBe(gives)
  })
})

test('shots of one checkpoint share a load; without one, those of the same files', () => {
  expect(loadOf({ workflow: 'a', models: { checkpoint: 'x', vae: 'y' } })).toBe(
    loadOf({ workflow: 'b', models: { checkpoint: 'x' } }),
  )
  expect(loadOf({ workflow: 'a', models: { high: 'h', low: 'l' } })).toBe(
    loadOf({ workflow: 'b', models: { low: 'l', high: 'h' } }),
  )
  expect(loadOf({ workflow: 'a', models: {} })).not.toBe(loadOf({ workflow: 'b', models: {} }))
})

test('whatever comes, no shot is overtaken by more renders of later work than it may be, and all are rendered', () => {
  let state = 7
  const below = (n: number) => (state = (state * 48271) % 2147483647) % n
  for (let round = 0; round < 40; round++) {
    const waiting: WaitingShot[] = []
    const done: WaitingShot[] = []
    const over = new Map<WaitingShot, number>()
    let loaded: string | null = null
    for (let second = 0; second < 150 || waiting.length > 0; second++) {
      if (second < 150 && below(10) < 6)
        waiting.push(
          shot(`${second}`, {
            at: second,
            project: below(3),
            person: below(2),
            load: `m${below(3)}`,
            revision: below(4) === 0,
          }),
        )
      const lately = {
        started: done.slice(-2 * TURN).toReversed(),
        latestArrivals: done
          .map((s) => s.queuedAt)
          .sort((a, b) => +b - +a)
          .slice(0, MOST_OVERTAKEN),
      }
      const next = nextShot(waiting, { loaded, loadedElsewhere: new Set() }, lately)
      if (next === null) continue
      waiting.splice(waiting.indexOf(next), 1)
      for (const s of waiting) if (s.queuedAt < next.queuedAt) over.set(s, (over.get(s) ?? 0) + 1)
      loaded = loadOf(next)
      done.push(next)
    }
    expect(Math.max(0, ...over.values())).toBeLessThanOrEqual(MOST_OVERTAKEN)
  }
})
