/** Is no plan accepted that cannot be shot, and does nothing fall over, whatever a model answers? */
import { expect, test } from 'vitest'
import { createModelPlanner } from '../../adapters/planner/model-planner.ts'
import type { ShowDeps } from '../../adapters/planner/model-pictures.ts'
import { createRulePlanner } from '../../adapters/planner/rules.ts'
import { exampleBriefs, exampleRequest } from '../../examples/briefs/load.ts'
import { fail } from '../../src/domain/result.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { createPlainModel } from '../fakes/plain-model.ts'
import { silent } from '../support/silent-log.ts'
import { chance, hostileAnswer, PLAN_LIES } from './hostile-answers.ts'
import { planFaults } from './plan-faults.ts'

const nowhere = { path: '/nowhere', [Symbol.asyncDispose]: () => Promise.resolve() }
/** No file can be read: each is told by its name, and may be referred to all the same. */
const blind: ShowDeps = {
  vault: { local: () => Promise.resolve(nowhere), workspace: () => Promise.resolve(nowhere) },
  media: {
    poster: () => Promise.resolve(fail({ type: 'media-failed', operation: 'poster', reason: 'blind' })),
    contactSheet: () => Promise.resolve(fail({ type: 'media-failed', operation: 'poster', reason: 'blind' })),
  },
  log: silent,
}

test('240 malformed or hostile answers: no invalid plan, no crash', async () => {
  const workflows = createWorkflows().all
  const examples = exampleBriefs()
  const model = createPlainModel()
  const planner = createModelPlanner({ ...blind, client: model.client, model: 'm', rules: createRulePlanner() })
  const below = chance(5)
  const faults: string[] = []
  let taken = 0
  for (let n = 0; n < 240; n++) {
    const example = examples[n % examples.length]
    if (example === undefined) throw new Error('no examples')
    const request = exampleRequest(example, workflows)
    const { answer } = example.handwrittenAnswer
    model.will(hostileAnswer(answer, below, PLAN_LIES), hostileAnswer(answer, below, PLAN_LIES))
    const plan = await planner.plan(request)
    if (!plan.ok) throw new Error(JSON.stringify(plan.failure))
    if (plan.value.author === 'model') taken += 1
    faults.push(...planFaults(plan.value, request).map((fault) => `${n} ${example.name}: ${fault}`))
  }
  expect(faults).toEqual([])
  // Some harm is harmless, most is not: were all or none taken, this would test nothing.
  expect(taken).toBeGreaterThan(20)
  expect(taken).toBeLessThan(180)
})
