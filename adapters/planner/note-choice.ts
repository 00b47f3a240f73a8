/** Wishes that choose among what exists: takes and deliveries, locks, no voice-over. */
import { onShots } from './note-on-shots.ts'
import { type Clause, type Form, type Heard, MARK, wish } from './note-scene.ts'
import { saysShot } from './note-shot-words.ts'
import { reroll, takeOf } from './note-takes.ts'
import { targetOf } from './note-targets.ts'
import { backTo } from './note-versions.ts'

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
