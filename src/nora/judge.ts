/** Takes a verdict with its words: a request for changes that says what to change is a note as well. */
import type { Failure } from '../domain/failure.ts'
import { MAX_NOTE_CHARACTERS } from '../domain/note.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { GiveVerdict, NewVerdict, Standing } from './give-verdict.ts'
import type { Noted } from './noted.ts'
import type { TakeNote } from './take-note.ts'

export type Judged = Standing & {
  /** What became of the words; the verdict stands in any case. Null where they are no note. */
  readonly noted: Result<Noted, Failure> | null
}

export const createJudge =
  (deps: { readonly giveVerdict: GiveVerdict; readonly takeNote: TakeNote }) =>
  async (input: NewVerdict): Promise<Result<Judged, Failure>> => {
    const text = input.text?.trim() ?? ''
    // Before the verdict: one that stands without its words would be half of what was meant.
    if (text.length > MAX_NOTE_CHARACTERS)
      return fail({ type: 'note-too-long', characters: text.length, maxCharacters: MAX_NOTE_CHARACTERS })
    const given = await deps.giveVerdict({ ...input, text: text === '' ? null : text })
    if (!given.ok) return given
    if (input.verdict !== 'request-changes' || text === '') return ok({ ...given.value, noted: null })
    const { briefId, deliveryNo, personId } = input
    const said = { briefId, deliveryNo, personId, text, shotIndex: null, timecodeSeconds: null, onlyOnce: true }
    return ok({ ...given.value, noted: await deps.takeNote(said) })
  }
