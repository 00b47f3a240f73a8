/** What a project's look puts into every shot, whoever planned it: words, pictures, and which model files it prefers. Pure. */
import type { AssetId } from './ids.ts'
import type { ProjectLook } from './project.ts'
import type { Reference, ResolvedModels, Shot } from './shot.ts'
import type { WorkflowFacts } from './workflow.ts'

type Worn = Pick<Shot, 'prompt' | 'negative' | 'references'>

/** `pictures`: the look's references that exist. Nothing is said or shown twice. */
export function wearLook<S extends Worn>(
  shot: S,
  look: ProjectLook,
  facts: Pick<WorkflowFacts, 'takes' | 'slots'>,
  pictures: readonly AssetId[],
): S {
  return {
    ...shot,
    prompt: withWords(shot.prompt, [...look.styleTags, ...look.promptAddition.split(',')]),
    negative: withWords(shot.negative, look.negativeAddition.split(',')),
    references: [...shot.references, ...missingPictures(shot.references, facts, pictures)],
  }
}

/** Adds what the text does not say yet. */
export function withWords(text: string, words: readonly string[]): string {
  let all = text
  for (const word of words.map((w) => w.trim().replace(/[,;.\s]+$/, '')))
    if (word !== '' && !says(all, word)) all = all === '' ? word : `${all.replace(/[,;\s]+$/, '')}, ${word}`
  return all
}

/** Whole words, so that "ink" is not said by "drinking". */
export const says = (text: string, words: string): boolean =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\p{L}\\p{N}])`,
    'iu',
  ).test(text)

/** They lend their style, where the workflow can use such a picture and has room left. */
function missingPictures(
  has: readonly Reference[],
  facts: Pick<WorkflowFacts, 'takes' | 'slots'>,
  pictures: readonly AssetId[],
): readonly Reference[] {
  if (!facts.takes.includes('style')) return []
  const room = picturesOf(facts) - has.filter((r) => r.role !== 'footage').length
  return pictures
    .filter((id) => !has.some((r) => r.assetId === id))
    .slice(0, Math.max(0, room))
    .map((assetId) => ({ assetId, role: 'style' }))
}

/** How many pictures a workflow has places for. */
const picturesOf = (facts: Pick<WorkflowFacts, 'slots'>): number =>
  Object.keys(facts.slots).filter((name) => /^reference_\d+$/.test(name)).length

/** Slot → file names in order of preference. */
export type Preference = Readonly<Record<string, readonly string[]>>

/** A file for one of the film's styles comes before one for all. LoRAs fill slots of their own. */
export function preferenceOf(look: ProjectLook, styleTags: readonly string[]): Preference {
  const styles = [...styleTags, ...look.styleTags].map((tag) => tag.toLowerCase())
  const fits = look.models.filter((m) => m.style === null || styles.includes(m.style.toLowerCase()))
  const ordered = [...fits.filter((m) => m.style !== null), ...fits.filter((m) => m.style === null)]
  const slots = [...new Set(ordered.map((m) => m.slot))]
  return {
    ...Object.fromEntries(slots.map((slot) => [slot, ordered.filter((m) => m.slot === slot).map((m) => m.file)])),
    ...Object.fromEntries(look.loras.map((lora, at) => [loraSlot(at), [lora.name]])),
  }
}

const loraSlot = (at: number): string => (at === 0 ? 'lora' : `lora_${at + 1}`)

/** How strong each of the look's LoRAs is that came to be used, by slot. */
export const strengthsOf = (look: ProjectLook, models: ResolvedModels): Readonly<Record<string, number>> =>
  Object.fromEntries(
    look.loras.flatMap((lora, at) =>
      isUsed(lora.name, models[loraSlot(at)]) ? [[`${loraSlot(at)}_strength`, lora.strength]] : [],
    ),
  )

/** LoRAs of the look that shots made with these models go without. */
export const unusedLoras = (look: ProjectLook, models: ResolvedModels): readonly string[] =>
  look.loras.flatMap((lora, at) => (isUsed(lora.name, models[loraSlot(at)]) ? [] : [lora.name]))

const isUsed = (name: string, file: string | undefined): boolean =>
  file !== undefined && (file === name || file.split(/[/\\]/).at(-1) === name)
