/** Do the rules plan whatever people ask for, at once, and so that every shot can be rendered? */
import { expect, test } from 'vitest'
import { createRulePlanner } from '../../adapters/planner/rules.ts'
import { createCheckShot } from '../../src/cinematographer/check-shot.ts'
import { dressShot } from '../../src/cinematographer/dress-shot.ts'
import { mediaKind } from '../../src/domain/asset.ts'
import type { BriefOptions } from '../../src/domain/brief-request.ts'
import { fitPlan } from '../../src/domain/fit-plan.ts'
import { NO_LOOK } from '../../src/domain/project.ts'
import type { PlanAnswer, PlanRequest } from '../../src/ports/planner.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { type Chance, createChance } from '../story/small-world.ts'
import { file, planRequest } from './planning.ts'

const BRIEFS = 1000
const BAR_MS = 2000

const BEATS = [
  'A paper lantern drifts over a still lake at dusk',
  'the wind rises',
  'An old keeper climbs the stairs, a lamp in his hand',
  'close-up of a rope',
  'Ein alter Wärter putzt die große Linse',
  'dann geht die Sonne auf',
  'Une petite fille choisit une pêche',
  'Un tren nocturno cruza la meseta',
  'bread, butter and a knife',
  'KEEPER: “One more morning.”',
  '波が岸に寄せる',
  '🐳 swims',
  'x',
  'He said: “No — never; not (again)!”',
]
const ENDS = [
  '. 12 seconds',
  ', noir',
  '. Seamless loop',
  ' in 3 shots',
  '',
  '. No people. No text',
  '. 9:16, 25 fps',
  ', like the last film',
]
const SCRIPT = 'EXT. HARBOUR - DAWN\n\nFog lies on the water.\n\nINT. STAIRS - NIGHT\n\nKEEPER\nOne more morning.\n'
const SIZES = ['768x432', '9:16', '1:1', '1920x1080', '3840x2160', '128x128', '21:9']
const NAMES = ['lantern.jpg', 'IMG_0001.jpg', 'palette.png', 'walk.mp4', 'harbour at dawn.jpg', 'short.mov']

function randomRequest(chance: Chance): PlanRequest {
  const many = <T>(items: readonly T[], most: number): readonly T[] =>
    Array.from({ length: chance.below(most + 1) }, () => chance.pick(items) ?? items[0]).flatMap((i) => i ?? [])
  const durationSeconds = Math.round((0.5 + chance.next() ** 3 * 599) * 100) / 100
  const fewest = Math.ceil(durationSeconds / 5)
  const most = Math.min(60, Math.floor(durationSeconds * 2))
  // Three shots of a long film are more than any workflow makes.
  const end = durationSeconds <= 15 ? chance.pick(ENDS) : chance.pick(ENDS.filter((e) => !e.includes('shots')))
  const text = `${[chance.pick(BEATS), ...many(BEATS, 5)].join('. ')}${end}`
  const options: BriefOptions = {
    durationSeconds,
    fps: chance.pick([8, 12, 23, 24, 25, 30, 60]),
    size: chance.pick(SIZES),
    ...(chance.next() < 0.3 && fewest <= most ? { shotCount: fewest + chance.below(most - fewest + 1) } : {}),
    ...(chance.next() < 0.2 ? { loop: true } : {}),
    ...(chance.next() < 0.2 ? { script: SCRIPT } : {}),
    ...(chance.next() < 0.3 ? { styleTags: ['ink', 'grain'] } : {}),
  }
  const files = many(NAMES, 4).map((name, n) =>
    file(name, n + 1, { durationSeconds: /mp4|mov/.test(name) ? 0.3 + chance.next() * 60 : null }),
  )
  return planRequest({ text, options, files, workflows: createWorkflows().all })
}

test(`${BRIEFS} random briefs are planned within ${BAR_MS / 1000} s, and every shot of them can be rendered`, async () => {
  const planner = createRulePlanner()
  const chance = createChance(5)
  const requests = Array.from({ length: BRIEFS }, () => randomRequest(chance))
  // Of this process: other tests run beside it.
  const begun = process.cpuUsage()
  const plans: PlanAnswer[] = []
  for (const request of requests) {
    const plan = await planner.plan(request)
    if (!plan.ok) throw new Error(`${JSON.stringify(plan.failure)} of ${request.brief.summary}`)
    plans.push(plan.value)
  }
  const { user, system } = process.cpuUsage(begun)
  const tookMs = (user + system) / 1000

  const checkShot = createCheckShot({ workflows: createWorkflows() })
  const randomness = { uuid: () => crypto.randomUUID(), below: () => 7 }
  for (const [at, { brief, assets, workflows }] of requests.entries()) {
    const { shots } = plans[at] ?? { shots: [] }
    const kindOf = (id: string) => mediaKind(assets.find((a) => a.id === id)?.mime ?? '')
    // Nothing had to be made fit.
    expect(fitPlan(shots, brief, workflows, kindOf)).toEqual({ ok: true, value: shots })
    for (const [index, shot] of shots.entries()) {
      const facts = workflows.find((w) => w.name === shot.workflow)
      if (facts === undefined) throw new Error(`${shot.workflow} was not offered`)
      const dressed = dressShot(randomness, brief, shot, {
        index,
        resolved: { facts, models: {} },
        look: NO_LOOK,
        assets,
      })
      expect(await checkShot(brief, dressed)).toMatchObject({ ok: true })
    }
  }
  expect(tookMs).toBeLessThanOrEqual(BAR_MS)
})
