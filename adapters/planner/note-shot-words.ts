/** Which shots do words such as "the lantern shot" mean? Captions first, then what the prompts say. */
import type { ShotId } from '../../src/domain/ids.ts'
import type { Shot } from '../../src/domain/shot.ts'
import type { Scene } from './note-scene.ts'

const EMPTY = new Set(
  (
    'a an the this that these those my our your its his her of in on at to for from with and or by as it is are be ' +
    'shot shots one ones scene scenes clip clips part bit moment picture image frame where when which who whole entire'
  ).split(' '),
)

const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word.replace(/s$/, ''))

export const wordsIn = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []).map((w) => w.replace(/'s$/, ''))

const wanted = (phrase: string): readonly string[] => wordsIn(phrase).filter((w) => !EMPTY.has(w))

/** The words that single shots out are all in it. */
export const hasAll = (text: string, phrase: string): boolean => {
  const stems = new Set(wordsIn(text).map(stem))
  const words = wanted(phrase)
  return words.length > 0 && words.every((w) => stems.has(stem(w)))
}

/** All shots that the words fit, in order; none when none does. */
export function shotsByWords(scene: Scene, phrase: string): readonly ShotId[] {
  const by = (textOf: (shot: Shot) => string) => scene.shots.filter((s) => hasAll(textOf(s), phrase)).map((s) => s.id)
  const captions = by((s) => s.caption)
  return captions.length > 0 ? captions : by((s) => s.prompt)
}

/** As the shot itself writes the word, so that it can be replaced there. */
export function asWritten(shot: Shot, phrase: string): string | null {
  const words = wanted(phrase)
  if (words.length === 0 || !hasAll(`${shot.caption} ${shot.prompt}`, phrase)) return null
  const found = words.map((w) => wordsIn(`${shot.caption} ${shot.prompt}`).find((x) => stem(x) === stem(w)) ?? w)
  return found.join(' ')
}

export const saysShot = (phrase: string): boolean => /\b(?:shots?|ones?|scenes?|clips?)\b/i.test(phrase)

export const saysMany = (phrase: string): boolean => /\b(?:shots|ones|scenes|clips)\b/i.test(phrase)

export const saysNothing = (phrase: string): boolean => wanted(phrase).length === 0
