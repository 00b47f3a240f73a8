/** Is every example brief planned well by whoever plans it? */
import { expect, test } from 'vitest'
import { createRulePlanner } from '../../adapters/planner/rules.ts'
import { exampleBriefs, exampleRequest } from '../../examples/briefs/load.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { planFaults } from './plan-faults.ts'

const EXAMPLES = exampleBriefs()
const workflows = createWorkflows().all

test('there are briefs of many kinds, in four languages', () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(12)
  expect(new Set(EXAMPLES.map((e) => e.kind)).size).toBe(EXAMPLES.length)
  expect(new Set(EXAMPLES.map((e) => e.language))).toEqual(new Set(['en', 'de', 'fr', 'es']))
})

test.each(EXAMPLES.map((e) => [e.name, e] as const))('%s is planned by rules', async (_, example) => {
  const request = exampleRequest(example, workflows)
  const answer = await createRulePlanner().plan(request)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  expect(planFaults(answer.value, request)).toEqual([])
  expect(answer.value.shots.every((s) => !/sekunden|seconds|secondes|segundos/i.test(s.caption))).toBe(true)
})
