/** Turns a written-down workflow into one that can be bound, once nothing is wrong with it. Whoever sends one may have changed it. */
import { z } from 'zod'
import { type Place, type Slot, type WorkflowDocument, zWorkflowDocument } from '../src/domain/workflow-document.ts'
import type { WorkflowFault } from '../src/domain/workflow-inspection.ts'
import { exhaustive, fail, ok, type Result } from '../src/domain/result.ts'
import { framesToCover, nodesOf, renderSize, type SlotValues } from '../src/domain/workflow.ts'
import { bind } from './bind.ts'
import type { WorkflowDefinition } from './definition.ts'
import { findOutput } from './outputs.ts'
import { takesWords, unsafeIn } from './unsafe.ts'
import { isLink } from './validate-node.ts'
import { looseEnd } from './validate.ts'

/** What `slot-values.ts` fills, and so what may be refused when empty. */
const FILLED = [
  'positive',
  'negative',
  'seed',
  'width',
  'height',
  'frames',
  'closed_loop',
  'filename_prefix',
  'reference_1',
  'reference_2',
  'footage',
  'from_seconds',
]

export const toDefinition = ({ facts, ...document }: WorkflowDocument): WorkflowDefinition => ({
  ...document,
  ...facts,
  nodes: nodesOf(document.graph),
  description: document.title,
})

/** `taken`: names of the built-in workflows. */
export function readDocument(
  given: unknown,
  taken: readonly string[],
): Result<WorkflowDocument, readonly WorkflowFault[]> {
  const parsed = zWorkflowDocument.safeParse(given)
  if (!parsed.success)
    return fail(
      parsed.error.issues.slice(0, 5).map((issue) => ({
        type: 'bad-field',
        field: z.core.toDotPath(issue.path),
        reason: issue.message,
      })),
    )
  const document = parsed.data
  const faults = [...wrongWithGraph(document), ...wrongWithSlots(document)]
  if (taken.includes(document.name)) faults.unshift({ type: 'name-taken', name: document.name })
  if (faults.length > 0) return fail(faults)
  const tried = bind(toDefinition(document), sampleValues(document))
  if (tried.ok) return ok(document)
  return fail([{ type: 'bad-field', field: 'slots', reason: tried.failure.reason }])
}

function wrongWithGraph({ graph, output, facts }: WorkflowDocument): readonly WorkflowFault[] {
  const titles = Object.values(graph).map((node) => node._meta?.title ?? '')
  const double = titles.find((title, at) => title === '' || titles.indexOf(title) !== at)
  if (double !== undefined)
    return [{ type: 'bad-field', field: 'graph', reason: `the title "${double}" is not that of one node` }]
  const loose = looseEnd(graph)
  const end = findOutput(graph, output)
  return [
    ...unsafeIn(graph),
    ...(loose === null ? [] : [{ type: 'loose-end', reason: loose } as const]),
    ...('type' in end ? [end] : []),
    ...('makes' in end && end.makes !== facts.makes
      ? [{ type: 'bad-field', field: 'facts.makes', reason: `${output} makes a ${end.makes}` } as const]
      : []),
  ]
}

function wrongWithSlots({ graph, output, slots, facts }: WorkflowDocument): readonly WorkflowFault[] {
  const faults: WorkflowFault[] = []
  const bad = (slot: string, reason: string) => faults.push({ type: 'bad-slot', slot, reason })
  const inputs = new Map<Place, unknown>(
    Object.values(graph).flatMap((node) =>
      Object.entries(node.inputs).map(
        ([input, value]) => [`${node._meta?.title ?? ''}.${input}` as const, value] as const,
      ),
    ),
  )
  for (const [name, slot] of Object.entries(slots)) {
    for (const place of slot.into)
      if (!inputs.has(place)) bad(name, `there is no input ${place}`)
      else if (slot.type === 'text' && !takesWords(place.slice(place.lastIndexOf('.') + 1)))
        bad(name, `${place} is not for words`)
      else if (!holds(slot, inputs.get(place)))
        bad(name, `${place} does not hold what a slot of type ${slot.type} takes`)
    if (slot.into.length === 0) bad(name, 'it goes into nothing')
    if (slot.unset === 'refused' && !FILLED.includes(name))
      bad(name, 'Nora has nothing to fill it with, so it must be kept when it is not filled')
    if (typeof slot.unset === 'object' && !('like' in slot.unset && Object.hasOwn(slots, slot.unset.like)))
      bad(name, 'it may only be like another slot')
  }
  const need = (name: string, type: Slot['type']) => {
    if (slots[name]?.type !== type)
      bad(name, `a workflow that ${facts.makes === 'clip' ? 'makes clips' : 'draws stills'} needs it, of type ${type}`)
  }
  need('positive', 'text')
  need('filename_prefix', 'output-name')
  if (slots['filename_prefix']?.into.some((place) => !place.startsWith(`${output}.`)))
    bad('filename_prefix', `it goes into ${output} only`)
  if (facts.makes === 'clip') need('frames', 'integer')
  if (facts.needs === 'pictures') need('reference_1', 'file')
  if (facts.needs === 'footage') need('footage', 'file')
  for (const model of facts.models) need(model.slot, 'model')
  return faults
}

/** Whether the exported value is of the kind that the slot takes, so that no text goes where a path or a name is read. */
function holds(slot: Slot, value: unknown): boolean {
  if (isLink(value)) return false
  switch (slot.type) {
    case 'integer':
    case 'number':
      return typeof value === 'number'
    case 'yes-no':
      return typeof value === 'boolean'
    case 'text':
    case 'file':
    case 'model':
    case 'output-name':
      return typeof value === 'string'
    default:
      return exhaustive(slot)
  }
}

/** A shot as short and as small as any. */
export function sampleValues({ slots, facts }: WorkflowDocument): SlotValues {
  const values: Record<string, string | number | boolean> = {
    positive: 'a lantern',
    negative: 'blur',
    seed: 1,
    ...renderSize(facts, { width: 768, height: 432 }),
    frames: framesToCover(facts, 1, 1) ?? facts.frames.min,
    closed_loop: false,
    filename_prefix: 'nora/sample/clip',
    reference_1: 'nora/a.png',
    reference_2: 'nora/b.png',
    footage: 'nora/f.mp4',
    from_seconds: 0,
  }
  return Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(slots, name)))
}
