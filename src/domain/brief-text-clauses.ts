/** Which finds of a brief count: those that are sure, and those that stand in clauses of nothing but instructions. */
import { type Find, hasDigits } from './brief-text-find.ts'

export type Clause = {
  readonly start: number
  readonly end: number
  readonly text: string
  /** What stands between this clause and the next. */
  readonly after: string
  /** Of the sentence it belongs to. */
  readonly sentence: number
  readonly bracketed: boolean
  /** Nothing but finds and the small words around them. */
  readonly technical: boolean
  /** Words without a meaning of their own here that stand as a tag between instructions; else empty. */
  readonly tag: string
}

const BREAK =
  /\s*(?:\n+|[;!?()[\]|。；！？、：…，]+|(?<!\d),|,(?!\d)|\.+(?=\s|$)|(?<!\b(?:length|duration|runtime|running time|format|size|aspect|aspect ratio|ratio|fps|frame rate|resolution|dauer|länge|laufzeit|loop)):(?=\s|$)|\s[-–—•]+\s|—|^[-–—•*]+\s)\s*/gimu
export const SENTENCE = /[\n!?()[\]。！？]|\.+\s*$/u

export const SMALL = new RegExp(
  `^(?:${(
    'a an the of in at with and or for to as on by from so please about around approx approximately roughly ca circa ' +
    "max maximum minimum under up at most no not longer shorter than more less exactly make it is its it's should be " +
    'must can could want need would like i we you us me give create shoot produce render keep run runs lasts lasting ' +
    'long length duration runtime total overall running time style styles look tone mood feel feeling vibe aesthetic ' +
    'format aspect ratio size resolution frame frames rate film films clip clips spot video movie short ad ads advert ' +
    'commercial teaser trailer promo animation animatic piece reel reels shorts story stories instagram insta tiktok ' +
    'youtube ig feed social media web cinema screen colour color version output very slightly bit quite rather all ' +
    'just only each shot technical specs spec note notes brief und im mit format länge dauer etwa lang stil für pour'
  ).replaceAll(' ', '|')})$`,
  'iu',
)
export const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}'’]+/gu) ?? []
const STORY_START = /^(?:the|a|an|then|he|she|it|they|we|i|and|but|his|her|their|no)\b/i

/** Those of `finds`, which are in order and apart, that touch what is from `start` to `end`. */
export function touching(finds: readonly Find[], start: number, end: number): readonly Find[] {
  let [low, high] = [0, finds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((finds[middle]?.end ?? 0) > start) high = middle
    else low = middle + 1
  }
  let until = low
  while ((finds[until]?.start ?? end) < end) until += 1
  return finds.slice(low, until)
}

export function clausesOf(text: string, finds: readonly Find[]): readonly Clause[] {
  const clauses: Clause[] = []
  let from = 0
  let sentence = 0
  let brackets = false
  const push = (end: number, after: string) => {
    const words = text.slice(from, end)
    if (words.trim() !== '' || clauses.length > 0) {
      const here = touching(finds, from, end)
      const technical =
        here.length > 0 &&
        wordsOf(without(text, from, end, here)).every((w) => SMALL.test(w)) &&
        !tells(text, end, here)
      clauses.push({ start: from, end, text: words, after, sentence, bracketed: brackets, technical, tag: '' })
    }
    if (SENTENCE.test(after)) sentence += 1
    if (/[([]/.test(after)) brackets = true
    else if (/[)\]]/.test(after)) brackets = false
  }
  for (const match of text.matchAll(BREAK)) {
    if (match[0] === '') continue
    // A find may hold a comma or a colon ("1 min, 20 s", "tone: calm"): only a break outside of it breaks.
    const after = match.index + match[0].length
    if (touching(finds, match.index, after).some((f) => match.index > f.start && after < f.end)) continue
    push(match.index, match[0])
    from = after
  }
  push(text.length, '')
  return withTags(clauses, finds)
}

export function without(text: string, start: number, end: number, finds: readonly Find[]): string {
  let left = ''
  let at = start
  for (const find of finds) {
    left += `${text.slice(at, Math.max(at, find.start))} `
    at = Math.max(at, Math.min(find.end, end))
  }
  return left + text.slice(at, end)
}

/** "A film about the 1990s": what follows "about" is the story, unless it is a figure such as "about 12 seconds". */
const tells = (text: string, end: number, finds: readonly Find[]): boolean =>
  finds.some(
    (f) =>
      (f.wish.kind === 'style' || f.wish.kind === 'tone') &&
      f.end <= end &&
      /\b(?:about|showing)\s+(?:the\s+|an?\s+)?$/i.test(text.slice(Math.max(0, f.start - 20), f.start)),
  )

export function countedFinds(clauses: readonly Clause[], finds: readonly Find[]): readonly Find[] {
  const counted = new Set(finds.filter((f) => f.strong))
  const extra: Find[] = []
  const story = clauses.flatMap((c, at) => (!c.technical && c.text.trim() !== '' ? [at] : []))
  const told = new Set(story.map((at) => clauses[at]?.sentence))
  const isEdge = (at: number) => at < (story[0] ?? Infinity) || at > (story.at(-1) ?? -1)
  for (const [at, clause] of clauses.entries()) {
    if (!clause.technical) continue
    const here = touching(finds, clause.start, clause.end)
    const sure = here.some((f) => f.strong)
    const figures = hasDigits(clause.text) && (!told.has(clause.sentence) || clause.bracketed)
    if (sure || figures || isEdge(at)) for (const find of here) counted.add(find)
    if (clause.tag !== '')
      extra.push({ start: clause.start, end: clause.end, strong: true, wish: { kind: 'style', tag: clause.tag } })
  }
  const weak = [...counted].filter((f) => f.wish.kind === 'duration' && !f.strong)
  // "Ten seconds. Twenty seconds." is a story: two lengths that nothing marks as the film's cancel each other.
  const quarrel = new Set(weak.map((f) => (f.wish.kind === 'duration' ? f.wish.seconds : 0))).size > 1
  const sureLength = [...counted].some((f) => f.wish.kind === 'duration' && f.strong)
  const dropped = new Set(quarrel || sureLength ? weak : [])
  return [...counted, ...extra].filter((f) => !dropped.has(f)).sort((a, b) => a.start - b.start)
}

/** In "12 seconds, wistful and slow, 16:9" the unknown words between two instructions are a tag too. */
function withTags(clauses: readonly Clause[], finds: readonly Find[]): readonly Clause[] {
  return clauses.map((c, at) => {
    const [before, after] = [clauses[at - 1], clauses[at + 1]]
    const between =
      !c.technical &&
      before?.technical === true &&
      after?.technical === true &&
      before.sentence === c.sentence &&
      !before.after.includes(':') &&
      after.sentence === c.sentence &&
      (hasDigits(before.text) || hasDigits(after.text)) &&
      wordsOf(c.text).length <= 3 &&
      !STORY_START.test(c.text.trim())
    if (!between) return c
    const here = touching(finds, c.start, c.end)
    const tag = without(
      c.text,
      0,
      c.text.length,
      here.map((f) => ({ ...f, start: f.start - c.start, end: f.end - c.start })),
    )
    return {
      ...c,
      technical: true,
      tag: tag
        .trim()
        .replace(/^(?:and|und)\s+/i, '')
        .toLowerCase(),
    }
  })
}
