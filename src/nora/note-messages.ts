/** What becomes of a note when the message in which it was said is changed or deleted: until it is taken up, it follows. */
import type { Failure } from '../domain/failure.ts'
import type { PersonId } from '../domain/ids.ts'
import type { MessagePlace } from '../domain/message.ts'
import { isOpen, type Note } from '../domain/note.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Reads, Store } from '../ports/store.ts'
import { WITHDRAWN } from '../words/review-words.ts'
import type { Noted } from './noted.ts'
import type { TakeNote } from './take-note.ts'

/** `personId` null where the platform does not say who it was. */
type Said = { readonly place: MessagePlace; readonly personId?: PersonId | null }
type Deps = { readonly store: Store; readonly clock: Clock; readonly takeNote: TakeNote }

/** Null where the message says the same as before, said no note, or its note is in a plan already. */
export const createChangeNote =
  (deps: Deps) =>
  async (said: Said & { readonly text: string }): Promise<Result<Noted | null, Failure>> => {
    const note = await openNote(deps.store, said)
    if (note === null || note.text === said.text.trim()) return ok(null)
    const { briefId, deliveryNo, personId } = note
    const whole = { shotIndex: null, timecodeSeconds: null, message: said.place, isChanged: true }
    const noted = await deps.takeNote({ briefId, personId, deliveryNo, text: said.text, ...whole })
    if (noted.ok && noted.value.became === 'talk') await setAside(deps, said)
    return noted
  }

/** False where there was nothing to take back. */
export const createWithdrawNote =
  (deps: Deps) =>
  (said: Said): Promise<boolean> =>
    setAside(deps, said)

/** Only its own author's change counts. */
async function openNote(reads: Pick<Reads, 'messageAt' | 'note'>, { place, personId }: Said): Promise<Note | null> {
  const message = await reads.messageAt(place)
  const note = message === null || message.noteId === null ? null : await reads.note(message.noteId)
  return note === null || !isOpen(note) || (personId != null && note.personId !== personId) ? null : note
}

function setAside({ store, clock }: Deps, said: Said): Promise<boolean> {
  return store.transact(async (tx) => {
    const seen = await openNote(tx, said)
    if (seen === null) return false
    await tx.lockBrief(seen.briefId)
    // Read again under the lock: it may just have been taken up.
    const note = await openNote(tx, said)
    if (note === null) return false
    await tx.saveNote({ ...note, state: { is: 'set-aside' } })
    await tx.appendEvents(note.briefId, [{ type: 'Answered', text: WITHDRAWN }], clock.now())
    return true
  })
}
