/** What a script says, line by line: scene headings, action, who speaks and what. Fountain, Markdown and plain text are read alike. */
import { titleOf } from './brief-title.ts'
import type { Transition } from './shot.ts'

export type ScriptLine =
  | { readonly kind: 'title'; readonly text: string }
  /** Where and when; sets the place for what follows. */
  | { readonly kind: 'place'; readonly text: string }
  /** How what follows is come to; at the end, how the film ends. */
  | { readonly kind: 'transition'; readonly transition: Transition; readonly text: '' }
  | { readonly kind: 'action'; readonly text: string }
  | { readonly kind: 'speech'; readonly speaker: string; readonly text: string }

const HEADING = /^(?:\.(?=[^.])|(?:int|ext|est|int\.?\/ext|i\/e)[. ]\s*)(.*)$/i
/** What a heading says of time that is not seen. */
const NO_TIME = /^(?:continuous|later|same|same time|moments later|intercut)$/i
/** It is as late as in the scene before. */
const SAME_TIME = /^(?:continuous|same|same time|moments later|intercut)$/i
const TIME = /^(?:day|night|dawn|dusk|morning|evening|afternoon|noon|midnight|sunset|sunrise)$/i
const SCENE_NUMBER = /\s*#[\w.-]+#\s*$/
const TITLE_KEY = /^(title|credit|author|authors|source|draft date|contact|copyright|notes|revision)\s*:\s*(.*)$/i
const TRANSITION = /^(?:>.*[^<]|.*\bTO:|FADE (?:IN|OUT|TO BLACK)[.:]?|CUT TO BLACK\.?|THE END\.?)$/
const CUE = /^@?[\p{Lu}\p{N}][\p{Lu}\p{N} .'’-]{0,30}(?:\s*\([^)]*\))?\s*\^?$/u
const NOISE = /^(?:={1,}.*|-{3,}|\*{3,}|_{3,}|~.*|```.*|\|.*)$/

/** Boneyard, notes and emphasis marks are no part of the film. */
const bare = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\[\[[\s\S]*?\]\]/g, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')

const plain = (line: string): string => line.replaceAll(/[*_`]+(?=\S)|(?<=\S)[*_`]+/g, '').trim()

/** "INT. LAMP ROOM - NIGHT" reads "lamp room, night". */
const placeOf = (words: string, time: string | null): string =>
  words
    .replace(SCENE_NUMBER, '')
    .split(/\s+[-–—]+\s+/)
    .map((part) => (part === part.toUpperCase() ? part.toLowerCase() : part).trim())
    .map((part) => (time !== null && SAME_TIME.test(part) ? time : part))
    .filter((part) => part !== '' && !NO_TIME.test(part))
    .join(', ')

const timeIn = (place: string): string | null => place.split(', ').findLast((part) => TIME.test(part)) ?? null

export function readScript(script: string): readonly ScriptLine[] {
  const lines = bare(script).split('\n')
  const read: ScriptLine[] = []
  let speaker: string | null = null
  let inTitlePage = true
  let time: string | null = null
  const atPlace = (words: string): ScriptLine => {
    const text = placeOf(words, time)
    time = timeIn(text) ?? time
    return { kind: 'place', text }
  }
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim()
    if (line === '') {
      speaker = null
      continue
    }
    const key = inTitlePage ? TITLE_KEY.exec(line) : null
    if (key) {
      if (/^title$/i.test(key[1] ?? '') && key[2]) read.push({ kind: 'title', text: plain(key[2]) })
      continue
    }
    if (inTitlePage && /^\s{3,}|^\t/.test(raw)) continue
    inTitlePage = false
    const next = (lines[at + 1] ?? '').trim()
    const heading = HEADING.exec(line)
    const mark = /^(#{1,6})\s+(.*)$/.exec(line)
    if (speaker !== null) {
      if (!/^\(.*\)$/.test(line)) read.push({ kind: 'speech', speaker, text: plain(line) })
    } else if (NOISE.test(line)) continue
    else if (TRANSITION.test(line)) read.push({ kind: 'transition', transition: transitionOf(line), text: '' })
    else if (mark) {
      const text = plain(mark[2] ?? '')
      const first = mark[1] === '#' && !read.some((l) => l.kind === 'title')
      if (text !== '') read.push(first ? { kind: 'title', text } : atPlace(text.replace(HEADING, '$1')))
    } else if (heading) read.push(atPlace(plain(heading[1] ?? '')))
    else if (CUE.test(line) && next !== '' && /\p{L}/u.test(line) && !CUE.test(next)) speaker = nameOf(line)
    else {
      const words = line.replace(/^(?:[-*+•>]|\d+[.)])\s+|^!/, '')
      const said = /^(?:\*\*)?(\p{Lu}[\p{L}'’-]{1,20})(?:\*\*)?:(?:\*\*)?\s+(.+)$/u.exec(words)
      if (said) read.push({ kind: 'speech', speaker: said[1] ?? '', text: plain(said[2] ?? '') })
      else if (plain(words) !== '') read.push({ kind: 'action', text: plain(words) })
    }
  }
  return read
}

const transitionOf = (line: string): Transition =>
  /DISSOLVE/i.test(line) ? 'dissolve' : /\bFADE\b/i.test(line) ? 'fade' : 'cut'

/** "@KEEPER (O.S.) ^" is the keeper. */
function nameOf(cue: string): string {
  const name = cue
    .replace(/^@/, '')
    .replace(/\s*\(.*$/, '')
    .replace(/\s*\^$/, '')
    .trim()
    .toLowerCase()
  return name.replaceAll(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase())
}

export function scriptTitle(script: string): string {
  const lines = readScript(script).filter((l) => l.kind !== 'transition')
  const said = lines.find((l) => l.kind === 'title') ?? lines.find((l) => l.kind === 'action') ?? lines[0]
  return said ? titleOf(said.text) : ''
}
