import { describe, expect, test } from 'vitest'
import type { Change, ContentChange, FinishChange } from '../../src/domain/change.ts'
import { cutFrames, PLAIN_FINISH, type Shot } from '../../src/domain/shot.ts'
import { filmLength } from '../../src/domain/shot-plan.ts'
import { assetId, film, FPS, next, print, refused, revised, shot, shotId } from './revising.ts'

const [one, two, three, four] = [shotId(1), shotId(2), shotId(3), shotId(4)]
const ALL = [one, two, three, four]

const content = (change: Partial<ContentChange>, ...shotIds: readonly ContentChange['shotIds'][number][]): Change => ({
  type: 'content',
  text: '',
  shotIds: shotIds.length === 0 ? [one] : shotIds,
  ...change,
})
const finish = (change: Partial<FinishChange>, shotIds: readonly ReturnType<typeof shotId>[] = [one]): Change => ({
  type: 'finish',
  shotIds,
  ...change,
})
const order = (shots: readonly Shot[]) => shots.map((s) => ALL.indexOf(s.id) + 1)
const renders = (shots: readonly Shot[]) => shots.filter((s) => s.currentTakeId === null).length
const first = (shots: readonly Shot[]): Shot => {
  const [s] = shots
  if (!s) throw new Error('no shot')
  return s
}

