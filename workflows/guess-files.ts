/** Guesses which inputs of a graph name uploaded files and which name model files. */
import type { ReferenceRole } from '../src/domain/shot.ts'
import type { Slot } from '../src/domain/workflow-document.ts'
import type { WorkflowFault } from '../src/domain/workflow-inspection.ts'
import type { ModelNeed } from '../src/domain/workflow.ts'
import { guessed, type Guessed, type Guessing, titleOf } from './guess-slots.ts'
import { modelInput } from './loaders.ts'
import { literalAt } from './walk.ts'

type Files = {
  readonly guesses: readonly Guessed[]
  readonly faults: readonly WorkflowFault[]
  readonly pictures: number
  /** The node that loads footage. */
  readonly footage: string | null
  readonly takes: readonly ReferenceRole[]
}

const FOOTAGE: Readonly<Record<string, string>> = { VHS_LoadVideo: 'video', LoadVideo: 'file' }
/** Nodes that want a file which no shot brings. */
const OTHER_FILES = /^(?:LoadAudio|LoadImageMask|LoadLatent|LoadImageOutput|Load3D|VHS_LoadImages|VHS_LoadAudioUpload)$/
const DAY_SECONDS = 24 * 3600

export function guessFiles(g: Guessing): Files {
  const of = (id: string) => g.graph[id]?.class_type ?? ''
  // The nearest to the result first; their ids tell which was placed first.
  const pictures = g.feeding
    .filter((id) => of(id) === 'LoadImage')
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const videos = g.feeding.filter((id) => Object.hasOwn(FOOTAGE, of(id)))
  const strangers = [...g.feeding.filter((id) => OTHER_FILES.test(of(id))), ...videos.slice(1)]
  const [footage = null] = videos
  const byLikeness = g.feeding.some((id) => /IPAdapter|StyleModel|CLIPVisionEncode/.test(of(id)))
  const guesses = [
    ...pictures.flatMap((id, at) => {
      const slot: Slot = { type: 'file', into: [], unset: at === 0 ? 'refused' : { like: 'reference_1' } }
      return guessed(g, `reference_${at + 1}`, slot, spot(g, id, 'image'), ['sure', 'a picture is loaded here'])
    }),
    ...(footage === null ? [] : guessFootage(g, footage)),
  ]
  const faults = strangers.map((id) => {
    const node = g.graph[id]
    return { type: 'needs-file', node: node?._meta?.title ?? id, nodeClass: of(id) } as const
  })
  return { guesses, faults, pictures: pictures.length, footage, takes: takesOf(pictures.length, footage, byLikeness) }
}

const spot = (g: Guessing, id: string, input: string) => {
  const found = literalAt(g.graph, id, input)
  return found === null ? [] : [found]
}

function guessFootage(g: Guessing, id: string): readonly Guessed[] {
  const inputs = g.graph[id]?.inputs ?? {}
  const file: Slot = { type: 'file', into: [], unset: 'refused' }
  const named = guessed(g, 'footage', file, spot(g, id, FOOTAGE[g.graph[id]?.class_type ?? ''] ?? ''), [
    'sure',
    'footage is loaded here',
  ])
  const rate = inputs['force_rate']
  if (typeof rate !== 'number' || rate <= 0) return named
  const from: Slot = { type: 'number', into: [], unset: 'keep', min: 0, max: DAY_SECONDS, times: rate }
  const why = ['sure', `so many frames are skipped, ${rate} a second`] as const
  return [...named, ...guessed(g, 'from_seconds', from, spot(g, id, 'skip_first_frames'), why)]
}

/** Where no adapter looks at a picture it can only be a frame to begin with, and a second one to end with. */
function takesOf(pictures: number, footage: string | null, byLikeness: boolean): readonly ReferenceRole[] {
  if (footage !== null) return ['footage']
  if (pictures === 0) return []
  if (byLikeness) return ['subject', 'style', 'start-frame', 'end-frame']
  return pictures === 1 ? ['subject', 'start-frame'] : ['subject', 'start-frame', 'end-frame']
}

/** How strongly each LoRA counts: a project's look says both which file and how much of it. */
export const guessStrengths = (g: Guessing): readonly Guessed[] =>
  guessModels(g).flatMap(({ guess }): readonly Guessed[] => {
    if (!/^lora(?:_\d+)?$/.test(guess.slot)) return []
    const node = g.feeding.find((id) => guess.into.some((place) => place.startsWith(`${titleOf(g, id)}.`)))
    const spots = ['strength_model', 'strength_clip'].flatMap((input) =>
      node === undefined ? [] : spot(g, node, input),
    )
    const slot: Slot = { type: 'number', into: [], unset: 'keep', min: -4, max: 4 }
    return guessed(g, `${guess.slot}_strength`, slot, spots, ['sure', 'so strong is the LoRA here'])
  })

export function guessModels(g: Guessing): readonly (Guessed & { readonly need: ModelNeed })[] {
  const used = new Map<string, number>()
  return g.feeding.flatMap((id) => {
    const node = g.graph[id]
    return Object.keys(node?.inputs ?? {}).flatMap((input) => {
      const value = node?.inputs[input]
      const model = modelInput(node?.class_type ?? '', input, value)
      if (node === undefined || model === null || typeof value !== 'string') return []
      const nth = (used.get(model.slot) ?? 0) + 1
      used.set(model.slot, nth)
      const slot = nth === 1 ? model.slot : `${model.slot}_${nth}`
      // Sub-folders are each host's own affair.
      const file = value.split(/[/\\]/).at(-1) ?? value
      const need = { slot, folder: model.folder, file, equivalents: [], nodeClass: node.class_type, input }
      const why = model.isKnown
        ? (['sure', `a file of models/${model.folder} is loaded here`] as const)
        : (['unsure', 'the name ends like that of a model file'] as const)
      return guessed(g, slot, { type: 'model', into: [], unset: 'keep' }, [{ id, input, value }], why).map((found) => ({
        ...found,
        need,
      }))
    })
  })
}
