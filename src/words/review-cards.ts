/** What a film's thread shows of its review: deliveries, notes, questions, decisions, and what still waits. Pure. */
import type { BriefEvent } from '../domain/event.ts'
import type { NoteId, PersonId } from '../domain/ids.ts'
import { card, type Card } from './card.ts'
import { planButtons } from './plan-words.ts'
import {
  answerButton,
  goButtons,
  listed,
  lookButton,
  NOTED,
  renderAnewButton,
  retryButton,
  verdictButtons,
} from './review-words.ts'
import { dateAndTime, sayFailure, seconds } from './say.ts'

type Event<T extends BriefEvent['type']> = Extract<BriefEvent, { type: T }>
/** What the thread knows of its film. */
type Film = {
  readonly id: string
  readonly title: string
  readonly requester: readonly PersonId[]
  readonly plan: { readonly calls: readonly PersonId[] } | null
}

export const deliveredCard = (film: Film, e: Event<'Delivered'>): Card =>
  card(
    `${film.title}: delivery ${e.deliveryNo}`,
    [
      `${e.fileName}, ${seconds(e.durationSeconds)}. Have a look and say what you think.`,
      ...(e.variants.length === 0 ? [] : [`Also made of it: ${e.variants.map((v) => v.name).join(', ')}.`]),
    ],
    {
      pictures: [e.posterAssetId],
      files: [
        { assetId: e.proxyAssetId ?? e.filmAssetId, name: e.fileName },
        ...e.variants.map(({ assetId, name }) => ({ assetId, name })),
      ],
      buttons: verdictButtons(film.id, e.deliveryNo),
      calls: e.calls,
    },
  )

export const approvedCard = (film: Film, e: Event<'Approved'>): Card =>
  card(
    `Delivery ${e.deliveryNo} is approved by ${listed(e.by)}`,
    [
      `${e.when === null ? 'It' : `Approved on ${dateAndTime(e.when)}; it`} is kept. A note reopens it, once you confirm.`,
    ],
    { buttons: [lookButton(film.id, e.deliveryNo)] },
  )

export const rejectedCard = (film: Film, e: Event<'Rejected'>): Card =>
  card(
    `${e.who} rejected delivery ${e.deliveryNo}`,
    [...(e.text === null ? [] : [e.text]), 'The brief is closed; it can be reopened.'],
    { buttons: [retryButton(film.id, 'Reopen')] },
  )

export const notedCard = (e: Event<'NoteTaken'>): Card =>
  card(NOTED[e.waitsFor], [...e.remarks, ...(e.offer === null ? [] : [e.offer])], {
    buttons: [...goButtons(e.noteId, e.waitsFor), ...(e.offer === null ? [] : [renderAnewButton(e.noteId)])],
  })

export const questionCard = (
  title: string,
  lines: readonly string[],
  q: { readonly noteId: NoteId; readonly answers: readonly string[]; readonly personId: PersonId | null },
): Card =>
  card(title, lines, {
    calls: q.personId === null ? [] : [q.personId],
    buttons: q.answers.map((label, i) => answerButton(q.noteId, label, i)),
  })

export const failedCard = (film: Film, title: string, e: Pick<Event<'Failed'>, 'failure'>): Card =>
  card(title, [sayFailure(e.failure)], { calls: film.requester, buttons: [retryButton(film.id, 'Retry')] })

export function stillWaitsCard(film: Film, { waitsFor }: Event<'StillWaits'>): Card {
  switch (waitsFor.for) {
    case 'go':
      return card(`Plan ${waitsFor.planVersion} still waits for a Go`, [], {
        calls: film.plan?.calls ?? film.requester,
        buttons: planButtons(film.id, waitsFor.planVersion),
      })
    case 'answer':
      return questionCard('This still waits for your answer', [waitsFor.text], waitsFor)
    case 'retry':
      return failedCard(film, 'This film still stands where it failed', waitsFor)
  }
}
