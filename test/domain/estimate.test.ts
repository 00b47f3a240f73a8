/** How much GPU time is a shot expected to take, and is that measured or guessed? */
import { expect, test } from 'vitest'
import { estimateShot, loadOf, type ShotLoad, type TakeSample } from '../../src/domain/estimate.ts'
import { gateOf } from '../../src/domain/gate.ts'
import { budgetLack, monthStart } from '../../src/domain/budget.ts'
import { MINUTE } from '../../src/domain/time.ts'

const load: ShotLoad = { workflow: 'w', frames: 16, width: 512, height: 512, steps: 20 }
const sample = (gpuMs: number, change: Partial<TakeSample> = {}): TakeSample => ({
  ...load,
  host: 'a',
  gpuMs,
  ...change,
})
const cheap = { secondsPerMegapixelFrame: 2 }

test.each<[string, readonly TakeSample[], Partial<ShotLoad>, string | null, number, string]>([
  ['the same on the same host', [sample(800), sample(100, { host: 'b' })], {}, 'a', 800, 'measured'],
  ['twice the frames', [sample(800)], { frames: 32 }, 'a', 1600, 'measured'],
  ['the same on another host', [sample(800)], {}, 'c', 800, 'measured'],
  ['any host: the one in the middle', [sample(100), sample(9000), sample(300)], {}, null, 300, 'measured'],
  ['of two, halfway', [sample(100), sample(300)], {}, null, 200, 'measured'],
  ['four times the pixels', [sample(100)], { width: 1024, height: 1024 }, 'a', 400, 'scaled'],
  ['half the steps', [sample(100)], { steps: 10 }, 'a', 50, 'scaled'],
  ['steps that only one knows', [sample(100)], { steps: null }, 'a', 100, 'scaled'],
  ['its own host first when scaled', [sample(100), sample(7, { host: 'b' })], { steps: 40 }, 'b', 14, 'scaled'],
  [
    'the same elsewhere rather than scaled here',
    [sample(9, { steps: 1 }), sample(500, { host: 'b' })],
    {},
    'a',
    500,
    'measured',
  ],
  ['only another workflow', [sample(100, { workflow: 'v' })], {}, 'a', 8388.608, 'guess'],
  ['nothing', [], { frames: 0 }, null, 0, 'guess'],
])('%s', (_, samples, change, host, gpuMs, basis) => {
  const estimated = estimateShot(samples, { ...load, ...change }, { host, ...cheap })
  expect(estimated.basis).toBe(basis)
  expect(estimated.gpuMs).toBeCloseTo(gpuMs, 3)
})

test('what a graph renders stands in its values; its steps are those of the whole schedule', () => {
  const sampler = (steps: number) => ({ class_type: 'KSamplerAdvanced', inputs: { steps, start_at_step: 0 } })
  const values = { frames: 81, width: 832, height: 480, positive: 'x' }
  expect(loadOf(values, { '1': sampler(20), '2': sampler(20) })).toEqual({
    frames: 81,
    width: 832,
    height: 480,
    steps: 20,
  })
  expect(loadOf(values, {})).toMatchObject({ steps: null })
})

const settings = { gate: 'auto', autoGoGpuMinutes: 10 } as const
const plan = { renders: 3, estimateMs: 10 * MINUTE }
test.each([
  ['auto, as much as is allowed', { gate: null }, settings, plan, null],
  ['auto, more', { gate: null }, settings, { ...plan, estimateMs: plan.estimateMs + 1 }, 'a-long-render'],
  ['always', { gate: null }, { ...settings, gate: 'always' as const }, { ...plan, estimateMs: 0 }, 'a-word'],
  ['always, and nothing is rendered', { gate: 'always' as const }, settings, { ...plan, renders: 0 }, null],
  ['never', { gate: null }, { ...settings, gate: 'never' as const }, { ...plan, estimateMs: 1e12 }, null],
  ['the brief beats the project', { gate: 'always' as const }, { ...settings, gate: 'never' as const }, plan, 'a-word'],
  ['both ways', { gate: 'never' as const }, { ...settings, gate: 'always' as const }, plan, null],
])('the gate: %s', (_, brief, project, asked, waits) => {
  expect(gateOf(brief, project, asked)?.for ?? null).toBe(waits)
})

test('a budget is used, reserved and asked for together', () => {
  const use = { usedMs: 40 * MINUTE, reservedMs: 15 * MINUTE }
  const cap = (monthlyGpuMinutes: number | null) => ({ monthlyGpuMinutes })
  expect(budgetLack(cap(60), use, 5 * MINUTE)).toBeNull()
  expect(budgetLack(cap(60), use, 5 * MINUTE + 1)).toMatchObject({ ...use, budgetMs: 60 * MINUTE })
  expect(budgetLack(cap(null), use, 1e12)).toBeNull()
  expect(budgetLack(cap(0), { usedMs: 0, reservedMs: 0 }, 1)).not.toBeNull()
  expect(budgetLack(cap(0), { usedMs: 9, reservedMs: 0 }, 0)).toBeNull()
  expect(monthStart(new Date('2026-03-01T00:30:00+02:00')).toISOString()).toBe('2026-02-01T00:00:00.000Z')
})
