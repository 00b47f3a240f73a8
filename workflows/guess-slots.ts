/** Guesses which inputs of a graph hold its words and its seed, from where the sampler takes them. */
import type { Place, Slot } from '../src/domain/workflow-document.ts'
import type { SlotGuess } from '../src/domain/workflow-inspection.ts'
import type { Graph } from '../src/domain/workflow.ts'
import { COMMON } from './definition.ts'
import type { ObjectInfo } from './object-info.ts'
import type { Output } from './outputs.ts'
import { isLink } from './validate-node.ts'
import { encoderOf, literalAt, type Spot, textsOf } from './walk.ts'

export type Guessing = Output & {
  readonly graph: Graph
  /** The output and all that feeds it, nearest first. */
  readonly feeding: readonly string[]
  readonly info: ObjectInfo
}
export type Guessed = { readonly guess: SlotGuess; readonly slot: Slot }

export const titleOf = (g: Guessing, id: string): string => g.graph[id]?._meta?.title ?? id
const placeOf = (g: Guessing, spot: Spot): Place => `${titleOf(g, spot.id)}.${spot.input}`

export function guessed(
  g: Guessing,
  name: string,
  slot: Slot,
  spots: readonly Spot[],
  [confidence, why]: readonly [SlotGuess['confidence'], string],
): readonly Guessed[] {
  const [first] = spots
  if (first === undefined) return []
  const into = [...new Set(spots.map((spot) => placeOf(g, spot)))]
  const value = ['string', 'number', 'boolean'].includes(typeof first.value)
    ? (first.value as string | number | boolean)
    : null
  return [{ guess: { slot: name, type: slot.type, into, value, confidence, why }, slot: { ...slot, into } }]
}

export const numberAt = (g: Guessing, id: string, input: string): Spot | null => {
  const spot = literalAt(g.graph, id, input)
  return spot !== null && typeof spot.value === 'number' ? spot : null
}
export const present = <T>(found: readonly (T | null)[]): readonly T[] => found.filter((one) => one !== null)

/** Nodes that denoise: whatever takes a latent and a seed or noise. */
export const samplersOf = (g: Guessing): readonly string[] =>
  g.feeding.filter((id) => {
    const inputs = g.graph[id]?.inputs ?? {}
    return 'latent_image' in inputs && ['seed', 'noise_seed', 'noise'].some((name) => name in inputs)
  })

/** What a sampler is told: on itself, or on the guider that it reads from. */
function conditioning(g: Guessing, sampler: string, which: 'positive' | 'negative'): unknown {
  const inputs = g.graph[sampler]?.inputs ?? {}
  if (which in inputs) return inputs[which]
  const guider = isLink(inputs['guider']) ? g.graph[inputs['guider'][0]]?.inputs : undefined
  return guider?.[which] ?? (which === 'positive' ? guider?.['conditioning'] : undefined)
}

export function guessWords(g: Guessing): readonly Guessed[] {
  const samplers = samplersOf(g)
  const encoders = (which: 'positive' | 'negative') => [
    ...new Set(present(samplers.map((id) => encoderOf(g.graph, conditioning(g, id, which))))),
  ]
  const titled = (which: RegExp) =>
    g.feeding.filter((id) => which.test(titleOf(g, id)) && textsOf(g.graph, id).length > 0)
  const texts = (ids: readonly string[]) => ids.flatMap((id) => textsOf(g.graph, id))

  const told = encoders('positive')
  const positive = told.length > 0 ? told : titled(/^(?:positive|prompt)/i)
  const negative = encoders('negative').filter((id) => !positive.includes(id))
  const words = guessed(g, 'positive', COMMON.positive, texts(positive), [
    told.length > 0 ? 'sure' : 'likely',
    told.length > 0 ? 'the sampler is told it as positive' : 'the node is titled so',
  ])
  const taken = new Set(words.flatMap((w) => w.guess.into))
  // One encoder may feed both sides.
  const others = texts(negative).filter((spot) => !taken.has(placeOf(g, spot)))
  return [...words, ...guessed(g, 'negative', COMMON.negative, others, ['sure', 'the sampler is told it as negative'])]
}

export function guessSampling(g: Guessing): readonly Guessed[] {
  const samplers = samplersOf(g)
  const noises = samplers.flatMap((id) => {
    const noise = g.graph[id]?.inputs['noise']
    return isLink(noise) ? [noise[0]] : []
  })
  const seeds = present(
    [...samplers, ...noises].flatMap((id) => ['seed', 'noise_seed'].map((name) => numberAt(g, id, name))),
  )
  const steps = present(samplers.map((id) => numberAt(g, id, 'steps')))
  const prefix = literalAt(g.graph, g.id, 'filename_prefix')
  return [
    ...guessed(
      g,
      'seed',
      COMMON.seed,
      seeds,
      seeds.length === 1 ? ['sure', 'the sampler starts from it'] : ['likely', 'all samplers get the same'],
    ),
    // Several samplers share their steps in ways that only their author knows.
    ...(steps.length === 1 ? guessed(g, 'steps', COMMON.steps, steps, ['sure', 'the sampler takes so many']) : []),
    ...guessed(g, 'filename_prefix', COMMON.filename_prefix, present([prefix]), [
      'sure',
      'the result is saved under it',
    ]),
  ]
}
