/** What happens in a brief, one thing after the other: the beats of its script, else of its words, else of its files. */
import type { Asset } from '../../src/domain/asset.ts'
import { plainText, readBriefText } from '../../src/domain/brief-text.ts'
import { UNTITLED } from '../../src/domain/brief-title.ts'
import type { Brief } from '../../src/domain/brief.ts'
import { wordsOfName } from '../../src/domain/name-words.ts'
import { readScript } from '../../src/domain/script.ts'

export type Beat = {
  /** What is seen, in the words of the brief. */
  readonly text: string
  /** Where and when, as the script's last scene heading said; null where none did. */
  readonly place: string | null
  /** Who speaks, where the beat is speech. */
  readonly speaker: string | null
}

export function beatsOf(brief: Pick<Brief, 'title' | 'summary' | 'script'>, assets: readonly Asset[]): readonly Beat[] {
  const scripted = brief.script === null ? [] : scriptBeats(brief.script)
  if (scripted.length > 0) return scripted
  const { rest } = readBriefText(brief.summary)
  const told = proseBeats(rest === '' ? plainText(brief.summary) : rest)
  if (rest !== '' && told.length > 0) return told
  const named = assets.map((a) => wordsOfName(a.name)).filter((words) => words !== '')
  if (named.length > 0) return named.map(beat)
  return told.length > 0 ? told : [beat(brief.title === UNTITLED ? 'a quiet scene' : brief.title)]
}

const beat = (text: string): Beat => ({ text, place: null, speaker: null })

function scriptBeats(script: string): readonly Beat[] {
  const beats: Beat[] = []
  let place: string | null = null
  let told = true
  for (const line of readScript(script)) {
    switch (line.kind) {
      case 'title':
        break
      case 'place':
        // A heading with nothing below it is a shot of the place itself.
        if (!told && place !== null) beats.push({ text: place, place: null, speaker: null })
        place = line.text
        told = false
        break
      case 'action':
        for (const text of clausesOf(line.text)) beats.push({ text, place, speaker: null })
        told = true
        break
      case 'speech': {
        const last = beats.at(-1)
        if (told && last?.speaker === line.speaker)
          beats[beats.length - 1] = { ...last, text: `${last.text} ${line.text}` }
        else beats.push({ text: line.text, place, speaker: line.speaker })
        told = true
      }
    }
  }
  if (!told && place !== null) beats.push({ text: place, place: null, speaker: null })
  return beats
}

const proseBeats = (text: string): readonly Beat[] => clausesOf(text).map(beat)

const SENTENCES = /(?<=[.!?…]["”’)]?)\s+|(?<=[。！？])|\s*[;；\n]+\s*|\s+[–—]\s+/u
const THEN =
  /[,，、]?\s+(?:and\s+)?(?:then|afterwards|after that|next|finally|suddenly|later|dann|danach|schließlich|puis|luego)\s+(?!again\b)|[，,]\s*(?:然后|接着|最后)/iu
const BULLET = /^(?:[-–—*+•·]|\(?\d{1,2}[.):]|(?:shot|scene|beat)\s+\d+\s*[:.–-])\s*/i
const MARKS = /^[\s,，、:]+|[\s,，、.。;:!]+$/gu

/** Sentences, and inside them what "then" or a list parts. */
function clausesOf(text: string): readonly string[] {
  return text
    .split(SENTENCES)
    .map((sentence) => sentence.trim().replace(BULLET, ''))
    .flatMap((sentence) => sentence.split(THEN))
    .flatMap(listed)
    .map((clause) => clause.replace(/^(?:then|and then|and|dann|finally|next)[,\s]+/i, '').replaceAll(MARKS, ''))
    .filter((clause) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(clause))
}

/** "a boat, a gull and a wave": three or more short things are one beat each. */
function listed(sentence: string): readonly string[] {
  const things = sentence.split(/[,，、]\s*(?:and\s+)?|\s+and\s+(?=an?\s)/iu)
  const isList =
    things.length >= 3 && things.every((t) => /^\s*(?:an?|the|two|three|\d+)\s/i.test(t) && t.split(/\s+/).length <= 5)
  return isList ? things : [sentence]
}
