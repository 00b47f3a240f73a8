/** Decides what became of the marks on a delivery's messages while nobody listened. Pure. */
import type { DeliveryId, PersonId } from './ids.ts'
import type { MessagePlace } from './message.ts'
import type { Verdict } from './review.ts'

/** A reaction that is a verdict, as it was last known to stand under a message. */
export type Mark = {
  readonly deliveryId: DeliveryId
  readonly personId: PersonId
  readonly verdict: Verdict
  readonly place: MessagePlace
}

/** What stands under a message now. */
export type MarksRead = {
  readonly place: MessagePlace
  /** False where the platform shows a part only: what is missing may be there. */
  readonly isWhole: boolean
  readonly marks: readonly Pick<Mark, 'personId' | 'verdict'>[]
}

export type MarkChange = Pick<Mark, 'personId' | 'verdict' | 'place'> & { readonly is: 'put-on' | 'taken-off' }

/**
 * In an order in which they may be told: who moved a mark to another message put it on first, who thought otherwise took
 * the old one off first. A message that was not read says nothing.
 */
export function markChanges(known: readonly Mark[], read: readonly MarksRead[]): readonly MarkChange[] {
  const putOn: MarkChange[] = []
  const takenOff: MarkChange[] = []
  for (const { place, isWhole, marks } of read) {
    const before = known.filter((m) => isSamePlace(m.place, place))
    for (const { personId, verdict } of marks)
      if (!before.some((m) => isSame(m, { personId, verdict }))) putOn.push({ is: 'put-on', personId, verdict, place })
    for (const { personId, verdict } of isWhole ? before : [])
      if (!marks.some((m) => isSame(m, { personId, verdict })))
        takenOff.push({ is: 'taken-off', personId, verdict, place })
  }
  const isMoved = (change: MarkChange): boolean => takenOff.some((t) => isSame(t, change))
  return [...putOn.filter(isMoved), ...takenOff, ...putOn.filter((p) => !isMoved(p))]
}

type Said = Pick<Mark, 'personId' | 'verdict'>
const isSame = (a: Said, b: Said): boolean => a.personId === b.personId && a.verdict === b.verdict

const isSamePlace = (a: MessagePlace, b: MessagePlace): boolean =>
  a.platform === b.platform && a.workspace === b.workspace && a.channel === b.channel && a.message === b.message
