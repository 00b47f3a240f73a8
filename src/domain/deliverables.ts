/** What people write when they say what shall be made of a film ("film", "9:16", "1080x1920 without sound", "mov"), read as deliverables. */
import { SHAPES } from './brief-text-picture.ts'
import { sizeFits } from './brief-text.ts'
import { type Deliverable, FILM, isSameDeliverable } from './delivery.ts'
import type { InputFailure } from './failure.ts'
import { evenSize, sizeOfAspect, sizeOfLines } from './frame-size.ts'
import type { Size } from './project.ts'
import { fail, ok, type Result } from './result.ts'

/** Beside the film. */
const MAX_VARIANTS = 6
/** Where more than this share of the picture would be lost, all of it is shown on a blurred copy of itself. */
const MOST_CROPPED = 1 / 3
/** Up to here "9x16" is a shape and not a size. */
const LARGEST_RATIO_TERM = 32

/** The film first, then what else is wanted, each once. `film` is the film's own size. */
export function parseDeliverables(
  given: readonly string[],
  film: Size,
): Result<readonly Deliverable[], Extract<InputFailure, { type: 'deliverable-unknown' | 'too-many-deliverables' }>> {
  const all: Deliverable[] = [FILM]
  for (const text of given) {
    const entries = text.split(/[,;\n]+/).filter((part) => part.trim() !== '')
    const read = (entries.length > 0 ? entries : ['']).map((entry) => parseDeliverable(entry, film))
    for (const deliverable of read) {
      if (deliverable === null) return fail({ type: 'deliverable-unknown', given: text.trim().slice(0, 60) })
      if (!all.some((d) => isSameDeliverable(d, deliverable))) all.push(deliverable)
    }
  }
  return all.length > MAX_VARIANTS + 1
    ? fail({ type: 'too-many-deliverables', deliverables: all.length - 1, max: MAX_VARIANTS })
    : ok(all)
}

type Words = { readonly take: (pattern: RegExp) => RegExpExecArray | null; readonly rest: () => string }

/** Null when a word is left that means nothing here, or two of them contradict each other. */
function parseDeliverable(entry: string, film: Size): Deliverable | null {
  const words = wordsOf(entry)
  const size = takeSize(words, film)
  const container = takeOne(words, CONTAINER_WORDS)
  const audio = takeOne(words, SOUND_WORDS)
  const fit = takeOne(words, FIT_WORDS)
  if (size === 'none' || container === 'two' || audio === 'two' || fit === 'two') return null
  const said = size !== null || container !== null || audio !== null || fit !== null || words.take(FILM_WORD) !== null
  if (!said || words.rest().replaceAll(FILLER, '').trim() !== '') return null
  const other = size !== null && (size.width !== film.width || size.height !== film.height) ? size : null
  return {
    kind: 'film',
    size: other,
    container: container ?? 'mp4',
    audio: audio ?? true,
    fit: other === null ? FILM.fit : (fit ?? usualFit(film, other)),
  }
}

const CONTAINER_WORDS = [
  [/\b(?:mp4|h\.?264|avc)\b/, 'mp4'],
  [/\b(?:mov|quicktime)\b/, 'mov'],
  [/\b(?:webm|vp9)\b/, 'webm'],
] as const
const SOUND_WORDS = [
  [/\b(?:silent|mute|muted|(?:without|no|ohne) (?:any )?(?:sound|audio|ton))\b/, false],
  [/\b(?:with|mit) (?:sound|audio|ton)\b/, true],
] as const
const FIT_WORDS = [
  [/\b(?:crop|cropped|cropping|fill|filled|cover)\b(?: to fill\b)?/, 'crop'],
  [/\b(?:pad|padded|padding|blur|blurred)\b(?: background\b)?/, 'pad'],
] as const
const FILM_WORD = /\b(?:film|video|clip|movie|master)\b/
const FILLER =
  /\b(?:film|video|clip|movie|master|version|versions?|cut|copy|file|format|aspect|ratio|size|an?|the|as|in|for|of|one|also|and|with|instagram|youtube)\b|[-–()/.]/g

const PIXELS = /(?<![\d.])(\d{1,5}) ?[x×*] ?(\d{1,5})(?: ?(?:px|pixels?|p))?(?![\d.])/
const RATIO = /(?<![\d.:])(\d{1,4}(?:[.,]\d{1,3})?) ?[:∶] ?(\d{1,4}(?:[.,]\d{1,3})?)(?![\d.:])/
const LINES = /\b(?:(\d{3,4})p|(4k|uhd)|(full[ -]?hd|fhd)|(hd))\b/
const MORE_SHAPES: Readonly<Record<string, number>> = {
  ...SHAPES,
  reel: 9 / 16,
  story: 9 / 16,
  stories: 9 / 16,
  shorts: 9 / 16,
}
const SHAPE = new RegExp(`\\b(?:${Object.keys(MORE_SHAPES).join('|')})\\b`)

/** Null: nothing is said; `none`: there is no such size, or there are two. */
function takeSize(words: Words, film: Size): Size | 'none' | null {
  const pixels = words.take(PIXELS)
  const [width, height] = [Number(pixels?.[1]), Number(pixels?.[2])]
  const isShape = pixels !== null && Math.max(width, height) <= LARGEST_RATIO_TERM
  const ratio = words.take(RATIO)
  const shape = words.take(SHAPE)
  const lines = words.take(LINES)
  const shapes = [
    ...(isShape ? [width / height] : []),
    ...(ratio === null ? [] : [toNumber(ratio[1]) / toNumber(ratio[2])]),
    ...(shape === null ? [] : [MORE_SHAPES[shape[0]] ?? 1]),
  ]
  const [first] = shapes
  // "vertical 9:16" says one thing twice; "square 9:16" says two.
  if (shapes.some((s) => !(s >= 0.2 && s <= 5) || Math.sign(Math.log(s)) !== Math.sign(Math.log(first ?? 1))))
    return 'none'
  if (pixels !== null && !isShape)
    return lines !== null || (first !== undefined && Math.sign(Math.log(first)) !== Math.sign(Math.log(width / height)))
      ? 'none'
      : fitting(evenSize({ width, height }))
  if (lines !== null) return fitting(sizeOfLines(linesOf(lines), first ?? film.width / film.height))
  return first === undefined ? null : fitting(sizeOfAspect(first, film))
}

const fitting = (size: Size): Size | 'none' => (sizeFits(size) ? size : 'none')
const toNumber = (text = ''): number => Number(text.replace(',', '.'))
const linesOf = ([, lines, ultra, full]: RegExpExecArray): number =>
  lines === undefined ? (ultra === undefined ? (full === undefined ? 720 : 1080) : 2160) : Number(lines)

function usualFit(film: Size, size: Size): Deliverable['fit'] {
  const ratio = size.width / size.height / (film.width / film.height)
  return 1 - Math.min(ratio, 1 / ratio) > MOST_CROPPED ? 'pad' : 'crop'
}

function takeOne<T>(words: Words, known: readonly (readonly [RegExp, T])[]): T | 'two' | null {
  const found = known.filter(([pattern]) => words.take(pattern) !== null)
  return found.length > 1 ? 'two' : (found[0]?.[1] ?? null)
}

function wordsOf(entry: string): Words {
  let left = entry.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
  return {
    take(pattern) {
      const match = pattern.exec(left)
      if (match !== null) left = `${left.slice(0, match.index)} ${left.slice(match.index + match[0].length)}`
      return match
    },
    rest: () => left,
  }
}
