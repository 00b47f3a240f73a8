/** How the thread words what people say of a film, and what a revision does. */
import type { BriefEvent } from '../domain/event.ts'
import type { CardButton } from './card.ts'
import { type Estimated, estimateWords } from './plan-words.ts'
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

/** Who asks for changes without saying which is asked. */
export function verdictLines(e: Extract<BriefEvent, { type: 'VerdictGiven' }>): readonly string[] {
  if (e.text !== null) return [e.text]
  return e.verdict === 'request-changes' && e.counts
    ? ['What should change? Say it here, for instance "shot 2 darker".']
    : []
}

export const WITHDRAWN = 'Taken back: that note changes nothing.'

/** "Ada", "Ada and Ben", "Ada, Ben and Cleo". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** What becomes of files that are dropped into a thread. */
export const sayDropped = (names: readonly string[], countFor: 'brief' | 'voice' | 'vault'): string =>
  ({
    brief: `${listed(names)} ${names.length === 1 ? 'belongs' : 'belong'} to this film now.`,
    voice: `The film gets ${listed(names)} as its voice-over.`,
    vault: `${listed(names)} ${names.length === 1 ? 'is' : 'are'} in the vault, for films to come.`,
  })[countFor]

/** Goes on from where a film stopped, or takes up one that was rejected. */
export const retryButton = (briefId: string, label: string): CardButton => ({
  label,
  verb: 'retry',
  value: briefId,
  style: 'primary',
})

export const NOTED = {
  others: 'Noted. I start in 20 seconds unless more comes, or at once with Go.',
  'the-revision': 'Noted for the next revision; this one is still being made.',
  reopening: 'This film is approved. Reopen it?',
} as const

export const remindedTitle = ({ deliveryNo, waitsFor }: Extract<BriefEvent, { type: 'ReviewReminded' }>): string =>
  waitsFor === 'verdict'
    ? `Delivery ${deliveryNo} still waits for your verdict`
    : `What should change in delivery ${deliveryNo}? Say it here`

export const answerButton = (noteId: string, label: string, index: number): CardButton => ({
  label,
  verb: 'answer',
  value: `${noteId}:${index}`,
  style: 'plain',
})

/** Takes up what was offered under a note. */
export const renderAnewButton = (noteId: string): CardButton => ({
  label: 'Render anew',
  verb: 'render-anew',
  value: noteId,
  style: 'plain',
})

export const rendersLine = (renders: number, plan: Estimated | null): string =>
  renders === 0
    ? 'Nothing is rendered again; the film is cut anew.'
    : `${count(renders, 'shot')} ${renders === 1 ? 'is' : 'are'} rendered again${plan === null ? '' : estimateWords(plan)}.`

/** Each carries which delivery it was shown under: a late click on an old one changes nothing. */
export const verdictButtons = (briefId: string, deliveryNo: number): readonly CardButton[] => {
  const value = `${briefId}:${deliveryNo}`
  return [
    { label: 'Approve', verb: 'approve', value, style: 'primary' },
    { label: 'Changes', verb: 'request-changes', value, style: 'plain' },
    { label: 'Reject', verb: 'reject', value, style: 'danger' },
  ]
}

/** Under an approved film: its style, words and key frames become the project's look. */
export const lookButton = (briefId: string, deliveryNo: number): CardButton => ({
  label: 'Use this look',
  verb: 'use-look',
  value: `${briefId}:${deliveryNo}`,
  style: 'plain',
})

/** Begins the revision at once, or reopens what was approved. */
export function goButtons(
  noteId: string,
  waitsFor: Extract<BriefEvent, { type: 'NoteTaken' }>['waitsFor'],
): readonly CardButton[] {
  if (waitsFor === 'the-revision') return []
  const label = waitsFor === 'others' ? 'Go' : 'Reopen'
  return [{ label, verb: 'start-revision', value: noteId, style: 'primary' }]
}
