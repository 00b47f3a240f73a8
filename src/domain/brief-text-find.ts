/** What a find is: a place in a brief's text where its words ask for something, and how sure that is. */

import type { Transition } from './shot.ts'

export type Wish =
  | { readonly kind: 'duration'; readonly seconds: number }
  /** Seconds of each shot, where the brief counts its shots. */
  | { readonly kind: 'each'; readonly seconds: number }
  | { readonly kind: 'pixels'; readonly width: number; readonly height: number }
  | { readonly kind: 'aspect'; readonly ratio: number }
  /** Picture lines, as in 1080p. */
  | { readonly kind: 'lines'; readonly lines: number }
  | { readonly kind: 'fps'; readonly fps: number }
  | { readonly kind: 'shots'; readonly count: number }
  | { readonly kind: 'loop'; readonly loop: boolean }
  | { readonly kind: 'style'; readonly tag: string }
  | { readonly kind: 'tone'; readonly tone: string }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'between'; readonly transition: Transition }
  | { readonly kind: 'opens-from-black' }
  | { readonly kind: 'ends-in-black' }

export type Find = {
  readonly start: number
  readonly end: number
  /** Meant as an instruction wherever it stands; a weak find counts only in a clause of nothing but instructions. */
  readonly strong: boolean
  /** A weak find that is meant as an instruction where nothing of the story stands before, or behind, it. */
  readonly edge?: { readonly first: boolean; readonly last: boolean }
  readonly wish: Wish
}

export type Reading = Pick<Find, 'wish' | 'strong' | 'edge'> | null

/** Every match of `pattern` that `read` recognizes; `before` and `after` are up to 60 characters around it. */
export function scan(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray, before: string, after: string) => Reading,
): readonly Find[] {
  const finds: Find[] = []
  for (const match of text.matchAll(pattern)) {
    const start = match.index
    const end = start + match[0].length
    const reading = read(match, text.slice(Math.max(0, start - 60), start), text.slice(end, end + 60))
    if (reading) finds.push({ start, end, ...reading })
  }
  return finds
}

/** What people call the thing they ask for. */
export const FILM_NOUN =
  '(?:films?|clips?|spots?|videos?(?! (?:call|game|chat)s?)|movies?|ads?|adverts?|commercials?|teasers?|trailers?|promos?|animations?|animatics?|reels?|loops?|intros?|bumpers?|montages?|shorts|short(?= film| about| of\\b|[,.;:]|$)|vignettes?|pieces?(?! of))\\b'

const WORDS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  'forty-five': 45,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  ein: 1,
  eine: 1,
  une: 1,
  zwei: 2,
  deux: 2,
  drei: 3,
  trois: 3,
  vier: 4,
  quatre: 4,
  fünf: 5,
  cinq: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  dix: 10,
  zwölf: 12,
  douze: 12,
  fünfzehn: 15,
  quinze: 15,
  zwanzig: 20,
  vingt: 20,
  dreißig: 30,
  trente: 30,
  vierzig: 40,
  fünfundvierzig: 45,
  sechzig: 60,
  neunzig: 90,
}
/** A number in digits or in a word, as regular expression source. */
export const NUMBER = `(?:\\d+(?:[.,]\\d+)?|${Object.keys(WORDS)
  .sort((a, b) => b.length - a.length)
  .join('|')})`

/** At most 1e9, so that a thousand digits are still a number. */
export const toNumber = (text: string): number =>
  Math.min(1e9, WORDS[text.toLowerCase()] ?? Number(text.replace(',', '.')))

export const hasDigits = (text: string): boolean => /\d/.test(text)
