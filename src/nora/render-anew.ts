/** Takes up an offer: what the cut only came near to is rendered instead. Until somebody does, nothing is. */
import { offersOf, withoutOffers } from '../domain/approximation.ts'
import type { Failure } from '../domain/failure.ts'
import { makeId, type NoteId, type PersonId } from '../domain/ids.ts'
import type { Note } from '../domain/note.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import { notAllowed, refuse } from './review-door.ts'
import { becameOf, closed, type Noted, stateOf, tellTaken } from './noted.ts'

export type TakenOffer = {
  /** The note under which the render was offered. */
  readonly noteId: NoteId
  readonly personId: PersonId
}

export const createRenderAnew =
  (deps: { readonly store: Store; readonly clock: Clock; readonly randomness: Randomness }) =>
  (input: TakenOffer): Promise<Result<Noted, Failure>> =>
    deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const offered = await tx.note(input.noteId)
      const brief = offered === null ? null : await tx.lockBrief(offered.briefId)
      // Read again under the lock: the same click twice is one.
      const note = offered === null ? null : await tx.note(offered.id)
      if (brief === null || note === null || !('changes' in note.state)) return fail({ type: 'question-closed' })
      const { state } = note
      const offers = offersOf(state.changes)
      const failure =
        (await notAllowed(tx, brief, input.personId, 'note')) ??
        closed(brief, null) ??
        (offers.length === 0 ? { type: 'question-closed' as const } : null)
      if (failure !== null)
        return refuse(tx, brief, { ...input, verb: 'render-anew', failure, deliveryNo: note.deliveryNo }, at)
      await tx.saveNote({ ...note, state: { ...state, changes: withoutOffers(state.changes) } })
      const taken: Note = {
        id: makeId('note', deps.randomness.uuid()),
        briefId: brief.id,
        deliveryNo: brief.deliveryCount === 0 ? null : brief.deliveryCount,
        personId: input.personId,
        text: `Render it anew: ${note.text}`,
        at,
        state: stateOf(brief, offers),
      }
      await tx.insertNote(taken)
      await tellTaken(tx, brief, taken, [], at)
      return ok(becameOf(taken))
    })
