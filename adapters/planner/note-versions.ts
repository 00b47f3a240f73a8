/** Wishes for an earlier delivery: "back to delivery 1", "the first version", "undo that". */
import { numberOf } from './note-marks.ts'
import { ask, type Clause, type Heard, MARK, type Scene, wish } from './note-scene.ts'

export const RANK =
  '(?:first|second|third|fourth|fifth|last|previous|prior|earlier|original|other|one|two|three|four|five|\\d{1,3})'

const VERSION = new RegExp(
  String.raw`\b(?:delivery|version|cut|edit)\s*(?:no\.?|number|#)?\s*(\d{1,3}|one|two|three|four|five)\b|\bv\.?0*(\d{1,3})\b|\b(?:the\s+)?(${RANK}|1st|2nd|3rd)\s+(?:delivery|version)\b|\bthe\s+(original|previous) (?:cut|edit|film|one)\b|\bthe (original)\b`,
  'i',
)

const BACK =
  /\b(?:(?:go|went|going|roll|switch|come|get|bring) back|back to|return(?: to)?|revert|restore|use|take|pick|choose|want|prefer|undo|again)\b/i

const LIKED = /\b(?:better|liked?|preferred|loved|nicer|stronger|best)\b/i

const UNDO =
  /^(?:please |can you |could you )*(?:undo|revert|take (?:it|that) back|go back|put it back)(?: (?:it|that|this|the last (?:change|note|revision)|the changes?|my (?:last )?note))?(?: please)?[.!?]*$/i

export function backTo({ text, scene }: Clause): Heard | null {
  const { newestDelivery } = scene
  if (UNDO.test(text)) return deliveryAsked(scene, 'Which delivery shall I go back to?', newestDelivery - 1)
  const match = VERSION.exec(text)
  if (match === null || /\btake\b/i.test(text)) return null
  const said = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5] ?? '').toLowerCase()
  const liked = LIKED.test(text)
  if (!BACK.test(text) && !liked && text.replace(match[0], '').replaceAll(/[^a-z]|\bplease\b/gi, '') !== '') return null
  // "another version of shot 2" is another take.
  if (MARK.test(text) || said === 'other') return null
  const n = deliveryNo(said, newestDelivery)
  if (n < 1 || n > newestDelivery) {
    const there =
      newestDelivery === 0
        ? 'There is no delivery yet'
        : newestDelivery === 1
          ? 'There is only delivery 1'
          : `There are deliveries 1 to ${newestDelivery}`
    return deliveryAsked(scene, `${there}. Which one do you mean?`, newestDelivery)
  }
  if (liked && !BACK.test(text)) return deliveryAsked(scene, `Shall I go back to delivery ${n}?`, n)
  return wish([{ type: 'back-to', deliveryNo: n }], null)
}

const deliveryNo = (said: string, newest: number): number => {
  if (/^(?:original|first)$/.test(said)) return 1
  return /^(?:previous|prior|earlier|last)$/.test(said) ? newest - 1 : ordinal(said)
}

export const ordinal = (said: string): number => {
  const at = ['first', 'second', 'third', 'fourth', 'fifth'].indexOf(said)
  return at >= 0 ? at + 1 : numberOf(said)
}

const deliveryAsked = ({ newestDelivery }: Scene, text: string, n: number): Heard =>
  ask(
    text,
    n >= 1 && newestDelivery >= 1
      ? [{ label: `Back to delivery ${n}`, changes: [{ type: 'back-to', deliveryNo: n }] }]
      : [],
  )