describe('content', () => {
  const cases: readonly (readonly [string, Partial<ContentChange>, Partial<Shot>])[] = [
    [
      'framing changes its words and the lens that was chosen for it',
      { framing: 'close-up' },
      {
        framing: 'close-up',
        lens: '85mm',
        prompt:
          'A bird sits on a wire, harbour, close-up, 85mm lens, shallow depth of field, slow push-in, noir, 35mm film grain',
      },
    ],
    [
      'a lens that is named stays as named',
      { framing: 'close-up', lens: '35mm' },
      {
        lens: '35mm',
        prompt: 'A bird sits on a wire, harbour, close-up, 35mm lens, slow push-in, noir, 35mm film grain',
      },
    ],
    [
      'a move',
      { cameraMove: 'static' },
      {
        cameraMove: 'static',
        prompt:
          'A bird sits on a wire, harbour, wide shot, 24mm wide-angle lens, locked-off camera, noir, 35mm film grain',
      },
    ],
    [
      'one thing for another, with its article',
      { replace: { from: 'the bird', to: 'an owl' } },
      {
        caption: 'An owl sits on a wire',
        prompt: 'An owl sits on a wire, harbour, wide shot, 24mm wide-angle lens, slow push-in, noir, 35mm film grain',
      },
    ],
    [
      'a large letter stays large',
      { replace: { from: 'A BIRD', to: 'two cats' } },
      { caption: 'Two cats sits on a wire' },
    ],
    [
      'what is not there is asked for, and what was meant is kept out',
      { replace: { from: 'the gull', to: 'an owl' } },
      {
        caption: 'A bird sits on a wire',
        negative: 'blurry, text, gull',
        prompt:
          'A bird sits on a wire, harbour, wide shot, 24mm wide-angle lens, slow push-in, noir, 35mm film grain, an owl',
      },
    ],
    [
      'another picture keeps place, set-up and style',
      { show: 'an owl on a branch.' },
      {
        caption: 'An owl on a branch',
        prompt: 'an owl on a branch, harbour, wide shot, 24mm wide-angle lens, slow push-in, noir, 35mm film grain',
      },
    ],
    [
      'another picture that says its framing',
      { show: 'a close-up of an owl' },
      {
        framing: 'close-up',
        prompt:
          'a close-up of an owl, harbour, close-up, 85mm lens, shallow depth of field, slow push-in, noir, 35mm film grain',
      },
    ],
    [
      'words are added',
      { add: 'rain on the glass' },
      {
        prompt:
          'A bird sits on a wire, harbour, wide shot, 24mm wide-angle lens, slow push-in, noir, 35mm film grain, rain on the glass',
      },
    ],
    [
      "only the note's own words",
      { text: 'make it lonely' },
      {
        prompt:
          'A bird sits on a wire, harbour, wide shot, 24mm wide-angle lens, slow push-in, noir, 35mm film grain, make it lonely',
      },
    ],
  ]
  test.each(cases)('%s', (_, change, wanted) => {
    const { shots, summary } = revised(film(), content(change))
    expect(shots[0]).toMatchObject({ ...wanted, seed: 1, currentTakeId: null })
    expect(shots[0]?.fingerprint).toBe(shots[0] && print(shots[0]))
    expect(summary).toMatchObject({ rendered: [one], kept: [two, three, four], refinished: [], moved: false })
    expect(renders(shots)).toBe(1)
  })

  test('whole words only', () => {
    const birds = film([shot(1, { prompt: 'a birdhouse, Bird, birds', caption: 'Birdhouse' }), shot(2)])
    expect(revised(birds, content({ replace: { from: 'bird', to: 'owl' } })).shots[0]).toMatchObject({
      prompt: 'a birdhouse, Owl, birds',
      caption: 'Birdhouse',
    })
    const many = film([shot(1, { prompt: 'birds on a wire', caption: 'Birds' }), shot(2)])
    expect(revised(many, content({ replace: { from: 'bird', to: 'owl' } })).shots[0]).toMatchObject({
      prompt: 'owls on a wire',
      caption: 'Owls',
    })
    expect(revised(many, content({ replace: { from: 'wire', to: '$& (x) \\1' } })).shots[0]?.prompt).toBe(
      'birds on a $& (x) \\1',
    )
    const odd = film([shot(1, { prompt: 'a [b]+ (c)', caption: 'a' }), shot(2)])
    expect(revised(odd, content({ replace: { from: '[b]+', to: 'd' } })).shots[0]?.prompt).toBe('a d (c)')
  })

  test('what one of several shots shows is replaced there only', () => {
    const bird = content({ replace: { from: 'bird', to: 'owl' } }, ...ALL)
    expect(revised(film(), bird).summary.rendered).toEqual([one])
    expect(
      revised(film(), content({ replace: { from: 'gull', to: 'owl' } }, two, three)).summary.rendered,
    ).toHaveLength(2)
  })

  test('prompts that people or models wrote follow their set-up too', () => {
    const free = (prompt: string) => film([shot(1, { prompt }), shot(2)])
    const close = content({ framing: 'close-up', cameraMove: 'static' })
    const of = (prompt: string) => revised(free(prompt), close).shots[0]?.prompt
    expect(of('Wide shot of a harbour, medium blue light, slow push-in, 35mm film')).toBe(
      'Close-up of a harbour, medium blue light, locked-off camera, 35mm film, 85mm lens, shallow depth of field',
    )
    expect(of('a harbour')).toBe('a harbour, close-up, 85mm lens, shallow depth of field, locked-off camera')
    expect(of('')).toBe('close-up, 85mm lens, shallow depth of field, locked-off camera')
  })

  test.each([
    ['by rules', undefined],
    ['of a model', 'a harbour at night, seen from afar'],
    ['of a model that says it', 'Wide view of a harbour, pushing in'],
  ])('undoing a change renders nothing: a prompt %s', (_, prompt) => {
    const start = film([shot(1, prompt === undefined ? {} : { prompt }), shot(2)])
    const changed = next(start, content({ framing: 'close-up' }))
    expect(changed.takes).toHaveLength(3)
    const { shots, summary } = revised(changed, content({ framing: 'wide' }))
    expect(shots[0]).toMatchObject({ lens: '24mm', currentTakeId: start.plan.shots[0]?.currentTakeId })
    expect(summary).toMatchObject({ rendered: [], refinished: [one], kept: [two] })
  })

  test('a beat cut short in its caption is replaced whole', () => {
    const beat = 'a very long beat '.repeat(8).trim()
    const long = film([
      shot(1, {
        caption: 'A very long beat a very…',
        prompt: shot(1).prompt.replace('A bird sits on a wire, harbour', beat),
      }),
      shot(2),
    ])
    expect(revised(long, content({ show: 'an owl' })).shots[0]?.prompt).toBe(
      'an owl, wide shot, 24mm wide-angle lens, slow push-in, noir, 35mm film grain',
    )
  })

  test('nothing is added twice, and nothing grows without end', () => {
    const rain = next(film(), content({ add: 'rain' }))
    expect(refused(rain, content({ add: 'Rain.' }))).toBe('the film is like that already')
    const { shots } = revised(
      film(),
      ...Array.from({ length: 40 }, (_, i) => content({ add: `${i} ${'x '.repeat(200)}` })),
    )
    expect(shots[0]?.prompt.length).toBeLessThanOrEqual(1000)
    expect(revised(film(), content({ show: 'an owl '.repeat(900) })).shots[0]?.caption.length).toBeLessThanOrEqual(90)
  })
})

