/** What a note is: something a person asked to be changed, from being said to being in a plan. */
import type { Change, Question } from './change.ts'
import type { BriefId, NoteId, PersonId } from './ids.ts'
import { SECOND } from './time.ts'

export type Note = {
  readonly id: NoteId
  readonly briefId: BriefId
  /** The delivery it was said to; null before the first. */
  readonly deliveryNo: number | null
  readonly personId: PersonId
  readonly text: string
  readonly at: Date
  readonly state: NoteState
}

export type NoteState =
  /** Waits for others that may follow, or for a revision that runs. */
  | { readonly is: 'waiting'; readonly changes: readonly Change[] }
  /** Nothing happens until somebody answers. */
  | { readonly is: 'asking'; readonly question: Question }
  /** Said after the approval: waits for "Reopen?". */
  | { readonly is: 'after-approval'; readonly changes: readonly Change[] }
  | { readonly is: 'taken'; readonly changes: readonly Change[]; readonly planVersion: number }
  /** Answered with "leave it", or overtaken. */
  | { readonly is: 'set-aside' }

/** No plan has it yet, and it is wanted still. */
export const isOpen = ({ state }: Note): boolean =>
  state.is === 'waiting' || state.is === 'asking' || state.is === 'after-approval'

export const MAX_NOTE_CHARACTERS = 4000

/** Three notes typed in a row are one revision. */
export const NOTES_SETTLE_MS = 20 * SECOND
