/** What a brief tells, in a form in which a plan can be compared with it. */
import { isOrder, unwantedIn, withoutOrders } from './brief-orders.ts'
import { readBriefText } from './brief-text.ts'
import type { Brief } from './brief.ts'
import { withoutWishes } from './reference-wishes.ts'
import { proseBeats, scriptBeats } from './script-beats.ts'

/** What a brief wants to be told, beat by beat, and what it does not want to be seen. */
export function storyOf(brief: Pick<Brief, 'summary' | 'script'>): {
  readonly beats: readonly string[]
  readonly unwanted: readonly string[]
} {
  const said = proseBeats(readBriefText(withoutWishes(brief.summary)).rest).map((b) => b.text)
  const told = brief.script === null ? said : scriptBeats(brief.script).map((b) => `${b.text} ${b.speaker ?? ''}`)
  return {
    beats: told.filter((text) => !isOrder(text) && unwantedIn(text) === null).map(withoutOrders),
    unwanted: said.flatMap((text) => unwantedIn(text) ?? []),
  }
}

const EMPTY = new Set(
  (
    'the and her his for out off one two has had was are not but she him its all can who how why our you ' +
    'der die das und ein den dem des von für ist les une sur est son ses par los las una con por del que sus ' +
    'something about beautiful nice that this with from then they them their there where when what which into onto over under while have been shot ' +
    'shots film video clip scene seconds second make show shows like some more very just also each will your ours ' +
    'dann eine einer einem einen sich nicht oben unten auch wird sind über unter nach beim durch sekunden aufnahme ' +
    'dans avec pour elle elles leur puis plus sans sous vers trop sekunde secondes plan ' +
    'como para pero este esta entre desde hasta sobre segundos plano'
  ).split(' '),
)

/** The beginnings of words of three letters and more: "harbours" and "harbour" are one. */
export const contentWords = (text: string): ReadonlySet<string> =>
  new Set(
    (text.toLowerCase().match(/\p{L}{3,}/gu) ?? []).filter((word) => !EMPTY.has(word)).map((word) => word.slice(0, 5)),
  )

const ENGLISH = /(?<!\p{L})(?:the|and|of|is|with|an|at|then|on|over|to|for|from|are|into)(?!\p{L})/giu
const OTHER =
  /(?<!\p{L})(?:der|die|das|den|dem|und|ein|eine|einer|im|mit|auf|dann|le|les|la|une|et|dans|sur|puis|du|el|los|las|una|en|con|por|su|que)(?!\p{L})/giu

/** Plans may be written in English whatever the brief's language: then their words cannot be compared. */
export const isEnglish = (text: string): boolean =>
  (text.match(ENGLISH) ?? []).length >= (text.match(OTHER) ?? []).length

/** From 0 to 1; of a text without such words nothing can be missing. */
export function shareFound(words: ReadonlySet<string>, told: ReadonlySet<string>): number {
  if (words.size === 0) return 1
  return [...words].filter((word) => told.has(word)).length / words.size
}

export const clamped = (score: number): number => Math.round(Math.min(100, Math.max(0, score)))
