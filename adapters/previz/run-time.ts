/** Finds what validation lets pass and a node stumbles over when it runs. */
import type { Graph } from '../../src/domain/workflow.ts'
import { NodeFailure } from './node-failure.ts'
import type { ObjectInfo } from './object-info.ts'

/** These take inputs that they do not declare: settings of the chosen format. */
const TAKE_ANYTHING = ['VHS_VideoCombine', 'SaveVideo']

export function unexpectedInput(info: ObjectInfo, graph: Graph, id: string): NodeFailure | null {
  const node = graph[id]
  const declared = node && info[node.class_type]?.input
  if (!node || !declared || TAKE_ANYTHING.includes(node.class_type)) return null
  const known = [declared.required, declared.optional, declared.hidden]
  const odd = Object.keys(node.inputs).find((name) => !known.some((inputs) => name in inputs))
  return odd === undefined
    ? null
    : new NodeFailure('TypeError', `${node.class_type}() got an unexpected keyword argument '${odd}'`)
}
