/** What a button means when it is pressed: the text that travels with it, and back. Pure; the same on every platform. */
import { type BriefId, type NoteId, parseId } from '../domain/ids.ts'
import { VERDICTS, type Verdict } from '../domain/review.ts'
import type { CardButton } from './card.ts'

/** Each carries what the person saw: pressed late, it is answered and changes nothing. */
export type Pressed =
  | { readonly is: 'go' | 'change' | 'cancel'; readonly briefId: BriefId; readonly planVersion: number }
  | { readonly is: 'verdict'; readonly verdict: Verdict; readonly briefId: BriefId; readonly deliveryNo: number }
  /** Of the delivery that was approved. */
  | { readonly is: 'use-look'; readonly briefId: BriefId; readonly deliveryNo: number }
  | { readonly is: 'answer'; readonly noteId: NoteId; readonly answer: number }
  | { readonly is: 'render-anew' | 'start-revision'; readonly noteId: NoteId }
  /** Goes on from where it stopped, or reopens what was rejected. */
  | { readonly is: 'retry'; readonly briefId: BriefId }

/** At most 60 plain characters. */
export const pressId = ({ verb, value }: Pick<CardButton, 'verb' | 'value'>): string => `${verb} ${value}`

/** Null for what no card of ours ever carried. */
export function parsePress(text: string): Pressed | null {
  const [, verb = '', id = '', number] = /^([a-z-]+) ([a-z]{3}_[0-9a-f]{32})(?::(\d{1,6}))?$/.exec(text) ?? []
  const briefId = parseId('brief', id)
  const noteId = parseId('note', id)
  const n = number === undefined ? null : Number(number)
  if (briefId !== null && n !== null) {
    if (verb === 'go' || verb === 'change' || verb === 'cancel') return { is: verb, briefId, planVersion: n }
    if (verb === 'use-look') return { is: verb, briefId, deliveryNo: n }
    const verdict = VERDICTS.find((v) => v === verb)
    return verdict === undefined ? null : { is: 'verdict', verdict, briefId, deliveryNo: n }
  }
  if (briefId !== null) return verb === 'retry' ? { is: 'retry', briefId } : null
  if (noteId === null) return null
  if (verb === 'answer') return n === null ? null : { is: 'answer', noteId, answer: n }
  return (verb === 'render-anew' || verb === 'start-revision') && n === null ? { is: verb, noteId } : null
}
