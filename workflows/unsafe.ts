/** Which nodes and values no studio's own workflow may hold: whoever can have them run reads the server's files, or the net. */
import type { WorkflowFault } from '../src/domain/workflow-inspection.ts'
import type { Graph } from '../src/domain/workflow.ts'

type Why = Extract<WorkflowFault, { type: 'unsafe-node' }>['why']

/** By name where the name does not say it. */
const KNOWN: Readonly<Record<string, Why>> = {
  VHS_LoadAudio: 'path-or-url',
  // Loads a pickle, which may hold code.
  IPAdapterLoadEmbeds: 'code',
  // Puts the prompt into the queue again under ids that nobody knows.
  VHS_BatchManager: 'queues-itself',
}
const PATH_OR_URL = /(?:Path|URL|Url)(?:s|$|[_ ]|[A-Z(])|Download|Webhook|(?:^|[_ ])(?:HTTP|Http)|Directory|Folder/
const CODE = /Python|Shell|Exec(?:ute)?(?:$|[A-Z_ ])|Eval(?:$|[A-Z_ ])|RunScript/

const whyUnsafe = (nodeClass: string): Why | null =>
  KNOWN[nodeClass] ?? (PATH_OR_URL.test(nodeClass) ? 'path-or-url' : CODE.test(nodeClass) ? 'code' : null)

/** Absolute, of a home folder, climbing, or of the net. */
const ELSEWHERE = /^\s*(?:[/~]|[A-Za-z]:[\\/]|\\\\|[a-z][a-z+.-]*:\/\/)|(?:^|[\\/])\.\.(?:[\\/]|$)/i
const WORDS = /^(?:text|text_[gl]|clip_l|t5xxl|(?:positive_|negative_)?prompt|string|value)$/

/** Whether people's own words may stand there: in no input that is read as a name or a path. */
export const takesWords = (input: string): boolean => WORDS.test(input)

export function unsafeIn(graph: Graph): readonly WorkflowFault[] {
  return Object.entries(graph).flatMap(([id, node]): readonly WorkflowFault[] => {
    const title = node._meta?.title ?? id
    const why = whyUnsafe(node.class_type)
    if (why !== null) return [{ type: 'unsafe-node', node: title, nodeClass: node.class_type, why }]
    return Object.entries(node.inputs).flatMap(([input, value]) =>
      typeof value === 'string' && ELSEWHERE.test(value) && !(takesWords(input) && /\s/.test(value.trim()))
        ? [{ type: 'unsafe-value', node: title, input } as const]
        : [],
    )
  })
}
