/** How a render is offered where the cut only comes near to what was asked. */
import { offersOf } from '../domain/approximation.ts'
import type { Change } from '../domain/change.ts'
import { listed } from './review-words.ts'

/** Null where there is nothing to offer. */
export function offerLine(changes: readonly Change[]): string | null {
  const asked = [...new Set(offersOf(changes).flatMap((offer) => Object.values(offer.instead ?? {})))]
  if (asked.length === 0) return null
  return `The cut can only come near to ${listed(asked.map((words) => `“${words}”`))}, as it has the pictures that are there. I can render it anew with that: press “Render anew”, or say for instance “render shot 2 darker”.`
}
