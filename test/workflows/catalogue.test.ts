import { describe, expect, test } from 'vitest'
import { exhaustive } from '../../src/domain/result.ts'
import { framesToCover, renderSize } from '../../src/domain/workflow.ts'
import type { SlotValues } from '../../src/domain/workflow.ts'
import { bind } from '../../workflows/bind.ts'
import { CATALOGUE } from '../../workflows/catalogue.ts'
import type { Slot } from '../../src/domain/workflow-document.ts'
import type { WorkflowDefinition } from '../../workflows/definition.ts'
import { RECORDED, choicesOf } from '../../workflows/object-info.ts'
import { looseEnd, validateGraph } from '../../workflows/validate.ts'

/** The smallest value a slot takes. */
function least(slot: Slot, name: string): string | number | boolean {
  switch (slot.type) {
    case 'integer':
    case 'number':
      return slot.min
    case 'yes-no':
      return false
    case 'file':
      return `nora/${name}.png`
    case 'model':
      return 'any.safetensors'
    case 'output-name':
      return 'nora/take/clip'
    case 'text':
      return name
    default:
      return exhaustive(slot)
  }
}
const values = (w: WorkflowDefinition, which: (s: Slot) => boolean): SlotValues =>
  Object.fromEntries(Object.entries(w.slots).flatMap(([n, s]) => (which(s) ? [[n, least(s, n)]] : [])))
const titles = (w: WorkflowDefinition) => Object.values(w.graph).map((n) => n._meta?.title)

test('names are unique', () => expect(new Set(CATALOGUE.map((w) => w.name)).size).toBe(CATALOGUE.length))

describe.each(CATALOGUE.map((w) => [w.name, w] as const))('%s', (_, workflow) => {
  test('has titles that name one node each', () => expect(new Set(titles(workflow)).size).toBe(titles(workflow).length))

  test('every place, part and output exists', () => {
    const inputs = new Set(
      Object.values(workflow.graph).flatMap((n) => Object.keys(n.inputs).map((i) => `${n._meta?.title}.${i}`)),
    )
    const derived = workflow.derive?.({ ...values(workflow, () => true), closed_loop: true }) ?? {}
    for (const place of [...Object.values(workflow.slots).flatMap((s) => s.into), ...Object.keys(derived)])
      expect(inputs).toContain(place)
    for (const title of [workflow.output, ...Object.values(workflow.parts ?? {}).flat()])
      expect(titles(workflow)).toContain(title)
  })

  test.each(['fewest slots', 'every slot'])('is what the recorded server would take, with the %s filled', (which) => {
    const filled = bind(
      workflow,
      values(workflow, (s) => which === 'every slot' || s.unset === 'refused'),
    )
    if (!filled.ok) throw new Error(JSON.stringify(filled.failure))
    expect(looseEnd(filled.value.graph)).toBeNull()
    const models = new Set(Object.values(workflow.slots).flatMap((s) => (s.type === 'model' ? s.into : [])))
    const title = (id: string | null) => filled.value.graph[id ?? '']?._meta?.title ?? ''
    // Which model files lie on a host is the host's business.
    const findings = validateGraph(filled.value.graph, RECORDED).filter(
      (f) => !(f.type === 'value_not_in_list' && models.has(`${title(f.nodeId)}.${f.inputName ?? ''}`)),
    )
    expect(findings).toEqual([])
    expect(RECORDED[filled.value.graph[filled.value.outputNode]?.class_type ?? '']?.output_node).toBe(true)
  })

  test('names no input that the recorded classes do not declare', () => {
    for (const node of Object.values(workflow.graph)) {
      const spec = RECORDED[node.class_type]
      const format = spec?.input.required?.['format']?.[1]
      const perFormat = JSON.stringify(format ?? {})
      for (const input of Object.keys(node.inputs)) {
        const known = { ...spec?.input.required, ...spec?.input.optional }
        expect(Object.hasOwn(known, input) || perFormat.includes(`"${input}"`), `${node.class_type}.${input}`).toBe(
          true,
        )
      }
    }
  })

  test('each needed model stands in a slot, the graph names it, and the recorded host lists it or its like', () => {
    for (const need of workflow.models) {
      const node = Object.values(workflow.graph).find((n) => n.class_type === need.nodeClass)
      expect(workflow.slots[need.slot]?.into).toEqual([`${node?._meta?.title}.${need.input}`])
      expect(node?.inputs[need.input]).toBe(need.file)
      const listed = choicesOf(RECORDED[need.nodeClass]?.input.required?.[need.input] ?? [])
      expect([need.file, ...need.equivalents].some((file) => listed?.includes(file))).toBe(true)
    }
    const modelSlots = Object.entries(workflow.slots).flatMap(([n, s]) => (s.type === 'model' ? [n] : []))
    expect(workflow.models.map((m) => m.slot).sort()).toEqual(modelSlots.sort())
  })

  test('every size that the house may ask for can be rendered', () => {
    for (const [width, height] of [
      [768, 432],
      [2000, 1000],
      [3840, 2160],
      [3840, 160],
      [128, 128],
      [1080, 1920],
    ] as const) {
      const size = renderSize(workflow, { width, height })
      expect(
        bind(workflow, { ...values(workflow, (s) => s.unset === 'refused'), ...size }).ok,
        `${width}x${height}`,
      ).toBe(true)
    }
  })
})

test('frames cover a shot and no more', () => {
  const clip = CATALOGUE.find((w) => w.name === 'animatediff-short-loop')
  if (!clip) throw new Error('empty catalogue')
  expect(framesToCover(clip, 96, 24)).toBe(32)
  expect(framesToCover(clip, 12, 24)).toBe(8)
  expect(renderSize(clip, { width: 768, height: 432 })).toEqual({ width: 768, height: 432 })
})
