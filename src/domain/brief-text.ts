/** What a brief's own words ask for ("12 seconds, 16:9, noir"), and what is left to tell once those words are taken out. */
import { clausesOf, countedFinds } from './brief-text-clauses.ts'
import { editsIn } from './brief-text-edit.ts'
import { atEdges } from './brief-text-edges.ts'
import type { Find, Wish } from './brief-text-find.ts'
import { lengthsIn } from './brief-text-length.ts'
import { restOf } from './brief-text-rest.ts'
import { picturesIn } from './brief-text-picture.ts'
import { stylesIn } from './brief-text-style.ts'
import { titleOf } from './brief-title.ts'
import { BRIEF_LIMITS } from './brief.ts'
import type { InputFailure } from './failure.ts'
import { evenSize, sizeOfAspect, sizeOfLines } from './frame-size.ts'
import { DEFAULT_SETTINGS, type Size } from './project.ts'
import type { Edit } from './transition.ts'

/** Null where the words do not say. */
export type BriefWords = {
  readonly title: string
  readonly durationSeconds: number | null
  readonly size: Size | null
  readonly fps: number | null
  readonly styleTags: readonly string[]
  readonly tone: string | null
  readonly shotCount: number | null
  readonly loop: boolean
  readonly edit: Edit
  /** What was asked for but cannot be; the field it concerns is null. */
  readonly problems: readonly InputFailure[]
  /** The text without its instructions: what the film shows. */
  readonly rest: string
}

/** Control and zero-width characters say nothing; line ends are kept. */
export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .trim()

/** `base` is the size whose count of pixels an aspect alone keeps. */
export function readBriefText(text: string, base: Size = DEFAULT_SETTINGS.size): BriefWords {
  const plain = plainText(text)
  const finds = atEdges(
    plain,
    apart([...picturesIn(plain), ...lengthsIn(plain), ...stylesIn(plain), ...editsIn(plain)]),
  )
  const clauses = clausesOf(plain, finds)
  const counted = countedFinds(clauses, finds)
  const rest = restOf(plain, clauses, counted)
  const wishes = counted.map((find) => find.wish)
  const problems: InputFailure[] = []
  const shotCount = shotCountOf(wishes, problems)
  const tones = distinct(wishes.flatMap((w) => (w.kind === 'tone' ? [w.tone] : [])))
  return {
    title: wishes.find((w) => w.kind === 'title')?.title.slice(0, 60) ?? titleOf(rest),
    durationSeconds: durationOf(wishes, shotCount, problems),
    size: sizeOf(wishes, base, problems),
    fps: fpsOf(wishes, problems),
    styleTags: distinct(wishes.flatMap((w) => (w.kind === 'style' ? [w.tag] : []))).slice(0, 12),
    tone: tones.length > 0 ? tones.slice(0, 4).join(', ') : null,
    shotCount,
    loop: wishes.findLast((w) => w.kind === 'loop')?.loop ?? false,
    edit: {
      between: wishes.findLast((w) => w.kind === 'between')?.transition ?? 'cut',
      opensFromBlack: wishes.some((w) => w.kind === 'opens-from-black'),
      endsInBlack: wishes.some((w) => w.kind === 'ends-in-black'),
    },
    problems,
    rest,
  }
}

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)]

const RANK: Readonly<Record<Wish['kind'], number>> = {
  title: 0,
  pixels: 1,
  aspect: 1,
  lines: 1,
  fps: 1,
  duration: 1,
  each: 1,
  shots: 1,
  loop: 2,
  tone: 3,
  style: 3,
  between: 1,
  'opens-from-black': 1,
  'ends-in-black': 1,
}

/** Where two finds overlap, the surer and longer one stands. In order of the text. */
function apart(finds: readonly Find[]): readonly Find[] {
  const kept: Find[] = []
  const taken = new Set<number>()
  const order = (a: Find, b: Find) =>
    RANK[a.wish.kind] - RANK[b.wish.kind] || b.end - b.start - (a.end - a.start) || Number(b.strong) - Number(a.strong)
  for (const find of [...finds].sort(order)) {
    let free = true
    for (let i = find.start; i < find.end && free; i++) free = !taken.has(i)
    if (!free) continue
    for (let i = find.start; i < find.end; i++) taken.add(i)
    kept.push(find)
  }
  return kept.sort((a, b) => a.start - b.start)
}

function shotCountOf(wishes: readonly Wish[], problems: InputFailure[]): number | null {
  const given = wishes.find((w) => w.kind === 'shots')?.count
  if (given === undefined || (given >= 1 && given <= BRIEF_LIMITS.maxShots)) return given ?? null
  problems.push({ type: 'shot-count-out-of-range', given, max: BRIEF_LIMITS.maxShots })
  return null
}

function durationOf(wishes: readonly Wish[], shots: number | null, problems: InputFailure[]): number | null {
  const each = wishes.find((w) => w.kind === 'each')
  const whole = wishes.find((w) => w.kind === 'duration')
  const seconds = whole?.seconds ?? (each && shots !== null ? each.seconds * shots : null)
  const { minSeconds, maxSeconds } = BRIEF_LIMITS
  if (seconds === null || (seconds >= minSeconds && seconds <= maxSeconds)) return seconds
  problems.push({ type: 'duration-out-of-range', seconds, minSeconds, maxSeconds })
  return null
}

function fpsOf(wishes: readonly Wish[], problems: InputFailure[]): number | null {
  const given = wishes.find((w) => w.kind === 'fps')?.fps
  if (given === undefined) return null
  const { minFps, maxFps } = BRIEF_LIMITS
  const fps = Math.round(given)
  if (fps >= minFps && fps <= maxFps) return fps
  problems.push({ type: 'fps-out-of-range', given, minFps, maxFps })
  return null
}

function sizeOf(wishes: readonly Wish[], base: Size, problems: InputFailure[]): Size | null {
  const ratio = wishes.find((w) => w.kind === 'aspect')?.ratio
  const lines = wishes.find((w) => w.kind === 'lines')?.lines
  const pixels = wishes.find((w) => w.kind === 'pixels')
  const size = pixels
    ? evenSize(pixels)
    : lines !== undefined
      ? sizeOfLines(lines, ratio)
      : ratio === undefined
        ? null
        : sizeOfAspect(ratio, base)
  if (size === null || sizeFits(size)) return size
  const given = pixels ? `${pixels.width}x${pixels.height}` : `${size.width}x${size.height}`
  problems.push({ type: 'size-out-of-range', given, minSide: BRIEF_LIMITS.minSide, maxSide: BRIEF_LIMITS.maxSide })
  return null
}

export const sizeFits = (size: Size): boolean =>
  Math.min(size.width, size.height) >= BRIEF_LIMITS.minSide && Math.max(size.width, size.height) <= BRIEF_LIMITS.maxSide
