/** What becomes of a note once it is understood: whether it may still be said, what it waits for, and what is told of it. */
import type { Brief } from '../domain/brief.ts'
import type { Change } from '../domain/change.ts'
import type { Failure } from '../domain/failure.ts'
import type { NoteId } from '../domain/ids.ts'
import { jobKey } from '../domain/job.ts'
import { NOTES_SETTLE_MS, type Note, type NoteState } from '../domain/note.ts'
import type { Transaction } from '../ports/store.ts'
import { offerLine } from '../words/offer.ts'
import { nameOf } from './names.ts'

/** What became of it. */
export type Noted =
  | {
      readonly became: 'note'
      readonly noteId: NoteId
      readonly changes: readonly Change[]
      /** What the cut only comes near to, and that it can be rendered instead; null where it gives all that was asked. */
      readonly offer: string | null
    }
  | {
      readonly became: 'question-to-you'
      readonly noteId: NoteId
      readonly text: string
      readonly answers: readonly string[]
    }
  | { readonly became: 'answer'; readonly text: string }
  | { readonly became: 'talk' }

export function becameOf({ id: noteId, state }: Note): Noted {
  switch (state.is) {
    case 'asking': {
      const { text, answers } = state.question
      return { became: 'question-to-you', noteId, text, answers: answers.map((a) => a.label) }
    }
    case 'set-aside':
      return { became: 'talk' }
    default:
      return { became: 'note', noteId, changes: state.changes, offer: offerLine(state.changes) }
  }
}

/** Where nothing can be changed any more, or not yet. */
export function closed(brief: Brief, deliveryNo: number | null): Failure | null {
  const { stage } = brief.state
  if (stage === 'cancelled' || stage === 'failed') return { type: 'stale-event', stage, event: 'note' }
  if (deliveryNo !== null && deliveryNo !== brief.deliveryCount)
    return brief.deliveryCount === 0
      ? { type: 'no-delivery' }
      : { type: 'stale-delivery', deliveryNo, newest: brief.deliveryCount }
  return null
}

/** After the approval a change waits until somebody says that the film be reopened. */
export const stateOf = (brief: Brief, changes: readonly Change[]): NoteState =>
  brief.state.stage === 'approved' ? { is: 'after-approval', changes } : { is: 'waiting', changes }

/** Says that a note was taken, and sets the clock that takes it up. */
export async function tellTaken(
  tx: Transaction,
  brief: Brief,
  note: Note,
  remarks: readonly string[],
  at: Date,
): Promise<void> {
  const { stage } = brief.state
  const rests = stage === 'in-review' || stage === 'plan-review'
  const waitsFor = stage === 'approved' ? 'reopening' : rests ? 'others' : 'the-revision'
  const who = await nameOf(tx, note.personId)
  const { personId, text } = note
  const offer = 'changes' in note.state ? offerLine(note.state.changes) : null
  await tx.appendEvents(
    brief.id,
    [{ type: 'NoteTaken', noteId: note.id, personId, who, text, remarks, offer, waitsFor }],
    at,
  )
  const payload = { briefId: brief.id, tries: 0 }
  if (rests) await tx.jobs.send('settle', payload, { afterMs: NOTES_SETTLE_MS, key: jobKey('settle', payload) })
}
