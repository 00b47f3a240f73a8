/** Decides whether a graph may run, output by output, and says so in the shapes of ComfyUI 0.33. */
import type { Graph } from '../../src/domain/workflow.ts'
import { choicesOf, type ObjectInfo } from '../../workflows/object-info.ts'
import { outputsOf, validateGraph, type Finding } from '../../workflows/validate.ts'

type NodeError = { type: string; message: string; details: string; extra_info: Record<string, unknown> }
export type NodeErrors = Record<string, { errors: NodeError[]; dependent_outputs: string[]; class_type: string }>
export type Refusal = { error: NodeError; node_errors: NodeErrors }
export type Verdict =
  /** `nodeErrors` are of outputs that were dropped in silence. */
  | { readonly ok: true; readonly outputs: readonly string[]; readonly nodeErrors: NodeErrors }
  | { readonly ok: false; readonly refusal: Refusal }

type Options = {
  readonly info: ObjectInfo
  readonly hasFile: (name: string) => boolean
  /** Only these outputs run; null for all. */
  readonly targets: readonly string[] | null
}

const refuse = (error: NodeError, node_errors: NodeErrors = {}): Verdict => ({
  ok: false,
  refusal: { error, node_errors },
})

export function validate(graph: Graph, { info, hasFile, targets }: Options): Verdict {
  const found = validateGraph(graph, info, { hasFile })
  const stranger = found.find((f) => f.type === 'missing_node_type')
  if (stranger) return refuse({ ...wordsOf(stranger), extra_info: strangerInfo(graph, stranger) })
  const ends = outputsOf(graph, info).filter((id) => targets === null || targets.includes(id))
  if (ends.length === 0) {
    return refuse({ type: 'prompt_no_outputs', message: 'Prompt has no outputs', details: '', extra_info: {} })
  }
  const bad = found.filter((f) => f.dependentOutputs.some((id) => ends.includes(id)))
  const outputs = ends.filter((id) => !bad.some((f) => f.dependentOutputs.includes(id)))
  const nodeErrors: NodeErrors = {}
  for (const f of bad) {
    const id = f.nodeId ?? ''
    const dependent_outputs = f.dependentOutputs.filter((end) => ends.includes(end))
    nodeErrors[id] ??= { errors: [], dependent_outputs, class_type: f.classType ?? '' }
    nodeErrors[id].errors.push({ ...wordsOf(f), extra_info: extraInfo(f) })
  }
  if (outputs.length > 0) return { ok: true, outputs, nodeErrors }
  // Only what an output node itself has wrong is repeated here; for the rest one has to look at the nodes.
  const own = bad.filter((f) => f.nodeId !== null && ends.includes(f.nodeId))
  const error = {
    type: 'prompt_outputs_failed_validation',
    message: 'Prompt outputs failed validation',
    details: own.map((f) => `${f.message}: ${f.details}`).join('\n'),
    extra_info: {},
  }
  return refuse(error, nodeErrors)
}

const wordsOf = ({ type, message, details }: Finding) => ({ type, message, details })

const strangerInfo = (graph: Graph, { nodeId, classType }: Finding) => ({
  node_id: nodeId,
  class_type: classType,
  node_title: graph[nodeId ?? '']?._meta?.title ?? classType,
})

function extraInfo(f: Finding): Record<string, unknown> {
  switch (f.type) {
    case 'required_input_missing':
    case 'custom_validation_failed':
      return { input_name: f.inputName }
    case 'exception_during_validation':
      return { exception_type: 'KeyError', traceback: [] }
    case 'return_type_mismatch':
      return { input_name: f.inputName, input_config: f.inputConfig, linked_node: f.received }
    default: {
      const long = f.inputConfig !== null && (choicesOf(f.inputConfig)?.length ?? 0) > 20
      return { input_name: f.inputName, input_config: long ? null : f.inputConfig, received_value: f.received }
    }
  }
}
