/** Decides whether a graph may run, output by output, in the words and shapes of ComfyUI 0.33. */
import type { Graph } from '../../src/domain/workflow.ts'
import { choicesOf, FILE_INPUTS, type InputSpec, type NodeInfo, type ObjectInfo } from './object-info.ts'
import { coerce, describe, pythonText, typesFit, type NodeError } from './validation-words.ts'

export type NodeErrors = Record<string, { errors: NodeError[]; dependent_outputs: string[]; class_type: string }>
export type Refusal = { error: NodeError; node_errors: NodeErrors }
export type Verdict =
  /** `graph` has its literals coerced; `nodeErrors` are of outputs that were dropped in silence. */
  | { readonly ok: true; readonly graph: Graph; readonly outputs: readonly string[]; readonly nodeErrors: NodeErrors }
  | { readonly ok: false; readonly refusal: Refusal }

type Checked = { readonly valid: boolean; readonly errors: readonly NodeError[] }

export function validate(
  posted: Graph,
  o: { readonly info: ObjectInfo; readonly fileExists: (name: string) => boolean; readonly targets: string[] | null },
): Verdict {
  const refuse = (error: NodeError, node_errors: NodeErrors = {}): Verdict => ({
    ok: false,
    refusal: { error, node_errors },
  })
  const graph = structuredClone(posted) as Record<string, { class_type: string; inputs: Record<string, unknown> }>
  const ends: string[] = []
  for (const [id, node] of Object.entries(posted)) {
    const info = o.info[node.class_type]
    if (!info) return refuse(missingNode(id, node))
    if (info.output_node && (!o.targets || o.targets.includes(id))) ends.push(id)
  }
  if (ends.length === 0) return refuse(error('prompt_no_outputs', 'Prompt has no outputs', ''))

  const checked = new Map<string, Checked>()
  const nodeErrors: NodeErrors = {}
  const good: string[] = []
  const reasons: string[] = []
  for (const end of ends) {
    const result = checkEnd(end)
    if (result.valid) {
      good.push(end)
      continue
    }
    reasons.push(...result.errors.map((e) => `${e.message}: ${e.details}`))
    for (const [id, { valid, errors }] of checked) {
      if (valid || errors.length === 0) continue
      nodeErrors[id] ??= { errors: [...errors], dependent_outputs: [], class_type: graph[id]?.class_type ?? '' }
      nodeErrors[id].dependent_outputs.push(end)
    }
  }
  if (good.length > 0) return { ok: true, graph, outputs: good, nodeErrors }
  const failed = error('prompt_outputs_failed_validation', 'Prompt outputs failed validation', reasons.join('\n'))
  return refuse(failed, nodeErrors)

  function checkEnd(end: string): Checked {
    try {
      return check(end, [])
    } catch (thrown) {
      const result = { valid: false, errors: [duringValidation('exception_during_validation', thrown)] }
      checked.set(end, result)
      return result
    }
  }

  /** Throws `DanglingLink` where the real server stumbles over a link that points nowhere. */
  function check(id: string, above: readonly string[]): Checked {
    const known = checked.get(id)
    if (known) return known
    const node = graph[id]
    const info = node && o.info[node.class_type]
    if (!node || !info) throw new DanglingLink(id)
    if (above.includes(id)) {
      return { valid: false, errors: [error('dependency_cycle', 'Dependency cycle detected', `Node ID '#${id}'`)] }
    }
    const errors: NodeError[] = []
    let valid = true
    for (const [name, spec, required] of inputsOf(info)) {
      const value = node.inputs[name]
      if (value === undefined) {
        if (required) {
          errors.push(error('required_input_missing', 'Required input is missing', name, { input_name: name }))
        }
      } else if (Array.isArray(value)) {
        const wrong = checkLink(name, spec, value)
        if (wrong) errors.push(wrong)
        else if (!checkSource(name, spec, value, [...above, id], errors)) valid = false
      } else {
        const wrong = checkLiteral(node, name, spec, value)
        if (wrong) errors.push(wrong)
      }
    }
    const result = { valid: valid && errors.length === 0, errors }
    checked.set(id, result)
    return result
  }

  function checkLink(name: string, spec: InputSpec, link: unknown[]): NodeError | null {
    const about = { input_name: name, input_config: spec }
    if (link.length !== 2) {
      const message = 'Bad linked input, must be a length-2 list of [node_id, slot_index]'
      return error('bad_linked_input', message, name, { ...about, received_value: link })
    }
    const source = graph[String(link[0])]
    if (!source) throw new DanglingLink(String(link[0]))
    const received = o.info[source.class_type]?.output[Number(link[1])]
    if (received === undefined) throw new DanglingLink(String(link[0]), 'tuple index out of range')
    if (typesFit(received, spec)) return null
    const details = `${name}, received_type(${String(received)}) mismatch input_type(${String(spec[0])})`
    return error('return_type_mismatch', 'Return type mismatch between linked nodes', details, {
      ...about,
      received_type: received,
      linked_node: link,
    })
  }

  function checkSource(name: string, spec: InputSpec, link: unknown[], above: string[], errors: NodeError[]): boolean {
    const source = String(link[0])
    try {
      return check(source, above).valid
    } catch (thrown) {
      const wrong = duringValidation('exception_during_inner_validation', thrown)
      wrong.extra_info = { input_name: name, input_config: spec, ...wrong.extra_info, linked_node: link }
      errors.push(wrong)
      return false
    }
  }

  function checkLiteral(
    node: { class_type: string; inputs: Record<string, unknown> },
    name: string,
    spec: InputSpec,
    given: unknown,
  ): NodeError | null {
    const file = FILE_INPUTS[node.class_type]
    if (file?.input === name) {
      if (o.fileExists(String(given))) return null
      const details = `${name} - Invalid ${file.kind} file: ${String(given)}`
      return error('custom_validation_failed', 'Custom validation failed for node', details, { input_name: name })
    }
    const about = { input_name: name, input_config: spec as unknown, received_value: given }
    const value = coerce(spec[0], given)
    if (value === undefined) {
      const message = `Failed to convert an input value to a ${String(spec[0])} value`
      return error('invalid_input_type', message, `${name}, ${pythonText(given)}`, about)
    }
    node.inputs[name] = value
    const { min, max } = (spec[1] ?? {}) as { min?: number; max?: number }
    if (typeof value === 'number' && min !== undefined && value < min) {
      return error('value_smaller_than_min', `Value ${value} smaller than min of ${min}`, name, about)
    }
    if (typeof value === 'number' && max !== undefined && value > max) {
      return error('value_bigger_than_max', `Value ${value} bigger than max of ${max}`, name, about)
    }
    const choices = choicesOf(spec)
    if (!choices || choices.includes(value)) return null
    const long = choices.length > 20
    const listed = long ? `(list of length ${choices.length})` : describe(choices)
    const details = `${name}: '${pythonText(value)}' not in ${listed}`
    return error('value_not_in_list', 'Value not in list', details, { ...about, input_config: long ? null : spec })
  }
}

class DanglingLink extends Error {
  override name = 'DanglingLink'
  constructor(id: string, message = `'${id}'`) {
    super(message)
  }
}

const error = (
  type: string,
  message: string,
  details: string,
  extra_info: Record<string, unknown> = {},
): NodeError => ({
  type,
  message,
  details,
  extra_info,
})

function missingNode(id: string, node: Graph[string]): NodeError {
  const node_title = node._meta?.title ?? node.class_type
  return error(
    'missing_node_type',
    `Node '${node_title}' not found. The custom node may not be installed.`,
    `Node ID '#${id}'`,
    { node_id: id, class_type: node.class_type, node_title },
  )
}

function duringValidation(type: string, thrown: unknown): NodeError {
  if (!(thrown instanceof DanglingLink)) throw thrown
  return error(type, 'Exception when validating node', thrown.message, { exception_type: 'KeyError', traceback: [] })
}

function* inputsOf(info: NodeInfo): Iterable<readonly [name: string, spec: InputSpec, required: boolean]> {
  for (const [name, spec] of Object.entries(info.input.required)) yield [name, spec, true]
  for (const [name, spec] of Object.entries(info.input.optional)) yield [name, spec, false]
}
