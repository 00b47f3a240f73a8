/** Which node of a graph makes the result, and how many frames a second it has. */
import type { Graph } from '../src/domain/workflow.ts'
import type { WorkflowFault } from '../src/domain/workflow-inspection.ts'
import { literalAt } from './walk.ts'
import { isLink } from './validate-node.ts'

/** What the media child can decode as a clip, or takes as a still. */
const VIDEO = ['VHS_VideoCombine', 'SaveVideo', 'SaveWEBM']
const STILL = ['SaveImage']

export type Output = { readonly id: string; readonly makes: 'clip' | 'still' }

/** `wanted`: title or id of the node, where somebody chose. */
export function findOutput(graph: Graph, wanted: string | null): Output | WorkflowFault {
  const ends = Object.entries(graph).filter(([, node]) => makesOf(node.class_type) !== null)
  const title = (id: string) => graph[id]?._meta?.title ?? id
  const videos = ends.filter(([id]) => makesOf(graph[id]?.class_type ?? '') === 'clip')
  const all = (videos.length > 0 ? videos : ends).map(([id]) => id)
  const chosen = wanted === null ? all : ends.map(([id]) => id).filter((id) => id === wanted || title(id) === wanted)
  const [only] = chosen
  if (all.length === 0) return { type: 'no-output' }
  if (only === undefined || chosen.length > 1) return { type: 'which-output', outputs: all.map(title) }
  return { id: only, makes: makesOf(graph[only]?.class_type ?? '') ?? 'still' }
}

const makesOf = (nodeClass: string): Output['makes'] | null =>
  VIDEO.includes(nodeClass) ? 'clip' : STILL.includes(nodeClass) ? 'still' : null

/** Null when no number in the graph says it. */
export function rateOf(graph: Graph, output: string): number | null {
  const inputs = graph[output]?.inputs ?? {}
  const video = inputs['video']
  const at = isLink(video)
    ? ([video[0], 'fps'] as const)
    : ([output, 'frame_rate' in inputs ? 'frame_rate' : 'fps'] as const)
  const rate = literalAt(graph, ...at)?.value ?? forcedRate(graph, graph[at[0]]?.inputs[at[1]])
  return typeof rate === 'number' && rate > 0 ? rate : null
}

/** The rate that VideoHelperSuite was told to load footage at, where the rate is read off the loaded footage. */
function forcedRate(graph: Graph, link: unknown): unknown {
  const source = isLink(link) ? graph[link[0]] : undefined
  const info = source?.class_type === 'VHS_VideoInfoLoaded' ? source.inputs['video_info'] : undefined
  return isLink(info) ? graph[info[0]]?.inputs['force_rate'] : undefined
}
