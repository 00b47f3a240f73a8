/** Finds the words of a note that name shots, by number, ordinal, time, framing or "all", and puts marks in their place. */
import type { ShotId } from '../../src/domain/ids.ts'
import { type Framing, FRAMINGS } from '../../src/domain/shot.ts'
import { type Mark, type Scene, type Target } from './note-scene.ts'
import { markTimes } from './note-times.ts'

const NAMES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** Not the number of something else. */
const NO_UNIT = String.raw`(?!\d|\s*(?:%|x\b|mm\b|-?(?:seconds?|secs?|s|ms|stops?|frames?|times|minutes?)\b)|:\d|\.\d)`

const N = `(?:\\d{1,3}|${NAMES.join('|')})\\b${NO_UNIT}`

const NOUN = String.raw`(?:shots?|scenes?|sh|clips?)`

const LISTED = `(?:\\s*,\\s*(?:(?:and|&)\\s+)?|\\s*(?:and|&|\\+|or|und)\\s*)(?:${NOUN}\\s*)?#?\\s*${N}`

const NUMBERED = new RegExp(
  `\\b${NOUN}\\s*(?:no\\.?|nr\\.?|number|#)?\\s*${N}(?:\\s*-\\s*${N}|(?<=s\\s+\\w+)\\s*(?:to|through|thru)\\s+${N}|(?:${LISTED})*)` +
    `|(?<![\\w&])#\\d{1,3}\\b(?:(?:\\s*,\\s*|\\s*(?:and|&)\\s*)#\\d{1,3}\\b)*|\\bs0?\\d{1,2}\\b(?!\\s*(?:seconds|bucket))`,
  'gi',
)

/** "a 2 second shot", "a second shot of" are no ordinals. */
const SECOND = String.raw`(?<!\b(?:\d+|a|one|two|three|four|five|half)[\s-])second`

const ORDINAL = `(?:${ORDINALS.join('|').replace('second', SECOND)}|\\d{1,2}(?:st|nd|rd|th)|last|final|penultimate|(?:second|next)[\\s-]to[\\s-]last|opening|closing)`

const COUNTED = String.raw`(?:two|three|four|five|\d{1,2})`

/** After "the first" alone, no other thing may be first. */
const ALONE = String.raw`(?=\s*(?:$|[,;:.!?)&+\n]|(?:and|or|to|is|are|should|could|can|a|much|way|more|less|too|before|after|with|as|in|again|by|for|shorter|longer|from|instead|please|looks|feels|\w{3,}er)\b))`

const ORDINAL_SHOT = new RegExp(
  `\\b(?:the\\s+|our\\s+)?${ORDINAL}(?:\\s+and\\s+(?:the\\s+)?${ORDINAL})?\\s+(?:${COUNTED}\\s+)?(?:shots?|ones?|scenes?|clips?)\\b(?!\\s+second)` +
    `|\\bthe\\s+(?:first|last)\\s+${COUNTED}\\b${NO_UNIT}${ALONE}|\\bthe\\s+${ORDINAL}(?:\\s+and\\s+(?:the\\s+)?${ORDINAL})?\\b${ALONE}`,
  'gi',
)

const OTHERS =
  /\b(?:(?:all |everything |every shot )?(?:of )?the (?:others|rest|other (?:shots|ones|scenes))|everything else|all (?:the )?others?)\b/gi

const FILM =
  /\b(?:the |this |our )?(?:whole|entire|complete|overall)\s+(?:film|thing|video|clip|movie|piece|cut|edit|spot)\b|\b(?:the|this|our)\s+(?:film|video|movie|piece|cut|edit|spot)\b/gi

