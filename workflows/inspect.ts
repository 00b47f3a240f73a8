/** Can a workflow that somebody exported be used, and which slots does it seem to have? Pure; nothing of it is run. */
import { zGraph, type WorkflowDocument } from '../src/domain/workflow-document.ts'
import type { SlotGuess, WorkflowFault, WorkflowInspection } from '../src/domain/workflow-inspection.ts'
import { framesToCover, type Graph, type WorkflowFacts } from '../src/domain/workflow.ts'
import { guessFiles, guessModels, guessStrengths } from './guess-files.ts'
import { guessPicture } from './guess-picture.ts'
import { guessSampling, guessWords, type Guessing } from './guess-slots.ts'
import { isRecord, type ObjectInfo, RECORDED } from './object-info.ts'
import { findOutput, rateOf } from './outputs.ts'
import { unsafeIn } from './unsafe.ts'
import { looseEnd } from './validate.ts'
import { upstream } from './walk.ts'

export type InspectOptions = {
  readonly name: string
  /** Title or id of the node whose files are the result, where there are several. */
  readonly output?: string | null | undefined
  /** Of the host that it is for; else what a recorded one said. */
  readonly info?: ObjectInfo
}

export function inspectWorkflow(json: unknown, o: InspectOptions): WorkflowInspection {
  if (isRecord(json) && Array.isArray(json['nodes']) && Array.isArray(json['links']))
    return none('ui', { type: 'ui-format' })
  // Some tools wrap the graph as it is posted.
  const parsed = zGraph.safeParse(isRecord(json) && isRecord(json['prompt']) ? json['prompt'] : json)
  if (!parsed.success || Object.keys(parsed.data).length === 0) return none('none', notAGraph(json))

  const whole = prepared(titled(parsed.data))
  const output = findOutput(whole, o.output ?? null)
  if ('type' in output) return none('api', ...unsafeIn(whole), output)
  const wanted = upstream(whole, output.id)
  const graph = Object.fromEntries(Object.entries(whole).filter(([id]) => wanted.includes(id)))
  const leftOut = Object.entries(whole).flatMap(([id, node]) => (wanted.includes(id) ? [] : [node._meta?.title ?? id]))
  const loose = looseEnd(graph)
  if (loose !== null) return none('api', { type: 'loose-end', reason: loose })

  const g: Guessing = { graph, feeding: upstream(graph, output.id), info: o.info ?? RECORDED, ...output }
  const files = guessFiles(g)
  const picture = guessPicture(g, files.footage)
  const found = [
    ...guessWords(g),
    ...guessSampling(g),
    ...picture.guesses,
    ...files.guesses,
    ...guessModels(g),
    ...guessStrengths(g),
  ]
  const rate = output.makes === 'still' ? 1 : rateOf(graph, output.id)
  const faults: WorkflowFault[] = [...unsafeIn(graph), ...files.faults]
  if (!found.some((s) => s.guess.slot === 'positive')) faults.push({ type: 'no-text' })
  if (output.makes === 'clip' && picture.frames === null) faults.push({ type: 'no-length' })
  if (rate === null) faults.push({ type: 'no-rate' })
  const guesses = found.map((s) => s.guess)
  if (faults.length > 0 || rate === null) return { format: 'api', faults, document: null, guesses, leftOut }

  const facts: WorkflowDocument['facts'] = {
    makes: output.makes,
    needs: files.footage === null ? (files.pictures > 0 ? 'pictures' : 'nothing') : 'footage',
    takes: files.takes,
    canLoop: false,
    nativeFps: rate,
    frames: fromASecond(picture.frames ?? { min: 1, max: 1, step: 1, offset: 0 }, rate),
    size: picture.size,
    models: guessModels(g).map((m) => m.need),
    smaller: picture.smaller,
  }
  const slots = Object.fromEntries(found.map(({ guess, slot }) => [guess.slot, slot]))
  const document = { name: o.name, title: o.name, graph, output: graph[output.id]?._meta?.title ?? '', slots, facts }
  return { format: 'api', faults, document, guesses, leftOut }
}

const none = (format: WorkflowInspection['format'], ...faults: readonly WorkflowFault[]): WorkflowInspection => ({
  format,
  faults,
  document: null,
  guesses: [] as readonly SlotGuess[],
  leftOut: [],
})

/** A node without inputs is a graph all right, and kills the server that runs it. */
function notAGraph(json: unknown): WorkflowFault {
  const bare =
    isRecord(json) && Object.entries(json).find(([, n]) => isRecord(n) && 'class_type' in n && !isRecord(n['inputs']))
  return bare ? { type: 'loose-end', reason: `node ${bare[0]} has no inputs` } : { type: 'not-a-workflow' }
}

/** Titles are the handles of slots: every node gets one of its own. */
function titled(graph: Graph): Graph {
  const titles = Object.values(graph).map((node) => node._meta?.title?.trim() ?? '')
  return Object.fromEntries(
    Object.entries(graph).map(([id, node], at) => {
      const title = titles[at] ?? ''
      const isOwn = title !== '' && titles.filter((t) => t === title).length === 1
      return [id, { ...node, _meta: { title: isOwn ? title : `${title || node.class_type} #${id}` } }]
    }),
  )
}

/** A film takes no sound from its clips, which footage without sound would fail at; and clips do not tell how they were made. */
const prepared = (graph: Graph): Graph =>
  Object.fromEntries(
    Object.entries(graph).map(([id, node]) => {
      if (node.class_type !== 'VHS_VideoCombine' && node.class_type !== 'CreateVideo') return [id, node]
      const { audio: _, ...inputs } = node.inputs
      return [id, { ...node, inputs: 'save_metadata' in inputs ? { ...inputs, save_metadata: false } : inputs }]
    }),
  )

/** Below a second there is no motion to speak of. */
function fromASecond(frames: WorkflowFacts['frames'], nativeFps: number): WorkflowFacts['frames'] {
  const second = framesToCover({ nativeFps, frames }, Math.ceil(nativeFps), nativeFps)
  return { ...frames, min: second ?? frames.min }
}
