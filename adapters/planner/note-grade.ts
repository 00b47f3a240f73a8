/** Finds words of grade and pace in a clause: darker, "a bit warmer", "too fast", "half speed", "20% slower". */
import { ADJECTIVES, FIXED, type Grade, PERCENT, SLIGHT, STOPS, STRONG, VERBS, type Word } from './note-grade-words.ts'

const BEFORE = `(?:(${STOPS}|${PERCENT}|${SLIGHT}|${STRONG})\\s+)?`

const AFTER = `(?:\\s+(?:by )?(${STOPS}|${PERCENT}|a (?:little )?bit|a little|a lot|slightly|much)\\b)?`

const LEAN = `(?:((?:a )?little too|too|more|less|not (?:nearly )?as|not so|not that|isn't (?:as|so)|not|isn't|aren't|doesn't (?:look|feel)|don't (?:look|feel)|even)\\s+)?`

const EACH = [
  ...ADJECTIVES.map(([words, word]) => ({ words, word, verb: false })),
  ...VERBS.map(([words, word]) => ({ words, word, verb: true })),
].map(({ words, word, verb }) => ({
  word,
  verb,
  pattern: new RegExp(`(?<![\\w-])${BEFORE}${LEAN}(?:${words})(?![\\w-])(\\s+enough)?${AFTER}`, 'gi'),
}))

const APART = new RegExp(`\\b(?:${STOPS}|${PERCENT}|${SLIGHT}|${STRONG})(?![\\w-])`, 'i')

export type Graded = {
  readonly grades: readonly Grade[]
  /** The clause without the words that said so. */
  readonly rest: string
}

export function gradesIn(text: string): Graded {
  const grades: { readonly at: number; readonly of: (apart: string) => Grade }[] = []
  const blank = (said: string) => '·'.repeat(said.length)
  let rest = text
  for (const [pattern, grade] of FIXED)
    rest = rest.replaceAll(pattern, (said: string, ...args: readonly unknown[]) => {
      grades.push({ at: args.findLast((a) => typeof a === 'number') ?? 0, of: () => grade })
      return blank(said)
    })
  for (const { pattern, word, verb } of EACH) {
    rest = rest.replaceAll(
      pattern,
      (said: string, before?: string, lean?: string, enough?: string, after?: string, at?: number) => {
        const sign = verb ? 1 : leaning(said, lean, enough, text)
        if (sign === 0) return said
        const near = /\blittle too\b/i.test(lean ?? '') ? 'a little' : (before ?? after)
        grades.push({ at: at ?? 0, of: (apart) => grade(word, sign, amount(near ?? apart)) })
        return blank(said)
      },
    )
  }
  // "slow it down a bit": the amount stands apart.
  const apart = grades.length === 0 ? '' : (APART.exec(rest)?.[0] ?? '')
  const ordered = grades.sort((a, b) => a.at - b.at).map((g) => g.of(apart))
  return { grades: ordered, rest: rest.replace(apart, ' ').replaceAll(/·+/g, ' ') }
}

/** 1 towards the word, −1 away from it, 0 where the word asks for nothing. */
function leaning(said: string, lean = '', enough: string | undefined, text: string): 1 | 0 | -1 {
  const l = lean.toLowerCase()
  const negative = /\bnot\b|n't\b/.test(l)
  if (enough !== undefined) return negative ? 1 : 0
  if (/^(?:not (?:nearly )?as|not so|not that|isn't (?:as|so))/.test(l)) return -1
  if (negative) return 0
  if (l.endsWith('too') || l === 'less') return -1
  if (l === 'more' || COMPARATIVE.test(said)) return 1
  // "make it dark", "turn shot 2 blue"; "a bit dark" complains.
  if (/^\s*(?:(?:can|could|would|please|you|then|and|also|i'd|we|let's|maybe)\s+)*(?:make|turn|get|keep)\b/i.test(text))
    return 1
  return new RegExp(`^(?:${SLIGHT})\\s`, 'i').test(said) &&
    /\b(?:is|are|it's|looks?|feels?|seems?|runs?)\b|^(?:a (?:little )?bit|a little|slightly)/i.test(text)
    ? -1
    : 0
}

const COMPARATIVE =
  /\b(?:dark|dimm|bright|light|warm|cool|cold|blue?|yellow|pal|fast|quick|slow|calm|gr[ea]y)er\b|\bbluer\b|\b\w{4,}ier\b/i

function amount(said: string): number | { readonly stops: number } | { readonly percent: number } {
  const text = said.toLowerCase()
  if (text.includes('stop')) return { stops: stopsOf(text) }
  if (/%|percent/.test(text)) return { percent: Number(/\d+/.exec(text)?.[0] ?? 0) }
  if (new RegExp(`^(?:${SLIGHT})$`, 'i').test(text)) return 0.5
  return text === '' ? 1 : 2
}

function stopsOf(text: string): number {
  if (/half/.test(text)) return 0.5
  if (/third/.test(text)) return 0.33
  if (/quarter/.test(text)) return 0.25
  const number = /\d(?:[.,]\d{1,2})?/.exec(text)?.[0]
  if (number !== undefined) return Number(number.replace(',', '.'))
  return text.includes('two') ? 2 : text.includes('three') ? 3 : 1
}

/** Stops of light, steps of warmth, and factors, by how much was said. */
function grade([dimension, word]: Word, lean: 1 | -1, step: ReturnType<typeof amount>): Grade {
  const up = word * lean > 0
  const share = typeof step === 'object' ? ('percent' in step ? step.percent / 100 : step.stops / 2) : null
  const by = (slight: number, usual: number, strong: number) =>
    share ?? (step === 0.5 ? slight : step === 1 ? usual : strong)
  switch (dimension) {
    case 'exposure': {
      const stops = typeof step === 'object' ? ('stops' in step ? step.stops : step.percent / 50) : step * 0.5
      return { exposure: up ? stops : -stops }
    }
    case 'temperature':
      return { temperature: (up ? 1 : -1) * Math.min(1, by(0.125, 0.25, 0.5)) }
    case 'saturation':
      return { saturationFactor: factor(up, by(0.12, 0.25, 0.5)) }
    case 'speed':
      return { speedFactor: factor(up, by(0.1, 0.2, 0.4)) }
  }
}

const factor = (up: boolean, by: number): number => Math.max(0, Math.round((up ? 1 + by : 1 - by) * 100) / 100)