describe('finish renders nothing', () => {
  const cases: readonly (readonly [string, readonly Partial<FinishChange>[], Partial<Shot['finish']>, number])[] = [
    ['darker', [{ exposure: -0.5 }], { exposure: -0.5 }, 48],
    ['twice', [{ exposure: 0.1 }, { exposure: 0.2 }], { exposure: 0.3 }, 48],
    ['far too dark', [{ exposure: -9 }], { exposure: -3 }, 48],
    ['warmer', [{ temperature: 0.25 }], { temperature: 0.25 }, 48],
    ['far too warm', [{ temperature: 0.75 }, { temperature: 0.75 }], { temperature: 1 }, 48],
    ['black and white', [{ saturationFactor: 0 }], { saturation: 0 }, 48],
    ['too colourful', [{ saturationFactor: 9 }], { saturation: 2 }, 48],
    ['a tenth slower lasts longer', [{ speedFactor: 0.9 }], { speed: 0.9, cutFrames: null }, 53],
    ['too slow', [{ speedFactor: 0.01 }], { speed: 0.25 }, 192],
    ['too fast', [{ speedFactor: 99 }], { speed: 4 }, 12],
    ['starts later', [{ startLaterSeconds: 0.5 }], { inSeconds: 0.5, cutFrames: null }, 36],
    ['starts where it can', [{ startLaterSeconds: 60 }], {}, 5],
    ['starts earlier than it can', [{ startLaterSeconds: 0.5 }, { startLaterSeconds: -2 }], { inSeconds: 0 }, 48],
    ['ends earlier', [{ endEarlierSeconds: 0.5 }], { cutFrames: 36 }, 36],
    ['ends where it can', [{ endEarlierSeconds: 60 }], { cutFrames: 5 }, 5],
    ['ends as late as its clip does', [{ endEarlierSeconds: 1 }, { endEarlierSeconds: -5 }], { cutFrames: null }, 48],
    ['a trimmed shot, slower', [{ endEarlierSeconds: 1 }, { speedFactor: 0.5 }], { cutFrames: 48 }, 48],
    [
      'a trimmed shot that starts later ends where it did',
      [{ endEarlierSeconds: 0.5 }, { startLaterSeconds: 0.5 }],
      { inSeconds: 0.5, cutFrames: 24 },
      24,
    ],
  ]
  test.each(cases)('%s', (_, changes, wanted, frames) => {
    const start = film()
    const { plan, takes } = changes.reduce((before, change) => next(before, finish(change)), start)
    expect(plan.shots[0]?.finish).toMatchObject(wanted)
    expect(cutFrames(first(plan.shots), FPS)).toBe(frames)
    expect(plan.shots[0]?.currentTakeId).toBe(start.plan.shots[0]?.currentTakeId)
    expect(plan.shots.slice(1)).toEqual(start.plan.shots.slice(1))
    expect(takes).toEqual(start.takes)
  })

  test('"all" skips locked shots and says so', () => {
    const { shots, summary } = revised(
      film(),
      { type: 'lock', shotIds: [two], locked: true },
      finish({ temperature: 0.25 }, ALL),
    )
    expect(shots.map((s) => s.finish.temperature)).toEqual([0.25, 0, 0.25, 0.25])
    expect(summary).toMatchObject({ skippedLocked: [two], refinished: [one, three, four], kept: [two] })
  })
})

