/** What Nora says in a thread about the thread itself: that she could not speak for a while, that a film does not fit. */
import { card, type Card } from './card.ts'
import { seconds } from './say.ts'

/** `missing`: what she was not given, in the platform's own words; null where that was not it. */
export function lateCard(ms: number, missing: string | null = null): Card {
  const length = seconds(Math.max(60, Math.round(ms / 60_000) * 60))
  const why = missing === null ? '' : ` I lacked: ${missing}.`
  return card('I could not write here for a while', [
    `For ${length} nothing of mine came through.${why} The film went on; what follows happened meanwhile.`,
  ])
}

/** The first message of a thread that stands in for one that is gone. */
export const anewCard: Card = card('The thread of this film was deleted', [
  'It goes on here; what was said there is kept.',
])

/** `why` in the platform's own words. */
export const noThreadCard = (title: string, platform: string, why: string): Card =>
  card(`“${title}” has no thread here`, [
    `${platform} refuses to begin one: ${why}.`,
    'The film goes on; it is on the desk.',
  ])

/** `why` in the platform's own words; null where it is too large. */
export const notUploadedCard = (why: string | null): Card =>
  card('The film is behind the link above', [
    why === null ? 'It is larger than I may upload here.' : `I could not upload it here: ${why}.`,
  ])

export const MASTER_LINK = 'The film in full quality'
