/** Wishes for other pictures: replace, show, end on, open on, add a shot, add or leave out a thing. */
import { addShot } from './note-add.ts'
import { say } from './note-phrases.ts'
import { onShots } from './note-on-shots.ts'
import { replace } from './note-replace.ts'
import { type Clause, type Form, type Heard, MARK, spoken, wish } from './note-scene.ts'
import { saysShot } from './note-shot-words.ts'
import { targetOf } from './note-targets.ts'
import { things } from './note-things.ts'

const END =
  /^(?:.*?\b(?:to|can we|let's|could we|should|please|film|and|then)\s+)?(?:end|close|finish|ends|conclude)\s+(?:it\s+|the film\s+|§\d+\s+)?(?:on|with)\s+(.+)$/i

const START =
  /^(?:.*?\b(?:to|can we|let's|could we|should|please|film|and|then)\s+)?(?:start|open|begin|starts|opens)\s+(?:it\s+|the film\s+|§\d+\s+)?(?:on|with)\s+(.+)$/i

const SHOWS =
  /^(?:.*?\b(?:in|let|make|have|for)\s+)?(§\d+|the (?:[\w'-]+ ){0,4}(?:shot|one|scene)|it|this)\s*(?::|,)?\s*(?:(?:should|must|could|can|shall|needs? to|has to|would) (?:rather )?(?:show|be (?:of|about)|depict|feature)|show|shows|to show)\s+(.+)$/i

const SHOW_IN =
  /\b(?:show|i want to see|we want to see|i'd like to see|let's see|we should see)\s+(?:us |me )?(.+?)\s+(?:in|on)\s+(§\d+|(?:the|this|that) (?:[\w'-]+ ){0,4}(?:shot|one))$/i

const trimmed = (text: string) =>
  text
    .replaceAll(/[.!?\s]+$/g, '')
    .replace(/\s*,?\s*\b(?:please|pls|thanks|thank you|instead|bitte)$/i, '')
    .trim()

export const content: Form = (clause) => {
  const text = trimmed(trimmed(clause.text))
  return (
    edges(clause, text) ?? addShot(clause, text) ?? replace(clause, text) ?? shows(clause, text) ?? things(clause, text)
  )
}

function edges(clause: Clause, text: string): Heard | null {
  const end = END.exec(text)
  const what = (end ?? START.exec(text))?.[1]
  if (what === undefined) return null
  const last = end !== null
  if (MARK.test(what) || saysShot(what)) {
    if (/\b(?:shot|scene) of\b/i.test(what))
      return wish(
        [
          {
            type: 'add',
            show: what.replace(/^.*?\b(?:shot|scene) of\s+/i, ''),
            at: { place: last ? 'end' : 'front' },
            seconds: null,
          },
        ],
        null,
      )
    return onShots({
      clause,
      target: targetOf(clause, what),
      otherwise: 'ask',
      touches: false,
      change: (shotIds) => [{ type: 'move', shotIds, to: { place: last ? 'end' : 'front' } }],
    })
  }
  return onShots({
    clause,
    target: { is: 'none' },
    otherwise: last ? 'last' : 'first',
    change: (shotIds) => [{ ...say(clause), shotIds, show: what }],
  })
}

export function shows(clause: Clause, text: string): Heard | null {
  const match = SHOWS.exec(text)
  const inside = match === null ? SHOW_IN.exec(text) : null
  const [where, what] = match === null ? [inside?.[2], inside?.[1]] : [match[1], match[2]]
  if (where === undefined || what === undefined) return null
  if (/^(?:more|less)\b/i.test(what))
    return onShots({
      clause,
      target: targetOf(clause, where),
      otherwise: 'ask',
      change: (shotIds) => [{ ...say(clause), shotIds, add: spoken(what, clause.marks) }],
    })
  return onShots({
    clause,
    target: targetOf(clause, where),
    otherwise: 'ask',
    change: (shotIds) => [{ ...say(clause), shotIds, show: spoken(what, clause.marks) }],
  })
}