describe('lengths', () => {
  const length = (seconds: number): Change => ({ type: 'film-length', seconds })
  test.each([7, 6.5, 4.04, 2, 1, 0.5, 8])(
    'a film of %s seconds is trimmed to the frame, and renders nothing',
    (seconds) => {
      const { shots } = revised(film(), length(seconds), finish({ exposure: 0.1 }))
      expect(filmLength(shots, FPS)).toBe(Math.round(seconds * FPS))
      expect(renders(shots)).toBe(0)
      const least = Math.min(...shots.map((s) => cutFrames(s, FPS)))
      expect(least).toBeGreaterThanOrEqual(Math.min(12, Math.floor((seconds * FPS) / 4)))
    },
  )
  test('longer again without rendering, as far as the clips go', () => {
    const short = next(film(), length(5))
    const { shots } = revised(short, length(7.5))
    expect(filmLength(shots, FPS)).toBe(180)
    expect(renders(shots)).toBe(0)
  })
  test('longer than the clips renders unlocked shots, and to the frame', () => {
    const { shots, summary } = revised(film(), { type: 'lock', shotIds: [two], locked: true }, length(10.5))
    expect(filmLength(shots, FPS)).toBe(252)
    expect(shots.map((s) => s.durationFrames)).toEqual([68, 48, 68, 68])
    expect(summary).toMatchObject({ rendered: [one, three, four], skippedLocked: [two] })
  })
  test('what one render covers at most is kept to', () => {
    const short = { ...film(), longest: (s: Shot) => (s.id === one ? 50 : 96) }
    expect(revised(short, length(12)).shots.map((s) => s.durationFrames)).toEqual([50, 80, 79, 79])
    expect(refused(short, length(20))).toBe('these shots can last 14.1 s together at most')
    expect(refused(short, { type: 'shot-length', shotIds: [two], seconds: 5 })).toBe('shot 2 can last 4 s at most')
  })
  test('a shot of 1 and of 3 seconds', () => {
    const shorter = revised(film(), { type: 'shot-length', shotIds: [three], seconds: 1 }).shots
    expect(shorter[2]).toMatchObject({ durationFrames: 48, finish: { cutFrames: 24 } })
    expect(renders(shorter)).toBe(0)
    const longer = revised(film(), { type: 'shot-length', shotIds: [three], seconds: 3 }).shots
    expect(longer[2]).toMatchObject({ durationFrames: 72, finish: { cutFrames: null }, currentTakeId: null })
    const slow = revised(film(), finish({ speedFactor: 0.9, startLaterSeconds: 0.3 }), {
      type: 'shot-length',
      shotIds: [one],
      seconds: 3,
    }).shots
    expect(cutFrames(first(slow), FPS)).toBe(72)
  })
  test.each([
    ['every shot locked', [{ type: 'lock', shotIds: ALL, locked: true }, length(4)], 'every shot is locked'],
    [
      'locked shots too long',
      [{ type: 'lock', shotIds: [one, two, three], locked: true }, length(5)],
      'the locked shots alone last 6 s',
    ],
    ['too short', [length(0.1)], '0.1 s are too short for 4 shots'],
    ['too long', [length(900)], 'a film lasts 10 minutes at most'],
  ] as const)('%s cannot be', (_, changes, reason) => {
    expect(refused(film(), ...changes)).toBe(reason)
  })
})

describe('order', () => {
  const move = (
    shotIds: readonly ReturnType<typeof shotId>[],
    to: Extract<Change, { type: 'move' }>['to'],
  ): Change => ({
    type: 'move',
    shotIds,
    to,
  })
  const cases: readonly (readonly [string, Change, readonly number[]])[] = [
    ['swap', { type: 'swap', a: one, b: three }, [3, 2, 1, 4]],
    ['to the front', move([three], { place: 'front' }), [3, 1, 2, 4]],
    ['two to the end', move([three, one], { place: 'end' }), [2, 4, 1, 3]],
    ['before', move([four], { place: 'before', shotId: two }), [1, 4, 2, 3]],
    ['after', move([one, four], { place: 'after', shotId: two }), [2, 1, 4, 3]],
    ['to itself and others', move([one, two], { place: 'after', shotId: four }), [3, 4, 1, 2]],
    ['gathered at one of them', move([one, three], { place: 'after', shotId: three }), [2, 3, 1, 4]],
    ['drop', { type: 'drop', shotIds: [two] }, [1, 3, 4]],
  ]
  test.each(cases)('%s', (_, change, wanted) => {
    const start = film()
    const { shots, summary } = revised(start, change)
    expect(order(shots)).toEqual(wanted)
    expect(shots.map((s) => s.index)).toEqual(shots.map((__, i) => i))
    expect(renders(shots)).toBe(0)
    expect(summary).toMatchObject({ moved: change.type !== 'drop', rendered: [], refinished: [] })
  })
  test('locked shots move, and are not dropped', () => {
    const lock: Change = { type: 'lock', shotIds: [two], locked: true }
    expect(order(revised(film(), lock, { type: 'swap', a: two, b: four }).shots)).toEqual([1, 4, 3, 2])
    const { shots, summary } = revised(film(), lock, { type: 'drop', shotIds: ALL })
    expect(order(shots)).toEqual([2])
    expect(summary).toMatchObject({ dropped: [one, three, four], skippedLocked: [two] })
  })
  test('a film keeps a shot; shots that are gone are left out', () => {
    expect(refused(film(), { type: 'drop', shotIds: ALL })).toBe('a film needs at least one shot')
    const gone = shotId(77)
    expect(refused(film(), content({ framing: 'close-up' }, gone))).toBe('the shots it names are no longer in the film')
    expect(revised(film(), content({ framing: 'full' }, gone, one)).summary.rendered).toEqual([one])
    expect(refused(film(), { type: 'swap', a: one, b: gone })).toBe('the film is like that already')
  })
})