const ALL =
  /(?<!\b(?:thanks|thank you|hi|hello|hey|that's|at|after|you|above|first of|us|we)\s)\ball\b(?!\s+(?:good|right|set|fine|done|the best|in all|the time|of (?:§|shot))\b)(?:\s+of)?(?:\s+(?:the|these|those|them|it|our|my))?(?:\s+(?:shots|scenes|clips))?|\b(?:each|every)\s+(?:single\s+)?(?:shot|one|scene|clip)\b|\b(?:everything|overall|throughout|globally|across the board)\b/gi

const FRAMED =
  /(?<!\b(?:as|into|be|to|is|make it|like)\s)\bthe\s+(?:(extreme close[\s-]?up|medium close[\s-]?up|close[\s-]?up)(?:(s)|\s+(?:shot|one)(s?))?|(extreme wide|wide|medium|full)\s+(?:shot|one|angle)(s?))\b/gi

export function markShots(text: string, scene: Scene): { readonly text: string; readonly marks: readonly Mark[] } {
  const marks: Mark[] = []
  const put = (said: string, target: Target): string => `§${marks.push({ said, target }) - 1}`
  const marked = markTimes(text, scene, put)
    .replaceAll(NUMBERED, (said) => put(said, byNumbers(said, scene)))
    .replaceAll(ORDINAL_SHOT, (said) => put(said, byOrdinal(said.toLowerCase(), scene)))
    .replaceAll(FRAMED, (said, near?: string, s?: string, many?: string, far?: string, all?: string) =>
      put(said, byFraming((near ?? far ?? '').toLowerCase(), (s ?? many ?? all ?? '') !== '', scene)),
    )
    .replaceAll(OTHERS, (said) => put(said, { is: 'others' }))
    .replaceAll(FILM, (said) => put(said, { is: 'all', except: [], film: true }))
    .replaceAll(ALL, (said) => put(said.trim(), { is: 'all', except: [], film: false }))
  return { text: marked, marks }
}

export const numberOf = (word: string): number => {
  const named = NAMES.indexOf(word.toLowerCase())
  return named >= 0 ? named + 1 : Number(word.replaceAll(/\D/g, ''))
}

/** "1 and 3", "2-4", "shots 1, 2 and five": counted from 1. */
export function byNumbers(said: string, scene: Scene): Target {
  const words = said.match(new RegExp(`\\d{1,3}|\\b(?:${NAMES.join('|')})\\b`, 'gi')) ?? []
  const numbers = words.map(numberOf)
  const [from = 0, to = 0] = numbers
  const range = numbers.length === 2 && from < to && /\d\s*-\s*\d|\b(?:to|through|thru)\b/i.test(said)
  return byIndex(range ? Array.from({ length: Math.min(99, to - from + 1) }, (_, i) => from + i) : numbers, scene)
}

function byIndex(numbers: readonly number[], scene: Scene): Target {
  const among = scene.shots.map((s) => s.id)
  const missing = numbers.filter((n) => n < 1 || n > among.length)
  const count = among.length === 1 ? 'There is only one shot' : `There are ${among.length} shots`
  if (missing.length > 0) return { is: 'ask', why: `${count}, no shot ${[...new Set(missing)].join(' or ')}.`, among }
  return { is: 'shots', ids: [...new Set(numbers.flatMap((n) => among[n - 1] ?? []))] }
}

function byOrdinal(said: string, scene: Scene): Target {
  const count = scene.shots.length
  const many = new RegExp(`\\b(first|last)\\s+(${COUNTED})\\b`).exec(said)
  if (many !== null) {
    const n = numberOf(many[2] ?? '')
    if (n > count) return byIndex([n], scene)
    return byIndex(
      Array.from({ length: n }, (_, i) => (many[1] === 'last' ? count - n : 0) + i + 1),
      scene,
    )
  }
  const words = said.match(new RegExp(ORDINAL, 'g')) ?? []
  return byIndex(
    words.map((word) => (/^(?:second|next)[\s-]to/.test(word) ? count - 1 : positionOf(word, count))),
    scene,
  )
}

function positionOf(word: string, count: number): number {
  if (word === 'opening') return 1
  if (word === 'penultimate') return count - 1
  if (/^(?:last|final|closing)$/.test(word)) return count
  const named = ORDINALS.indexOf(word)
  return named >= 0 ? named + 1 : numberOf(word)
}

/** "the wide shot", "the close-ups". */
function byFraming(words: string, many: boolean, scene: Scene): Target {
  const framing: Framing | undefined = FRAMINGS.find((f) => f.replaceAll('-', '') === words.replaceAll(/[\s-]/g, ''))
  const ids: readonly ShotId[] = scene.shots.filter((s) => s.framing === framing).map((s) => s.id)
  if (ids.length === 0) return { is: 'ask', why: 'No shot is framed like that.', among: scene.shots.map((s) => s.id) }
  if (ids.length === 1 || many) return { is: 'shots', ids }
  return { is: 'ask', why: `There are ${ids.length} shots framed like that.`, among: ids }
}
