/** Is Slack asked for no more of a method in a minute than the table says, and for all of a step or nothing? */
import { expect, test } from 'vitest'
import { createRates } from '../../adapters/slack/rates.ts'

test('what has no room waits until it has, and takes nothing meanwhile', () => {
  let now = 1_000_000
  const rates = createRates(() => now)
  for (let step = 0; step < 15; step++) {
    expect(rates.take({ 'reactions.add': 3, 'reactions.get': 1 })).toBe(0)
    now += 1000
  }
  expect(rates.take({ 'reactions.add': 3, 'files.info': 90 })).toBe(45_000)
  expect(rates.take({ 'files.info': 90 })).toBe(0)
  now += 44_999
  expect(rates.take({ 'reactions.add': 3 })).toBe(1)
  now += 1
  expect(rates.take({ 'reactions.add': 3 })).toBe(0)
  expect(rates.take({ 'reactions.add': 1 })).toBe(1000)
})

test('a clock that is set back keeps nobody waiting; more than a minute takes goes where nothing else does', () => {
  let now = 1_000_000
  const rates = createRates(() => now)
  expect(rates.take({ 'reactions.add': 45 })).toBe(0)
  now -= 500_000
  expect(rates.take({ 'reactions.add': 100 })).toBe(0)
  expect(rates.take({ 'reactions.add': 1 })).toBeGreaterThan(0)
})
