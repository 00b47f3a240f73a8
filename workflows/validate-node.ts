/** What a ComfyUI server finds wrong with one node, after the nodes that it reads from. */
import type { Graph } from '../src/domain/workflow.ts'
import type { InputSpec, ObjectInfo } from './object-info.ts'
import type { InputProblem } from './validate-input.ts'
import { fileKind, literalProblem } from './validate-input.ts'

export type Problem = InputProblem & {
  /** Null where the graph as a whole is at fault. */
  readonly nodeId: string | null
  readonly classType: string | null
  readonly inputName: string | null
  readonly inputConfig: InputSpec | null
  readonly received: unknown
}

/** `raised`: looking at the node broke off with this exception, which whoever reads from it reports. */
export type Outcome = { readonly problems: readonly Problem[]; readonly raised: string | null }

/** Every node is looked at once, however many read from it. */
export function createNodeCheck(graph: Graph, info: ObjectInfo, hasFile: ((name: string) => boolean) | undefined) {
  const known = new Map<string, Outcome>()

  function check(id: string, path: readonly string[] = []): Outcome {
    const outcome = known.get(id) ?? look(id, [...path, id])
    known.set(id, outcome)
    return outcome
  }

  function look(id: string, path: readonly string[]): Outcome {
    const node = graph[id]
    const nodeClass = classOf(info, node?.class_type)
    if (!node || !nodeClass) return { problems: [], raised: `'${id}'` }
    const problems: Problem[] = []
    const { required = {}, optional = {} } = nodeClass.input
    for (const [input, spec] of [...Object.entries(required), ...Object.entries(optional)]) {
      const value = node.inputs?.[input]
      const found = isLink(value)
        ? linkProblem(value, input, spec, path)
        : value === undefined
          ? Object.hasOwn(required, input)
            ? { type: 'required_input_missing', message: 'Required input is missing', details: input }
            : null
          : plainProblem(node.class_type, value, input, spec)
      if (found === null) continue
      if ('raised' in found) return { problems: [], raised: found.raised }
      problems.push({
        ...found,
        nodeId: id,
        classType: node.class_type,
        inputName: input,
        inputConfig: spec,
        received: value,
      })
    }
    return { problems, raised: null }
  }

  function plainProblem(classType: string, value: unknown, input: string, spec: InputSpec): InputProblem | null {
    if (Array.isArray(value))
      return {
        type: 'bad_linked_input',
        message: 'Bad linked input, must be a length-2 list of [node_id, slot_index]',
        details: input,
      }
    const kind = fileKind(classType, input)
    if (kind === null) return literalProblem(input, spec, value)
    if (hasFile === undefined || (typeof value === 'string' && hasFile(value))) return null
    return {
      type: 'custom_validation_failed',
      message: 'Custom validation failed for node',
      details: `${input} - Invalid ${kind} file: ${String(value)}`,
    }
  }

  function linkProblem(
    [from, slot]: Link,
    input: string,
    spec: InputSpec,
    path: readonly string[],
  ): InputProblem | { readonly raised: string } | null {
    const source = classOf(info, graph[from]?.class_type)
    const received = source?.output[slot]
    if (received === undefined) return { raised: source ? 'tuple index out of range' : `'${from}'` }
    if (!fits(received, spec))
      return {
        type: 'return_type_mismatch',
        message: 'Return type mismatch between linked nodes',
        details: `${input}, received_type(${received}) mismatch input_type(${wantedType(spec)})`,
      }
    if (path.includes(from))
      return {
        type: 'dependency_cycle',
        message: 'Dependency cycle detected',
        details: [...path, from].join(' -> '),
      }
    const inner = check(from, path)
    if (inner.raised === null) return null
    return {
      type: 'exception_during_inner_validation',
      message: 'Exception when validating inner node',
      details: inner.raised,
    }
  }

  return check
}

export const classOf = (info: ObjectInfo, name: string | undefined) =>
  name !== undefined && Object.hasOwn(info, name) ? info[name] : undefined

export type Link = readonly [node: string, slot: number]
export const isLink = (value: unknown): value is Link =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && Number.isInteger(value[1])

const wantedType = (spec: InputSpec): string => (Array.isArray(spec[0]) ? 'COMBO' : String(spec[0]))

/** Types may be lists in one string (`FLOAT,INT`): all that may come must be taken. */
function fits(received: string, spec: InputSpec): boolean {
  const takes = new Set(
    wantedType(spec)
      .split(',')
      .map((t) => t.trim()),
  )
  return takes.has('*') || received === '*' || received.split(',').every((t) => takes.has(t.trim()))
}