describe('add', () => {
  const add = (show: string, at: Extract<Change, { type: 'add' }>['at'], seconds: number | null = null): Change => ({
    type: 'add',
    show,
    at,
    seconds,
  })
  test('a new shot unlike its neighbours, in their manner', () => {
    const { shots, summary } = revised(film(), add('an owl on a branch', { place: 'after', shotId: two }, 1.5))
    expect(shots).toHaveLength(5)
    expect(shots[2]).toMatchObject({
      caption: 'An owl on a branch',
      prompt: 'an owl on a branch, wide shot, 24mm wide-angle lens, slow push-in, noir, 35mm film grain',
      negative: 'blurry, text',
      workflow: 'animatediff-short-loop',
      durationFrames: 36,
      index: 2,
      locked: false,
      currentTakeId: null,
    })
    expect(summary).toMatchObject({ added: [shots[2]?.id], rendered: [], kept: ALL, moved: false })
    expect(renders(shots)).toBe(1)
  })
  test.each([
    ['front', { place: 'front' }, 0],
    ['end', { place: 'end' }, 4],
    ['beside a shot that is gone', { place: 'before', shotId: shotId(77) }, 4],
  ] as const)('at the %s', (_, at, wanted) => {
    const { shots } = revised(film(), add('an owl', at))
    expect(shots[wanted]).toMatchObject({ caption: 'An owl', durationFrames: 48 })
    const alike = shots.filter(
      (s, i) => s.framing === shots[i - 1]?.framing || s.cameraMove === shots[i - 1]?.cameraMove,
    )
    expect(alike).toEqual([])
  })
  test('what it says of the camera is done', () => {
    expect(revised(film(), add('an extreme close-up of an eye, tilting up', { place: 'end' })).shots[4]).toMatchObject({
      framing: 'extreme-close-up',
      lens: '100mm',
      cameraMove: 'tilt-up',
    })
  })
  test('pictures that guide come along, footage and fixed frames do not', () => {
    const refs = (role: 'footage' | 'subject' | 'start-frame', n: number) => [{ assetId: assetId(n), role }]
    const mixed = film([
      shot(1, { references: refs('subject', 1), workflow: 'pictures' }),
      shot(2, { references: refs('footage', 2), workflow: 'footage' }),
      shot(3, { references: [...refs('start-frame', 3), ...refs('subject', 4)], workflow: 'pictures' }),
    ])
    expect(revised(mixed, add('an owl', { place: 'after', shotId: two })).shots[2]).toMatchObject({
      workflow: 'pictures',
      references: refs('subject', 4),
    })
    const only = film([shot(1, { references: refs('footage', 2), workflow: 'footage' })])
    expect(revised(only, add('an owl', { place: 'end' })).shots[1]).toMatchObject({
      workflow: 'footage',
      references: refs('footage', 2),
    })
  })
  test('more than a film holds', () => {
    const many = film(Array.from({ length: 60 }, (_, i) => shot(i + 1)))
    expect(refused(many, add('an owl', { place: 'end' }))).toBe('a film has 60 shots at most')
    expect(revised(many, add('an owl', { place: 'end' }), { type: 'drop', shotIds: [one] }).shots).toHaveLength(60)
  })
})

