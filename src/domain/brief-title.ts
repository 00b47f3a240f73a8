/** What a film is called when nobody named it: the first clause of what it tells, cut at a word. */

const MAX_TITLE = 60

/** Of a brief that says nothing a title could be made of. */
export const UNTITLED = 'Untitled'

const SENTENCE_END = /[\n!?;。！？；：—]|[.:](?=\s|$)|\s[-–]\s/u
const CLAUSE_END = /[,，、]|\s+(?:then|and then|while|as|when|until|where)\s/iu
/** Words on which no title ends. */
const LOOSE =
  /\s+(?:a|an|the|and|or|but|of|in|on|at|to|into|onto|over|under|with|from|by|for|as|is|are|its|his|her|their|then|through|across|behind|before|after|between|while|that|which)$/iu

const ARTICLE = /\s+(?:a|an|the|and|or|but|then|of|to|with|from|by|into)$/iu

const graphemes = new Intl.Segmenter()
/** The first `most` characters as people count them. */
function first(text: string, most: number): string {
  if (text.length <= most) return text
  let count = 0
  for (const { index } of graphemes.segment(text)) if (count++ === most) return text.slice(0, index)
  return text
}

const capital = (text: string): string => {
  const head = first(text, 1)
  return head.toLocaleUpperCase() + text.slice(head.length)
}

/** At most `most` characters, cut at a word where that keeps a third of them. */
export function cutAtWord(text: string, most: number): string {
  const cut = first(text, most)
  if (cut === text) return text
  const space = first(text, most + 1).lastIndexOf(' ')
  return space > most / 3 ? cut.slice(0, space) : cut
}

const untilStill = (text: string, pattern: RegExp): string => {
  const shorter = text.replace(pattern, '')
  return shorter === text ? text : untilStill(shorter, pattern)
}

export function titleOf(text: string): string {
  const plain = text.replaceAll(/[*_#>`"“”]+/g, ' ').trim()
  const sentence = (plain.split(SENTENCE_END).find((part) => part.trim() !== '') ?? '').trim().replaceAll(/\s+/g, ' ')
  const [clause = ''] = sentence.split(CLAUSE_END)
  const whole = sentence.length <= 40 || clause.length < 12 ? sentence : clause.trim()
  const title = cutAtWord(whole, MAX_TITLE).replace(/[,\s–-]+$/u, '')
  return capital(untilStill(title, whole === title ? ARTICLE : LOOSE).trim())
}

/** As a line to read: the first letter large. */
export const sentenceCase = capital
