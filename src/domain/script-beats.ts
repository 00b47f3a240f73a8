/** What happens in a script or a text, one thing after the other. */
import { readScript } from './script.ts'
import type { Transition } from './shot.ts'

export type Beat = {
  /** What is seen, in the words of the brief; empty where nothing says it, as of a picture without a telling name. */
  readonly text: string
  /** Where and when, as the script's last scene heading said; null where none did. */
  readonly place: string | null
  /** Who speaks, where the beat is speech. */
  readonly speaker: string | null
  /** Beats under one scene heading have the same number. */
  readonly scene: number
  /** How a script comes to it; left out where nothing says so. */
  readonly comesBy?: Transition
}

export const beatOf = (text: string): Beat => ({ text, place: null, speaker: null, scene: 0 })

export function scriptBeats(script: string): readonly Beat[] {
  const beats: Beat[] = []
  let place: string | null = null
  let told = true
  let scene = 0
  // A transition is that of the beat that follows it.
  const joins = new Map<number, Transition>()
  for (const line of readScript(script)) {
    switch (line.kind) {
      case 'title':
        break
      case 'transition':
        if (!told && place !== null) beats.push({ text: place, place: null, speaker: null, scene })
        told = true
        joins.set(beats.length, line.transition)
        break
      case 'place':
        // A heading with nothing below it is a shot of the place itself.
        if (!told && place !== null) beats.push({ text: place, place: null, speaker: null, scene })
        place = line.text
        scene += 1
        told = false
        break
      case 'action':
        for (const text of clausesOf(line.text)) beats.push({ text, place, speaker: null, scene })
        told = true
        break
      case 'speech': {
        const last = beats.at(-1)
        if (told && last?.speaker === line.speaker)
          beats[beats.length - 1] = { ...last, text: `${last.text} ${line.text}` }
        else beats.push({ text: line.text, place, speaker: line.speaker, scene })
        told = true
      }
    }
  }
  if (!told && place !== null) beats.push({ text: place, place: null, speaker: null, scene })
  return beats.map((beat, at) => {
    const comesBy = joins.get(at)
    return comesBy === undefined ? beat : { ...beat, comesBy }
  })
}

/** "FADE OUT." */
export function scriptEndsInBlack(script: string): boolean {
  const last = readScript(script).at(-1)
  return last?.kind === 'transition' && last.transition === 'fade'
}

export const proseBeats = (text: string): readonly Beat[] => clausesOf(text).map(beatOf)

const SENTENCES = /(?<=[.!?…]["”’)]?)\s+|(?<=[。！？])|\s*[;；\n]+\s*|\s+[–—]\s+/u
const THEN =
  /[,，、]?\s+(?:and\s+)?(?:then|afterwards|after that|next|finally|suddenly|later|puis|luego)\s+(?!again\b)|[，,]\s*(?:然后|接着|最后)/iu
/** German puts the verb behind such a word, so that it cannot be left out. */
const DANN = /[,]?\s+(?:und\s+)?(?=(?:dann|danach|schließlich)\s+\p{L})/iu
const BULLET = /^(?:[-–—*+•·]|\(?\d{1,2}[.):]|(?:shot|scene|beat)\s+\d+\s*[:.–-])\s*/i
const MARKS = /^[\s,，、:]+|[\s,，、.。;:!]+$/gu

/** Sentences, and inside them what "then" or a list parts. */
function clausesOf(text: string): readonly string[] {
  return text
    .split(SENTENCES)
    .map((sentence) => sentence.trim().replace(BULLET, ''))
    .flatMap((sentence) => sentence.split(THEN))
    .flatMap((sentence) => sentence.split(DANN))
    .flatMap(announced)
    .flatMap(listed)
    .map((clause) => clause.replace(/^(?:then|and then|and|finally|next)[,\s]+/i, '').replaceAll(MARKS, ''))
    .filter((clause) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(clause))
}

const ANNOUNCED = /^([^:“”"]{2,90}):\s+([^:“”"]+)$/u
/** Said of the film, or to whoever makes it. */
const OF_THE_FILM =
  /^\S+$|^(?:follow|turn|show|make|shoot|film|cut|tell|zeige?|mach|drehe?|montre[rz]?|muestra)\s|(?<!\p{L})(?:piece|film|video|clip|ad|spot|teaser|trailer|documentary|montage|animation|story|boards?)(?!\p{L})/iu

/** "Three moments: a boat leaves, the wind rises, and night falls": what stands before the colon is none of them. */
function announced(sentence: string): readonly string[] {
  const [, before = '', after = ''] = ANNOUNCED.exec(sentence) ?? []
  const things = after.split(/[,，、]\s*(?:(?:and|und|et|y)\s+)?/iu)
  const isList = things.length >= 3 && things.every((t) => /^\S+(?:\s+\S+){1,14}$/.test(t.trim()))
  if (!isList) return [sentence]
  const [first = '', ...others] = things
  return [OF_THE_FILM.test(before) ? first : `${before}: ${first}`, ...others]
}

/** "a boat, a gull and a wave": three or more short things are one beat each. */
function listed(sentence: string): readonly string[] {
  const things = sentence.split(/[,，、]\s*(?:and\s+)?|\s+and\s+(?=an?\s)/iu)
  const isList =
    things.length >= 3 && things.every((t) => /^\s*(?:an?|the|two|three|\d+)\s/i.test(t) && t.split(/\s+/).length <= 5)
  return isList ? things : [sentence]
}
