/** What a shot's prompt, negative and caption say. */
import { cutAtWord, sentenceCase } from '../../src/domain/brief-title.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { ProjectLook } from '../../src/domain/project.ts'
import type { Beat } from '../../src/domain/script-beats.ts'
import { type Setup, setupWords } from '../../src/domain/shot-words.ts'
import { moodWords } from '../../src/domain/tone-words.ts'
import type { Slot } from './shot-list.ts'

const MAX_PROMPT = 400
const MAX_NEGATIVE = 300
const MAX_CAPTION = 90

const NEGATIVE =
  'worst quality, low quality, blurry, watermark, logo, text, jpeg artifacts, distorted, deformed, flicker, oversaturated'

/** What a model is told of a picture about which nobody said anything. */
const NOTHING_SAID = 'a quiet scene'

/** `opening` gives a beat of few words the scene it happens in. */
export function promptOf(o: {
  readonly slot: Slot
  readonly setup: Setup
  readonly opening: Beat
  /** A beat's words, with who is seen called as everywhere. */
  readonly said: (beat: Beat) => string
  readonly brief: Pick<Brief, 'styleTags' | 'tone'>
  readonly look: ProjectLook
}): string {
  const style = distinct([...o.brief.styleTags, ...o.look.styleTags, moodWords(o.brief.tone)])
  const tail = joined([setupWords(o.setup), cutAtWord(style.join(', '), 120), cutAtWord(o.look.promptAddition, 120)])
  const place = o.slot.beats[0]?.place ?? ''
  const seen = distinct(o.slot.beats.map((b) => oneLine(o.said(b)))).join(', ')
  if (seen === '' && place === '') return joined([NOTHING_SAID, tail])
  const few = seen.split(/\s+/).length <= 6
  const scene = few && place === '' && o.slot.group > 0 ? lowered(oneLine(o.opening.text)) : place
  const room = Math.max(60, MAX_PROMPT - tail.length - 2)
  return joined([cutAtWord(joined([cutAtWord(seen, room), scene]), room), tail])
}

/** `unwanted` is what the brief, or a shot of it, shall not show. */
export const negativeOf = (look: ProjectLook, unwanted: readonly string[]): string =>
  cutAtWord(joined(distinct([...unwanted, NEGATIVE, look.negativeAddition])), MAX_NEGATIVE)

const CAMERA_TALK =
  /^(?:(?:an?|the)\s+)?(?:extreme |medium )?(?:wide|long|close[\s-]?up|establishing|full|medium|aerial|tracking|static|macro)(?:[\s-]angle)?(?:[\s-](?:shot|view))?\s+(?:of|on)\s+/i

/** The beat as one short line for people. */
export function captionOf(slot: Slot): string {
  const [first] = slot.beats
  const said = slot.beats
    .map((b) => (b.speaker ? `${b.speaker}: “${oneLine(b.text)}”` : oneLine(b.text).replace(CAMERA_TALK, '')))
    .filter((text) => text !== '')
  let line = said[0] ?? oneLine(first?.text ?? '')
  for (const next of said.slice(1)) {
    if (line.length + next.length + 2 > MAX_CAPTION) break
    line = `${line}; ${next}`
  }
  const cut = cutAtWord(line, MAX_CAPTION - 2)
  if (cut === line) return sentenceCase(line)
  return sentenceCase(`${cut.replace(/[\s,;:.–-]+$/u, '')}…${line.includes('“') ? '”' : ''}`)
}

const lowered = (text: string): string => text.replace(/^(?:An?|The|Two|Three)\b/, (word) => word.toLowerCase())

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

export const distinct = (words: readonly string[]): readonly string[] => {
  const seen = new Map(words.map((w) => [w.trim().toLowerCase(), w.trim()] as const).filter(([key]) => key !== ''))
  return [...seen.values()]
}

export const joined = (parts: readonly string[]): string =>
  parts
    .map((p) => oneLine(p).replaceAll(/^[,;\s]+|[,;.\s]+$/g, ''))
    .filter((p) => p !== '')
    .join(', ')
