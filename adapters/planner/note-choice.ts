/** Wishes that choose among what exists, or ask for another try: locks, takes, earlier deliveries, re-rolls, the voice-over. */
import type { ShotId } from '../../src/domain/ids.ts'
import type { Take } from '../../src/domain/take.ts'
import { numberOf } from './note-marks.ts'
import { ask, type Clause, type Form, type Heard, MARK, type Scene, shotOf, wish } from './note-scene.ts'
import { shotsSaid } from './note-say.ts'
import { saysShot } from './note-shot-words.ts'
import { onShots, targetOf, whichShot } from './note-targets.ts'

const RANK =
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
const TAKE = new RegExp(
  String.raw`\btakes?\s*(?:no\.?|number|#)?\s*(\d{1,3}|one|two|three|four|five)\b|\b(?:the\s+)?(${RANK}|1st|2nd|3rd)\s+take\b`,
  'i',
)
const REROLL =
  /\b(?:re-?roll|re-?do|re-?render|re-?generate|re-?shoot|roll)\b\s*(.*)$|\b(?:another|a new|a fresh|one more|a different|new)\s+(?:take|try|version|attempt|go|variation|seed)s?(?:\s+(?:of|for|at|on|with))?\s*(.*)$|\b(?:try|have another go at|give)\s+(.*?)\s*(?:again|once more|another (?:go|try|shot|chance))\b|\bagain for (.+)$|^(§\d+)\s+again\b/i
const LOCK =
  /\b(un-?lock|un-?freeze|release|lock(?: down| in)?|freeze|pin)\s+(.+?)(?:\s+(?:again|please|down|in|now|pls))*[.!?]*$/i
const KEEP =
  /\bkeep\s+(.+?)(?:\s+(?:as (?:it is|is|they are|it was)|like (?:this|that|it is)|locked|unchanged|the same|exactly.*|please))*[.!?]*$/i
const VOICE =
  /\b(?:drop|remove|delete|lose|mute|without|no|cut|take out|get rid of)\s+(?:the\s+)?(?:voice[\s-]?over|narration|narrator|vo)\b/i

export const choice: Form = (clause) =>
  backTo(clause) ??
  takeOf(clause) ??
  reroll(clause) ??
  locks(clause) ??
  (VOICE.test(clause.text) ? wish([{ type: 'voiceover', assetId: null }], null) : null)

function backTo({ text, scene }: Clause): Heard | null {
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

const ordinal = (said: string): number => {
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

function takeOf(clause: Clause): Heard | null {
  const { text, scene } = clause
  const match = TAKE.exec(text)
  if (match === null || /\b(?:another|new|more)\s+takes?\b/i.test(text)) return null
  if (!MARK.test(text) && !/\b(?:use|back to|choose|pick|go with|prefer|want|switch to|take take)\b/i.test(text))
    return null
  const said = (match[1] ?? match[2] ?? '').toLowerCase()
  const marks = /§\d+/.exec(text)?.[0]
  const phrase = marks ?? /\b(?:of|for|in|on)\s+(.+)$/i.exec(text.replace(match[0], ''))?.[1] ?? ''
  const target = targetOf(clause, phrase)
  const use = (id: ShotId) => [{ type: 'use-take', shotId: id, takeNo: takeNo(scene, id, said) } as const]
  if (target.is === 'shots' && target.ids.length === 1 && target.ids[0] !== undefined) {
    const [id] = target.ids
    const n = takeNo(scene, id, said)
    const takes = takesOf(scene, id)
    if (n >= 1 && n <= takes.length) return onShots({ clause, target, otherwise: 'ask', change: () => use(id) })
    const shot = shotsSaid(scene, [id], true)
    const count = takes.length === 1 ? 'has one take' : `has ${takes.length === 0 ? 'no' : takes.length} takes`
    return ask(
      `${shot} ${count}.${takes.length > 0 ? ' Which one shall I use?' : ''}`,
      takes.slice(-5).map((take) => ({
        label: `Take ${takes.indexOf(take) + 1}`,
        changes: [{ type: 'use-take', shotId: id, takeNo: takes.indexOf(take) + 1 }],
      })),
    )
  }
  if (target.is === 'ask' && target.among.length < scene.shots.length)
    return whichShot(clause, `${target.why} Take ${said} of which shot?`, use, target.among)
  const having = scene.shots
    .map((s) => s.id)
    .filter((id) => takeNo(scene, id, said) >= 1 && takeNo(scene, id, said) <= takesOf(scene, id).length)
  return whichShot(
    clause,
    `${target.is === 'ask' ? `${target.why} ` : ''}Of which shot shall I use take ${said}?`,
    use,
    having,
  )
}

const takesOf = (scene: Scene, id: ShotId): readonly Take[] =>
  scene.takes.filter((t) => t.shotId === id && t.outcome === 'rendered')

function takeNo(scene: Scene, id: ShotId, said: string): number {
  const takes = takesOf(scene, id)
  const current = takes.findIndex((t) => t.id === shotOf(scene, id).currentTakeId) + 1 || takes.length
  if (/^(?:previous|prior|earlier|other)$/.test(said)) return current - 1
  if (said === 'last') return takes.length
  return said === 'original' ? 1 : ordinal(said)
}

function reroll(clause: Clause): Heard | null {
  const match = REROLL.exec(clause.text.replaceAll(/\b(?:please|pls)\b|[.!?]+$/gi, '').trim())
  const bare =
    /^(?:please )?(?:try |do it |once more |one more time|and )?(?:once more|again)(?: please)?[.!?]*$/i.test(
      clause.text,
    )
  if (match === null && !bare) return null
  const what = match?.slice(1).find((g) => g !== undefined) ?? ''
  const phrase = what.replace(
    /\b(?:with|using) (?:a )?(?:new|another|different|fresh) seeds?\b|\bagain$|\bonce more\b/i,
    '',
  )
  const target = targetOf(clause, phrase)
  // "try the bakery again" speaks of something else.
  if (
    target.is === 'ask' &&
    !MARK.test(phrase) &&
    !saysShot(phrase) &&
    target.among.length === clause.scene.shots.length &&
    !/^(?:\d|shot)/i.test(phrase)
  )
    return null
  return onShots({ clause, target, otherwise: 'ask', change: (shotIds) => [{ type: 'reroll', shotIds }] })
}

function locks(clause: Clause): Heard | null {
  const { text } = clause
  const lock = LOCK.exec(text)
  const keep = lock === null ? KEEP.exec(text) : null
  const what = lock?.[2] ?? keep?.[1]
  if (what === undefined || /\block(?:ed)?[- ]?off\b/i.test(text)) return null
  // "keep it up", "keep the receipts", "lock the door": no shots.
  if (
    !MARK.test(what) &&
    !saysShot(what) &&
    !/^\d/.test(what) &&
    (keep !== null || !/^(?:it|this|that|them)$/i.test(what))
  )
    return null
  if (keep !== null && /^(?:§\d+)\s+\w/.test(what)) return null
  const target = targetOf(clause, what)
  if (keep !== null && target.is === 'all')
    return { type: 'spare', ids: clause.scene.shots.map((s) => s.id).filter((id) => !target.except.includes(id)) }
  const locked = lock === null || !/^(?:un|release)/i.test(lock[1] ?? '')
  return onShots({
    clause,
    target,
    otherwise: 'ask',
    touches: false,
    change: (shotIds) => [{ type: 'lock', shotIds, locked }],
  })
}
