/** Takes the answer to a question that Nora asked about a note; until then nothing was done. */
import type { Failure } from '../domain/failure.ts'
import type { NoteId, PersonId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import { approximated } from './approximations.ts'
import { nameOf } from './names.ts'
import { mayNotAsk, refuse } from './review-door.ts'
import { becameOf, type Noted, stateOf, tellTaken } from './noted.ts'

export type QuestionAnswer = {
  readonly noteId: NoteId
  readonly personId: PersonId
  /** Counted from 0. */ readonly answer: number
}

export const createAnswerQuestion =
  (deps: { readonly store: Store; readonly clock: Clock }) =>
  (input: QuestionAnswer): Promise<Result<Noted, Failure>> =>
    deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const asked = await tx.note(input.noteId)
      const brief = asked === null ? null : await tx.lockBrief(asked.briefId)
      // Read again under the lock: the same click twice is one answer.
      const note = asked === null ? null : await tx.note(asked.id)
      if (brief === null || note === null || note.state.is !== 'asking') return fail({ type: 'question-closed' })
      const answer = note.state.question.answers[input.answer]
      const refused = await mayNotAsk(tx, brief, input.personId, answer?.changes ?? [])
      if (refused !== null || answer === undefined) {
        const failure = refused ?? { type: 'question-closed' as const }
        return refuse(tx, brief, { ...input, verb: 'answer', failure, deliveryNo: note.deliveryNo }, at)
      }
      const who = await nameOf(tx, input.personId)
      await tx.appendEvents(brief.id, [{ type: 'QuestionAnswered', noteId: note.id, who, answer: answer.label }], at)
      if (answer.changes.length === 0) {
        await tx.saveNote({ ...note, state: { is: 'set-aside' } })
        return ok({ became: 'talk' })
      }
      const taken = { ...note, at, state: stateOf(brief, await approximated(tx, brief, answer.changes)) }
      await tx.saveNote(taken)
      await tellTaken(tx, brief, taken, [], at)
      return ok(becameOf(taken))
    })
