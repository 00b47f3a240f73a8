/** Does the score tell good plans from bad ones, and say why? */
import { expect, test } from 'vitest'
import { isGoodEnough, scorePlan } from '../../src/domain/plan-score.ts'
import type { PlanToScore } from '../../src/domain/plan-to-score.ts'
import { makeId } from '../../src/domain/ids.ts'
import { NO_DIRECTION } from '../../src/domain/shot.ts'
import { SCORED } from '../../src/domain/shot-plan.ts'
import { workflow } from '../planner/planning.ts'

type Shot = PlanToScore['shots'][number]
const picture = makeId('asset', '00000000-0000-4000-8000-000000000001')
const clip = makeId('asset', '00000000-0000-4000-8000-000000000002')
const workflows = [
  workflow('words'),
  workflow('pictures', { needs: 'pictures', takes: ['subject'] }),
  workflow('remix', { needs: 'footage', takes: ['footage'] }),
]

const shot = (prompt: string, o: Partial<Shot> = {}): Shot => ({
  prompt: `${prompt}, melancholic mood, noir`,
  caption: '',
  framing: 'wide',
  lens: '24mm',
  cameraMove: 'push-in',
  durationFrames: 96,
  references: [],
  direction: NO_DIRECTION,
  workflow: 'words',
  ...o,
})
const GOOD = [
  shot('a paper lantern drifts over a still lake at dusk'),
  shot('the paper lantern on the lake at dusk', { framing: 'close-up', cameraMove: 'static' }),
  shot('the wind rises and ripples the water at dusk', { cameraMove: 'pull-out' }),
]
const plan = (o: Partial<PlanToScore> = {}): PlanToScore => ({
  brief: {
    summary:
      'A paper lantern drifts over a still lake at dusk, then the wind rises. 12 seconds, melancholic, noir. No people.',
    script: null,
    tone: 'melancholic',
    styleTags: ['noir'],
    shotCount: null,
    durationSeconds: 12,
    fps: 24,
    assetIds: [],
  },
  shots: GOOD,
  treatment: null,
  files: [],
  means: { workflows, estimateMs: 1000, autoGoMs: 600_000, leftMs: null },
  ...o,
})
const brief = plan().brief
const change = (at: number, o: Partial<Shot>) => GOOD.map((s, i) => (i === at ? { ...s, ...o } : s))

test('a good plan has the full figures', () => {
  const score = scorePlan(plan())
  expect(score).toEqual({ coverage: 100, continuity: 100, adherence: 100, feasibility: 100, faults: [] })
  expect(isGoodEnough(score)).toBe(true)
})

test.each<[string, Partial<PlanToScore>, (typeof SCORED)[number], RegExp]>([
  [
    'a beat that nobody tells',
    { shots: change(2, { prompt: 'a lake at dusk, melancholic mood, noir' }) },
    'coverage',
    /No shot tells “.*wind rises”/,
  ],
  [
    'three close-ups',
    { shots: GOOD.map((s, i) => ({ ...s, framing: i === 1 ? 'medium' : 'close-up' })) },
    'coverage',
    /must be wide/,
  ],
  [
    'two like shots in a row',
    { shots: change(1, { framing: 'wide', cameraMove: 'push-in' }) },
    'coverage',
    /Shots 1 and 2/,
  ],
  [
    'light that jumps back',
    { shots: change(1, { prompt: 'the lantern at noon, melancholic, noir' }) },
    'continuity',
    /Shot 3 goes back to “at dusk”/,
  ],
  [
    'somebody who is not described',
    {
      treatment: { artDirection: '', characters: [{ name: 'Ada', looks: 'in red' }], scenes: [] },
      shots: change(0, { prompt: 'Ada and a paper lantern on a still lake at dusk, melancholic, noir' }),
    },
    'continuity',
    /Shot 1 names Ada/,
  ],
  [
    'footage that runs backwards',
    {
      shots: [5, 1, 9].map((fromSeconds, i) => ({
        ...(GOOD[i] ?? shot('')),
        workflow: 'remix',
        references: [{ assetId: clip, role: 'footage', fromSeconds }],
      })),
    },
    'continuity',
    /Shot 2 shows an earlier part/,
  ],
  [
    'another story',
    { shots: GOOD.map((s) => ({ ...s, prompt: 'a lantern in a busy street, melancholic, noir' })) },
    'adherence',
    /% of what the brief names/,
  ],
  [
    'a picture that is not used',
    { files: [{ id: picture, name: 'lantern.jpg', kind: 'picture' }] },
    'adherence',
    /lantern\.jpg is in no shot/,
  ],
  [
    'a style that is forgotten',
    { shots: change(1, { prompt: 'the paper lantern on the lake at dusk, noir' }) },
    'adherence',
    /“melancholic”/,
  ],
  [
    'what nobody wants',
    { shots: change(1, { prompt: 'people with the paper lantern on the lake at dusk, melancholic, noir' }) },
    'adherence',
    /“people”/,
  ],
  ['another number of shots', { brief: { ...brief, shotCount: 2 } }, 'adherence', /asks for 2/],
  ['another length', { shots: change(0, { durationFrames: 90 }) }, 'feasibility', /282 frames/],
  ['a workflow that nobody has', { shots: change(0, { workflow: 'gone' }) }, 'feasibility', /gone, which no host/],
  [
    'a shot that is too long',
    { means: { ...plan().means, workflows: [workflow('words', { frames: { min: 8, max: 16, step: 1, offset: 0 } })] } },
    'feasibility',
    /longer than words/,
  ],
  [
    'a flash',
    {
      shots: [
        ...GOOD.slice(0, 2),
        shot('the wind rises at dusk', { durationFrames: 90 }),
        shot('x', { durationFrames: 6, framing: 'full' }),
      ],
    },
    'feasibility',
    /Shot 4 is too short/,
  ],
  ['more than the month has', { means: { ...plan().means, estimateMs: 5000, leftMs: 4000 } }, 'feasibility', /month/],
  ['more than goes by itself', { means: { ...plan().means, estimateMs: 700_000 } }, 'feasibility', /without asking/],
])('%s', (_, changed, where, fault) => {
  const score = scorePlan(plan(changed))
  expect(score[where]).toBeLessThan(100)
  expect(score.faults.join('\n')).toMatch(fault)
  expect(SCORED.filter((other) => other !== where && score[other] < 25)).toEqual([])
})

test('one beat in more than three shots is told over and over', () => {
  const many = (n: number) =>
    Array.from({ length: n }, (_, at) => ({
      ...(GOOD[at % 2] ?? shot('')),
      caption: 'A lantern drifts, then the wind rises',
      durationFrames: 288 / n,
    }))
  expect(scorePlan(plan({ shots: many(3) })).coverage).toBe(100)
  const score = scorePlan(plan({ shots: many(6) }))
  expect(score.coverage).toBe(76)
  expect(score.faults.join()).toContain('up to shot 6')
})

test('a plan in the language of the model is not taken for another story', () => {
  const german = {
    ...brief,
    summary: 'Eine Laterne treibt über den See, dann kommt der Wind auf. 12 Sekunden',
    tone: null,
    styleTags: [],
  }
  const shots = GOOD.map((s) => ({ ...s, prompt: 'a paper boat on still water' }))
  expect(scorePlan(plan({ brief: german, shots }))).toMatchObject({ coverage: 100, adherence: 100 })
})

test('a poor plan is not good enough', () => {
  const shots = GOOD.map((s) => ({ ...s, prompt: 'a street', framing: 'close-up' as const }))
  expect(isGoodEnough(scorePlan(plan({ shots })))).toBe(false)
})
