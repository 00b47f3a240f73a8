/** Do the settings for a GPU that ran out of memory bind, hold on a host, and really ask for less? */
import { describe, expect, test } from 'vitest'
import { serving } from '../../src/cinematographer/host-stock.ts'
import { slotValues } from '../../src/cinematographer/slot-values.ts'
import type { Size } from '../../src/domain/project.ts'
import { framesToCover, longestShot } from '../../src/domain/workflow.ts'
import { bind } from '../../workflows/bind.ts'
import { CATALOGUE } from '../../workflows/catalogue.ts'
import type { WorkflowDefinition } from '../../workflows/definition.ts'
import { RECORDED, choicesOf } from '../../workflows/object-info.ts'
import { looseEnd, validateGraph } from '../../workflows/validate.ts'
import { aShot } from '../support/nouns.ts'

/** Names that the recorded host lists. */
const models = (w: WorkflowDefinition) =>
  Object.fromEntries(
    w.models.map((m) => {
      const listed = choicesOf(RECORDED[m.nodeClass]?.input.required?.[m.input] ?? []) ?? []
      return [m.slot, serving(m, listed)[0] ?? m.file]
    }),
  )

const staged = { pictures: ['nora/a.png'], footage: { name: 'nora/f.mp4', fromSeconds: 0 } }

function boundTo(w: WorkflowDefinition, o: { smaller: boolean; size: Size; loop?: boolean }) {
  const shot = aShot(0, { workflow: w.name, models: models(w), durationFrames: 24, loop: o.loop ?? false })
  const values = slotValues(w, shot, { fps: 24, size: o.size }, staged, 'nora/t/clip', o)
  const filled = values.ok ? bind(w, values.value) : values
  if (!values.ok || !filled.ok) throw new Error(JSON.stringify(filled))
  return { values: values.value, graph: filled.value.graph }
}

describe.each(CATALOGUE.map((w) => [w.name, w] as const))('%s', (_, w) => {
  test('made smaller, it binds, a host would take it, and it holds less', () => {
    for (const size of [
      { width: 128, height: 128 },
      { width: 768, height: 432 },
      { width: 3840, height: 160 },
      { width: 1080, height: 1920 },
    ]) {
      const [full, less] = [false, true].map((smaller) => boundTo(w, { smaller, size }))
      if (!full || !less) throw new Error('two were asked for')
      const pixels = (v: typeof full.values) => Number(v['width']) * Number(v['height'])
      expect(pixels(less.values)).toBeLessThan(0.8 * pixels(full.values))
      expect(less.values['frames']).toBe(full.values['frames'])
      expect(looseEnd(less.graph)).toBeNull()
      expect(validateGraph(less.graph, RECORDED)).toEqual([])
    }
  })
})

test('AnimateDiff then has half the frames in its window, and a loop still closes', () => {
  const w = CATALOGUE.find((one) => one.name === 'animatediff-short-loop')
  if (!w) throw new Error('no such workflow')
  const { graph } = boundTo(w, { smaller: true, size: { width: 512, height: 512 }, loop: true })
  const context = Object.values(graph).find((n) => n._meta?.title === 'loop_context')
  expect(context?.inputs).toMatchObject({ context_length: 8, use_on_equal_length: true, closed_loop: true })
})

test('Wan renders 4n+1 frames at 24 a second, five seconds at most, on a grid of 32', () => {
  const wan = CATALOGUE.filter((w) => w.name.startsWith('wan22'))
  expect(CATALOGUE.slice(0, 2)).toEqual(wan)
  for (const w of wan) {
    expect([1, 24, 96, 97, 98, 121, 122].map((n) => framesToCover(w, n, 24))).toEqual([25, 25, 97, 97, 101, 121, null])
    expect(longestShot(w, 24)).toBe(121)
    const { values } = boundTo(w, { smaller: false, size: { width: 1920, height: 1080 } })
    expect([values['width'], values['height']]).toEqual([1280, 704])
    expect(bind(w, { ...values, frames: 96 })).toMatchObject({
      failure: { reason: expect.stringContaining('4 and 1') },
    })
    expect(bind(w, { ...values, width: 1272 })).toMatchObject({ failure: { reason: expect.stringContaining('of 32') } })
  }
})
