/** Does every planned shot become one that can be rendered, without touching what fits already? */
import { expect, test } from 'vitest'
import { fitPlan } from '../../src/domain/fit-plan.ts'
import { makeId } from '../../src/domain/ids.ts'
import type { Reference } from '../../src/domain/shot.ts'
import { setupWords } from '../../src/domain/shot-words.ts'
import type { PlannedShot } from '../../src/ports/planner.ts'
import { NO_DIRECTION } from '../../src/domain/shot.ts'
import { workflow } from '../planner/planning.ts'

const picture = makeId('asset', '00000000-0000-4000-8000-000000000001')
const footage = makeId('asset', '00000000-0000-4000-8000-000000000002')
const gone = makeId('asset', '00000000-0000-4000-8000-000000000003')
const kindOf = (id: string) => (id === picture ? 'picture' : id === footage ? 'video' : null)

const words = workflow('words')
const long = workflow('long', { frames: { min: 8, max: 400, step: 1, offset: 0 } })
const pictures = workflow('pictures', { needs: 'pictures', takes: ['subject', 'style'] })
const remix = workflow('remix', {
  needs: 'footage',
  takes: ['footage'],
  frames: { min: 8, max: 32, step: 1, offset: 0 },
})
const stills = workflow('stills', { needs: 'pictures', takes: ['subject'], makes: 'still' })

const setup = { framing: 'wide', lens: '24mm', cameraMove: 'push-in' } as const
const shot = (o: Partial<PlannedShot> = {}): PlannedShot => ({
  prompt: `a dog runs, ${setupWords(setup)}, noir`,
  negative: '',
  caption: 'A dog runs',
  ...setup,
  durationFrames: 48,
  references: [],
  direction: NO_DIRECTION,
  workflow: 'words',
  transition: 'cut',
  fadeOut: false,
  ...o,
})
const film = (durationSeconds: number, shotCount: number | null = null) => ({ fps: 24, durationSeconds, shotCount })
const fit = (shots: readonly PlannedShot[], f = film(4), workflows = [words]) => fitPlan(shots, f, workflows, kindOf)
function fitted(...args: Parameters<typeof fit>): readonly PlannedShot[] {
  const result = fit(...args)
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

test('what fits comes back as it is', () => {
  const shots = [shot(), shot({ caption: 'It stops' })]
  expect(fitted(shots)).toEqual(shots)
})

test.each([
  [
    [48, 47],
    [49, 47],
  ],
  [
    [10, 10, 10],
    [32, 32, 32],
  ],
  [
    [1, 1000],
    [1, 95],
  ],
  [
    [100, 100, 100],
    [32, 32, 32],
  ],
  [
    [Number.NaN, -3],
    [48, 48],
  ],
  [
    [0.2, 90],
    [1, 95],
  ],
])('lengths %j add up to the film: %j', (given, wanted) => {
  const lengths = fitted(given.map((durationFrames) => shot({ durationFrames }))).map((s) => s.durationFrames)
  expect(lengths.reduce((a, b) => a + b, 0)).toBe(96)
  expect(lengths).toHaveLength(given.length)
  for (const [at, n] of lengths.entries()) expect(Math.abs(n - (wanted[at] ?? 0))).toBeLessThanOrEqual(1)
})

test('a shot that is too long goes to a workflow that makes it whole, else it is split', () => {
  expect(fitted([shot({ durationFrames: 720 })], film(30), [words, long])).toMatchObject([
    { workflow: 'long', durationFrames: 720 },
  ])
  const parts = fitted([shot({ durationFrames: 1440 })], film(60))
  expect(parts.map((s) => s.durationFrames)).toEqual([480, 480, 480])
  expect(parts[0]).toMatchObject({ framing: 'wide', cameraMove: 'push-in' })
  for (const part of parts) expect(part.prompt).toBe(`a dog runs, ${setupWords(part)}, noir`)
  expect(new Set(parts.map((s) => `${s.framing} ${s.cameraMove}`)).size).toBe(3)
  expect(fit([shot()], film(60, 1))).toMatchObject({ ok: false, failure: { type: 'workflow-cannot' } })
  expect(fitted([shot()], film(60, 3))).toHaveLength(3)
})

test('footage goes on where the part before left it', () => {
  const reference: Reference = { assetId: footage, role: 'footage', fromSeconds: 2 }
  const parts = fitted([shot({ workflow: 'remix', references: [reference] })], film(8), [words, remix])
  expect(parts.map((s) => s.references[0]?.fromSeconds)).toEqual([2, 6])
  expect(parts.map((s) => s.durationFrames)).toEqual([96, 96])
})

test.each<[string, Partial<PlannedShot>, string | null]>([
  ['one that no host has', { workflow: 'gone' }, 'words'],
  [
    'one that needs a picture, with one',
    { workflow: 'pictures', references: [{ assetId: picture, role: 'subject' }] },
    'pictures',
  ],
  ['one that needs a picture, without', { workflow: 'pictures' }, 'words'],
  ['one that makes stills', { workflow: 'stills', references: [{ assetId: picture, role: 'subject' }] }, 'pictures'],
  [
    'one that needs footage, with a picture',
    { workflow: 'remix', references: [{ assetId: picture, role: 'footage' }] },
    'words',
  ],
  ['a file that is not there', { workflow: 'pictures', references: [{ assetId: gone, role: 'subject' }] }, 'words'],
])('%s', (_, change, wanted) => {
  const [made] = fitted([shot(change)], film(4), [words, pictures, remix, stills])
  expect(made?.workflow).toBe(wanted)
  expect(made?.references.every((r) => kindOf(r.assetId) !== null)).toBe(true)
})

test('what cannot be made is said', () => {
  expect(fit([])).toMatchObject({ failure: { type: 'plan-refused' } })
  expect(fit([shot()], film(4), [stills])).toMatchObject({ failure: { type: 'workflow-cannot', workflow: 'words' } })
  expect(fit([shot(), shot()], { fps: 8, durationSeconds: 0.1, shotCount: null })).toMatchObject({
    failure: { type: 'plan-refused' },
  })
  const tiny = workflow('tiny', { frames: { min: 1, max: 4, step: 1, offset: 0 } })
  expect(fit([shot()], film(600), [tiny])).toMatchObject({ failure: { type: 'workflow-cannot' } })
})
