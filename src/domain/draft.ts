/** What somebody gave for a form that is not sent yet: kept until it is, or for a day. */
import { DAY } from './time.ts'

/** `name` as whoever kept it calls it; no name of a person's. */
export type DraftFile = { readonly name: string; readonly storageKey: string }
export type Draft = {
  /** Of its keeper's making, and hard to guess: whoever has it can open the form. */
  readonly id: string
  /** As its keeper wrote it, to be parsed when it is read. */
  readonly content: unknown
  readonly files: readonly DraftFile[]
  readonly createdAt: Date
}

export const DRAFT_LASTS_MS = DAY
