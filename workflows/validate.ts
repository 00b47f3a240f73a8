/** What would a ComfyUI server with these node classes find wrong with a graph? Found as it finds it, in its own words. */
import type { Graph } from '../src/domain/workflow.ts'
import type { ObjectInfo } from './object-info.ts'
import { isRecord } from './object-info.ts'
import type { Problem } from './validate-node.ts'
import { classOf, createNodeCheck, isLink } from './validate-node.ts'

/** `type` is as in `error.type` (`missing_node_type`, `prompt_no_outputs`) or in `node_errors[id].errors[].type`. */
export type Finding = Problem & {
  /** Output nodes that cannot run because of it; the server drops them and runs the others. */
  readonly dependentOutputs: readonly string[]
}

export type ValidateOptions = {
  /** Is that name in the host's input folder? Unset: names of files are not checked. */
  readonly hasFile?: (name: string) => boolean
}

/** Empty when it would be accepted whole. Classes must all exist; else only nodes that an output needs are looked at. */
export function validateGraph(graph: Graph, info: ObjectInfo, o: ValidateOptions = {}): readonly Finding[] {
  const stranger = Object.entries(graph).find(([, node]) => !classOf(info, node.class_type))
  if (stranger) {
    const [id, node] = stranger
    const title = node._meta?.title ?? node.class_type
    const message = `Node '${title}' not found. The custom node may not be installed.`
    return [{ ...broken(id, node.class_type, 'missing_node_type', message, `Node ID '#${id}'`), dependentOutputs: [] }]
  }
  const outputs = outputsOf(graph, info)
  if (outputs.length === 0)
    return [{ ...broken(null, null, 'prompt_no_outputs', 'Prompt has no outputs', ''), dependentOutputs: [] }]

  const check = createNodeCheck(graph, info, o.hasFile)
  const found = new Map<Problem, string[]>()
  const add = (problem: Problem, output: string) => found.set(problem, [...(found.get(problem) ?? []), output])
  for (const output of outputs) {
    const { raised } = check(output)
    if (raised !== null) {
      const classType = graph[output]?.class_type ?? null
      const message = 'Exception when validating node'
      add(broken(output, classType, 'exception_during_validation', message, raised), output)
    }
    for (const id of needed(graph, output)) for (const problem of check(id).problems) add(problem, output)
  }
  return [...found].map(([problem, dependentOutputs]) => ({ ...problem, dependentOutputs }))
}

/** Ids of the nodes whose results the server keeps. */
export const outputsOf = (graph: Graph, info: ObjectInfo): readonly string[] =>
  Object.keys(graph).filter((id) => classOf(info, graph[id]?.class_type)?.output_node === true)

/**
 * What no server finds, but its worker dies of, for everybody: a node without inputs, or a link to nowhere, even on a
 * node that nothing reads. Null when there is none.
 */
export function looseEnd(graph: Graph): string | null {
  for (const [id, node] of Object.entries(graph)) {
    if (!isRecord(node.inputs)) return `node ${id} has no inputs`
    for (const [input, value] of Object.entries(node.inputs))
      if (isLink(value) && !Object.hasOwn(graph, value[0]))
        return `input ${input} of node ${id} (${node.class_type}) is linked to node ${value[0]}, which does not exist`
  }
  return null
}

/** The output itself and all it needs, each once. */
function needed(graph: Graph, id: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(id)) return seen
  seen.add(id)
  for (const value of Object.values(graph[id]?.inputs ?? {}))
    if (isLink(value) && Object.hasOwn(graph, value[0])) needed(graph, value[0], seen)
  return seen
}

const broken = (
  nodeId: string | null,
  classType: string | null,
  type: string,
  message: string,
  details: string,
): Problem => ({ nodeId, classType, type, message, details, inputName: null, inputConfig: null, received: null })
