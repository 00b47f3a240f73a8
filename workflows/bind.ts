/** Fills a workflow's declared slots, and nothing else; pure. */
import type { Failure } from '../src/domain/failure.ts'
import type { Result } from '../src/domain/result.ts'
import { fail, ok } from '../src/domain/result.ts'
import type { Graph, SlotValues } from '../src/domain/workflow.ts'
import type { Place, Slot } from '../src/domain/workflow-document.ts'
import type { WorkflowDefinition } from './definition.ts'
import { refusal } from './slot-value.ts'

export type Bound = { readonly graph: Graph; readonly outputNode: string }
export type WorkflowCannot = Extract<Failure, { type: 'workflow-cannot' }>

export function bind(workflow: WorkflowDefinition, values: SlotValues): Result<Bound, WorkflowCannot> {
  const reason = wrongWith(workflow, values)
  if (reason !== null) return fail({ type: 'workflow-cannot', workflow: workflow.name, reason })

  const inputs: Record<Place, unknown> = {}
  for (const [name, slot] of Object.entries(workflow.slots)) {
    const value = values[name] ?? values[standIn(slot)]
    if (value !== undefined) for (const place of slot.into) inputs[place] = put(slot, value)
  }
  Object.assign(inputs, workflow.derive?.(values))

  const graph = filled(workflow.graph, inputs, leftOut(workflow, values))
  const output = Object.entries(graph).find(([, node]) => node._meta?.title === workflow.output)
  if (!output) throw new Error(`${workflow.name} has no node titled ${workflow.output}`)
  return ok({ graph, outputNode: output[0] })
}

function wrongWith(workflow: WorkflowDefinition, values: SlotValues): string | null {
  for (const name of Object.keys(values))
    if (!Object.hasOwn(workflow.slots, name))
      return `it has no slot "${name}"; it has ${Object.keys(workflow.slots).join(', ')}`

  for (const [name, slot] of Object.entries(workflow.slots)) {
    const value = values[name]
    if (value === undefined) {
      const unset = slot.unset
      if (unset === 'refused') return `its slot "${name}" was not filled`
      if (isPart(unset) && isGiven(workflow, unset.part, values))
        return `its slot "${name}" was not filled, but others of ${unset.part} were`
      continue
    }
    const why = refusal(slot, value)
    if (why !== null) return `its slot "${name}" ${why}`
  }

  // A side may have been rounded up to the grid, so half a step on each is allowed.
  const { multipleOf, maxPixels } = workflow.size
  const [width, height] = [Number(values['width']), Number(values['height'])]
  if ((width - multipleOf / 2) * (height - multipleOf / 2) > maxPixels)
    return `${width}x${height} has more than its ${maxPixels} pixels`
  return null
}

const put = (slot: Slot, value: string | number | boolean) =>
  'times' in slot && slot.times !== undefined ? Math.round(Number(value) * slot.times) : value

const isPart = (unset: Slot['unset']): unset is { readonly part: string } =>
  typeof unset === 'object' && 'part' in unset

const isGiven = (workflow: WorkflowDefinition, part: string, values: SlotValues): boolean =>
  Object.entries(workflow.slots).some(
    ([name, { unset }]) => isPart(unset) && unset.part === part && values[name] !== undefined,
  )

const standIn = ({ unset }: Slot): string => (typeof unset === 'object' && 'like' in unset ? unset.like : '')

/** Titles of the nodes of parts that were not asked for. */
const leftOut = (workflow: WorkflowDefinition, values: SlotValues): ReadonlySet<string> =>
  new Set(
    Object.entries(workflow.parts ?? {})
      .filter(([part]) => !isGiven(workflow, part, values))
      .flatMap(([, titles]) => titles),
  )

function filled(graph: Graph, inputs: Readonly<Record<Place, unknown>>, without: ReadonlySet<string>): Graph {
  const result: Record<string, Graph[string]> = {}
  for (const [id, node] of Object.entries(graph)) {
    const title = node._meta?.title ?? ''
    if (without.has(title)) continue
    const own: Record<string, unknown> = { ...node.inputs }
    for (const input of Object.keys(own)) {
      const place: Place = `${title}.${input}`
      if (Object.hasOwn(inputs, place)) own[input] = inputs[place]
    }
    result[id] = { ...node, inputs: own }
  }
  return result
}
