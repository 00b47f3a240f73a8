/** Is a render offered where the cut only comes near to what was asked, and does it take the finish's place? */
import { describe, expect, test } from 'vitest'
import { offersOf, withApproximations, withoutOffers } from '../../src/domain/approximation.ts'
import type { Change, FinishChange } from '../../src/domain/change.ts'
import { cutFrames, PLAIN_FINISH } from '../../src/domain/shot.ts'
import { film, FPS, revised, shot, shotId } from './revising.ts'

const two = [shot(1), shot(2)]
const all = two.map((s) => s.id)
const finish = (o: Partial<FinishChange>): FinishChange => ({ type: 'finish', shotIds: [shotId(1)], ...o })
const near = (change: FinishChange, earlier: readonly Change[] = [], shots = two) =>
  offersOf(withApproximations(shots, earlier, [change], FPS)).map((o) => o.instead)

describe('a render is offered', () => {
  test.each([
    ['half a stop', finish({ exposure: -0.5 }), []],
    ['a stop', finish({ exposure: -1 }), [{ exposure: 'dark low-key lighting' }]],
    ['a stop up', finish({ exposure: 1 }), [{ exposure: 'bright high-key lighting' }]],
    ['warmer', finish({ temperature: 0.25 }), []],
    ['as warm as can be', finish({ temperature: 1 }), [{ temperature: 'warm golden light' }]],
    ['slower', finish({ speedFactor: 0.8 }), []],
    ['at half speed', finish({ speedFactor: 0.5 }), [{ speed: 'in slow motion' }]],
    ['twice as fast', finish({ speedFactor: 2 }), []],
    ['in black and white', finish({ saturationFactor: 0 }), []],
    ['garish', finish({ saturationFactor: 1.75 }), [{ saturation: 'vivid saturated colours' }]],
    ['starting later', finish({ startLaterSeconds: 0.5 }), []],
    ['a colour', finish({ temperature: -0.25, anew: { temperature: 'blue light' } }), [{ temperature: 'blue light' }]],
  ] as const)('or not: %s', (_, change, offered) => {
    expect(near(change)).toEqual(offered)
  })

  test('for what several notes add up to, and for the shots that it is true of', () => {
    const half = finish({ shotIds: all, exposure: -0.5 })
    const changes = withApproximations(two, [finish({ exposure: -0.5 })], [half], FPS)
    expect(changes).toEqual([
      { ...half, shotIds: [shotId(1)], anew: { exposure: 'dark low-key lighting' } },
      { ...half, shotIds: [shotId(2)] },
    ])
    expect(withoutOffers(changes)).toEqual([
      { ...half, shotIds: [shotId(1)] },
      { ...half, shotIds: [shotId(2)] },
    ])
  })

  test('never for the way back', () => {
    const dark = [shot(1, { finish: { ...PLAIN_FINISH, exposure: -2, speed: 0.5 } })]
    expect(near(finish({ exposure: 0.5, speedFactor: 1.2 }), [], dark)).toEqual([])
  })
})

describe('a render in place of a finish', () => {
  test('is asked for in words, the finish goes, and the rest of it stays', () => {
    const graded = { ...PLAIN_FINISH, exposure: -1.5, temperature: 0.25 }
    const from = film([shot(1, { finish: graded }), shot(2)])
    const { shots, summary } = revised(from, {
      type: 'content',
      shotIds: [shotId(1)],
      instead: { exposure: 'dark low-key lighting' },
      text: '',
    })
    expect(shots[0]?.prompt).toContain(', dark low-key lighting')
    expect(shots[0]?.finish).toEqual({ ...PLAIN_FINISH, temperature: 0.25 })
    expect(summary.rendered).toEqual([shotId(1)])
  })

  test('replaces what was asked for before in its place', () => {
    const anew = (exposure: string): Change => ({
      type: 'content',
      shotIds: [shotId(1)],
      instead: { exposure },
      text: '',
    })
    const { shots } = revised(film(two), anew('dark low-key lighting'), anew('bright high-key lighting'))
    expect(shots[0]?.prompt).toBe(`${two[0]?.prompt}, bright high-key lighting`)
  })

  test('in slow motion lasts as long as it did, at its own speed', () => {
    const slow = shot(1, { finish: { ...PLAIN_FINISH, speed: 0.5 } })
    const { shots } = revised(film([slow, shot(2)]), {
      type: 'content',
      shotIds: [shotId(1)],
      instead: { speed: 'in slow motion' },
      text: '',
    })
    const [now] = shots
    expect(now?.finish.speed).toBe(1)
    expect(now === undefined ? 0 : cutFrames(now, FPS)).toBe(cutFrames(slow, FPS))
    expect(now?.durationFrames).toBe(96)
  })
})