describe('choice', () => {
  test('reroll: new seeds for those that are open, the same text', () => {
    const { shots, summary } = revised(
      film(),
      { type: 'lock', shotIds: [two], locked: true },
      { type: 'reroll', shotIds: ALL },
    )
    expect(shots[1]).toMatchObject({ seed: 2 })
    expect(summary).toMatchObject({ rendered: [one, three, four], skippedLocked: [two] })
    expect(shots[0]).toMatchObject({ prompt: shot(1).prompt })
    const same = { ...film(), newSeed: () => 1 }
    expect(revised(same, { type: 'reroll', shotIds: [one] }).shots[0]?.seed).toBe(2)
  })
  test('an earlier take is chosen with the words it was made from, and stays through later notes', () => {
    const start = film()
    const later = next(start, content({ framing: 'close-up' }), finish({ exposure: 1 }))
    const use: Change = { type: 'use-take', shotId: one, takeNo: 1 }
    const back = next(later, { type: 'lock', shotIds: [one], locked: true }, use)
    expect(back.plan.shots[0]).toMatchObject({
      framing: 'wide',
      prompt: shot(1).prompt,
      finish: { ...PLAIN_FINISH, exposure: 1 },
      locked: true,
      currentTakeId: start.plan.shots[0]?.currentTakeId,
    })
    expect(back.takes).toHaveLength(5)
    const kept = revised(back, finish({ temperature: 0.2 }, [two]))
    expect(kept.shots[0]).toEqual(back.plan.shots[0])
    expect(refused(back, use)).toBe('the film is like that already')
    expect(refused(back, { ...use, takeNo: 3 })).toBe('there is no take 3 of shot 1')
  })
  test('a take of words that nobody remembers is chosen all the same', () => {
    const start = film()
    const twice = next(start, { type: 'reroll', shotIds: [one] })
    const lost = { ...twice, planOf: () => null, deliveries: [] }
    const chosen = next(lost, { type: 'use-take', shotId: one, takeNo: 1 })
    expect(chosen.plan.shots[0]).toMatchObject({
      currentTakeId: start.plan.shots[0]?.currentTakeId,
      fingerprint: start.plan.shots[0]?.fingerprint,
    })
    expect(revised(chosen, finish({ exposure: 1 }, ALL)).shots[0]?.currentTakeId).toBe(
      start.plan.shots[0]?.currentTakeId,
    )
  })
  test('back to a delivery renders nothing, and takes its order and locks as they were', () => {
    const start = film()
    const later = next(
      start,
      content({ framing: 'close-up' }),
      { type: 'drop', shotIds: [two] },
      { type: 'add', show: 'an owl', at: { place: 'front' }, seconds: null },
      { type: 'lock', shotIds: [three], locked: true },
    )
    const { shots, summary } = revised(later, { type: 'back-to', deliveryNo: 1 })
    expect(shots).toEqual(start.plan.shots)
    expect(summary).toMatchObject({ added: [two], refinished: [one], kept: [three, four], rendered: [] })
    expect(summary.dropped).toHaveLength(1)
    expect(refused(later, { type: 'back-to', deliveryNo: 9 })).toBe('there is no delivery 9')
  })
  test('takes of other briefs, which are not among the takes, are found again', () => {
    const start = film()
    const foreign = { ...start, takes: [] }
    const there = next(foreign, content({ framing: 'full' }))
    expect(renders(revised(there, content({ framing: 'wide' })).shots)).toBe(0)
  })
  test('locking, and a new voice-over, leave every picture', () => {
    const { shots, summary } = revised(film(), { type: 'lock', shotIds: [two], locked: true })
    expect(shots.map((s) => s.locked)).toEqual([false, true, false, false])
    expect(summary.kept).toEqual(ALL)
    const start = film()
    expect(revised(start, { type: 'voiceover', assetId: assetId(1) }).shots).toEqual(start.plan.shots)
  })
  test('what would change nothing is not done, and says why', () => {
    expect(refused(film())).toBe('the film is like that already')
    expect(refused(film(), content({ framing: 'wide' }))).toBe('the film is like that already')
    expect(refused(film(), content({ framing: 'full' }), content({ framing: 'wide' }))).toBe(
      'the film is like that already',
    )
    const locked = next(film(), { type: 'lock', shotIds: [one], locked: true })
    expect(refused(locked, content({ framing: 'full' }))).toBe('what it names is locked')
  })
})

describe('transitions', () => {
  const joined = (shots: readonly Shot[]) =>
    shots.map((s) => `${ALL.indexOf(s.id) + 1} ${s.finish.transition}${s.finish.fadeOut ? ' to black' : ''}`)

  test('are the cut’s alone, and the film keeps how it begins and ends', () => {
    const wanted = [
      finish({ transition: 'fade' }),
      finish({ transition: 'dissolve' }, [two]),
      finish({ fadeOut: true }, [four]),
    ]
    const { shots, summary } = revised(film(), ...wanted)
    expect(joined(shots)).toEqual(['1 fade', '2 dissolve', '3 cut', '4 cut to black'])
    expect([renders(shots), summary.refinished]).toEqual([0, [one, two, four]])
    const turned = revised(film(), ...wanted, { type: 'swap', a: one, b: four })
    expect(joined(turned.shots)).toEqual(['4 fade', '2 dissolve', '3 cut', '1 cut to black'])
    expect(joined(revised(film(), ...wanted, { type: 'drop', shotIds: [four] }).shots)).toEqual([
      '1 fade',
      '2 dissolve',
      '3 cut to black',
    ])
  })
})
