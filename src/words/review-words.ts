/** How the thread words what people say of a film, and what a revision does. */
import type { BriefEvent } from '../domain/event.ts'
import type { CardButton } from './card.ts'
import { count } from './say.ts'

export const VERDICT_NOUN = {
  approve: 'the approval',
  'request-changes': 'the request for changes',
  reject: 'the rejection',
} as const

export function verdictTitle(e: Extract<BriefEvent, { type: 'VerdictGiven' }>): string {
  const did = { approve: 'approves', 'request-changes': 'asks for changes to', reject: 'rejects' }[e.verdict]
  return `${e.who} ${did} delivery ${e.deliveryNo}${e.counts ? '' : ' (their stricter verdict stands)'}`
}

/** "Ada", "Ada and Ben", "Ada, Ben and Cleo". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

export const NOTED = {
  others: 'Noted. I start in 20 seconds unless more comes, or at once with Go.',
  'the-revision': 'Noted for the next revision; this one is still being made.',
  reopening: 'This film is approved. Reopen it?',
} as const

export const answerButton = (noteId: string, label: string, index: number): CardButton => ({
  label,
  verb: 'answer',
  value: `${noteId}:${index}`,
  style: 'plain',
})

export const rendersLine = (renders: number): string =>
  renders === 0
    ? 'Nothing is rendered again; the film is cut anew.'
    : `${count(renders, 'shot')} ${renders === 1 ? 'is' : 'are'} rendered again.`
