/** Do example briefs become films? A few with every run, all of them with `npm run soak`, at full size with `npm run bench -- plans`. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderExample } from '../../bench/render-example.ts'
import { planExample } from '../../bench/score-example.ts'
import type { App } from '../../bin/build.ts'
import { exampleBriefs } from '../../examples/briefs/load.ts'
import { isGoodEnough } from '../../src/domain/plan-score.ts'
import { createStudio, SMALL, type Studio } from '../support/studio.ts'

const EXAMPLES = exampleBriefs()
/** One shot and several, words, boards, a picture that leads, a loop, two languages. */
const QUICK = ['one-shot', 'product-loop', 'storyboard', 'vertical-social', 'french']
const RENDERED = process.env['NORA_EXAMPLES'] === 'all' ? EXAMPLES : EXAMPLES.filter((e) => QUICK.includes(e.name))

let studio: Studio
let app: App
beforeAll(async () => {
  studio = await createStudio()
  app = await studio.open()
  await app.work()
})
afterAll(() => studio.close())

test.each(RENDERED.map((e) => [e.name, e] as const))(
  '%s becomes a film of the length that was asked for, each shot rendered once',
  async (_, example) => {
    const film = await renderExample(app, example, { folder: studio.home, options: SMALL })
    expect(film.seconds).toBeCloseTo(film.wantedSeconds, 1)
    expect(film.renders).toBe(film.shots)
    expect(film.score).not.toBeNull()
  },
)

test.each(EXAMPLES.map((e) => [e.name, e] as const))(
  'the plans of %s are good enough, whoever wrote them',
  async (_, example) => {
    for (const by of ['rules', 'handwritten'] as const) {
      const plan = await planExample(example, by)
      expect(plan.author).toBe(by === 'rules' ? 'rules' : 'model')
      expect(plan.score !== null && isGoodEnough(plan.score)).toBe(true)
    }
  },
)
