/** Walks a graph against the flow: which nodes feed one, and where a value or a text comes from. */
import type { Graph } from '../src/domain/workflow.ts'
import { isLink } from './validate-node.ts'

/** The node and all that feeds it, nearest first. */
export function upstream(graph: Graph, id: string): readonly string[] {
  const found = [id]
  for (const at of found)
    for (const value of Object.values(graph[at]?.inputs ?? {}))
      if (isLink(value) && Object.hasOwn(graph, value[0]) && !found.includes(value[0])) found.push(value[0])
  return found
}

/** Inputs of nodes that hold one value and pass it on. */
const PASSED_ON = ['value', 'string', 'text', 'int', 'float', 'number', 'seed']
/** What comes out of these is what an input of theirs says. */
const SAYS: Readonly<Record<string, string>> = { 'IPAdapterWeights.2': 'frames', 'VHS_LoadVideo.1': 'frame_load_cap' }
/** Further than this no sane graph passes a value on. */
const MAX_STEPS = 20

export type Spot = { readonly id: string; readonly input: string; readonly value: unknown }

/** Where the literal stands that reaches this input: there, or in a node that only passes it on. Null when it is computed. */
export function literalAt(graph: Graph, id: string, input: string, steps = MAX_STEPS): Spot | null {
  const value = graph[id]?.inputs[input]
  if (value === undefined || steps === 0) return null
  if (!isLink(value)) return { id, input, value }
  const source = graph[value[0]]
  if (source === undefined) return null
  const says = SAYS[`${source.class_type}.${value[1]}`]
  if (says !== undefined) return literalAt(graph, value[0], says, steps - 1)
  const held = Object.keys(source.inputs).filter((name) => PASSED_ON.includes(name))
  const [only] = held
  // More inputs, and what comes out may be another value.
  return only !== undefined && held.length === 1 && Object.keys(source.inputs).length <= 2
    ? literalAt(graph, value[0], only, steps - 1)
    : null
}

/** The node whose words become this conditioning, through nodes that pass a positive and a negative on. */
export function encoderOf(graph: Graph, link: unknown, steps = MAX_STEPS): string | null {
  if (!isLink(link) || steps === 0) return null
  const [id, slot] = link
  const inputs = graph[id]?.inputs
  if (inputs === undefined) return null
  if (textsOf(graph, id).length > 0) return id
  const next =
    'positive' in inputs
      ? inputs[slot === 1 ? 'negative' : 'positive']
      : (inputs['conditioning'] ?? inputs['conditioning_1'])
  return encoderOf(graph, next, steps - 1)
}

/** Inputs of an encoder that take words. Some encoders take the same words several times. */
const TEXTS = ['text', 'text_g', 'text_l', 'clip_l', 't5xxl', 'prompt', 'positive_prompt']
export const textsOf = (graph: Graph, id: string): readonly Spot[] =>
  TEXTS.flatMap((input) => {
    const spot = literalAt(graph, id, input)
    return spot !== null && typeof spot.value === 'string' ? [spot] : []
  })
