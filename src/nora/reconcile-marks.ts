/** Catches up with marks that people put on deliveries, or took off, while nobody listened: each counts as if it came now. */
import { type Mark, markChanges, type MarksRead } from '../domain/mark.ts'
import type { BriefId, PersonId } from '../domain/ids.ts'
import type { MessagePlace } from '../domain/message.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import type { createJudgeMessage, createTakeBackOnMessage } from './messages.ts'
import type { createOpenDeliveries, OpenDelivery } from './open-deliveries.ts'

export type MarkReader = {
  readonly chat: Pick<ChatPlatform, 'platform' | 'readMarks'>
  readonly log: Log
  /** Whether a message is ours to read. */
  isHere(place: MessagePlace): boolean
  /** Who that user of the platform is. Null where that cannot be said now. */
  meet(userId: string, place: MessagePlace, name?: string): Promise<PersonId | null>
  /** Settles when one more message may be read; throws to leave the rest. */
  turn(): Promise<void>
}

export const createReconcileMarks =
  (deps: {
    readonly store: Pick<Store, 'marks'>
    readonly openDeliveries: ReturnType<typeof createOpenDeliveries>
    readonly judgeMessage: ReturnType<typeof createJudgeMessage>
    readonly takeBackOnMessage: ReturnType<typeof createTakeBackOnMessage>
  }) =>
  /** `of`: of one brief only. False where the platform did not answer for some. */
  async (reader: MarkReader, of: BriefId | null = null): Promise<boolean> => {
    let isAnswered = true
    for (const delivery of await deps.openDeliveries(reader.chat.platform, of)) {
      // Known before it is read: what is put on meanwhile is not missed in what was read before.
      const known = await deps.store.marks(delivery.deliveryId)
      const { read, isAway } = await readAll(reader, delivery)
      if (isAway) isAnswered = false
      await apply(known, read).catch((error: unknown) => {
        reader.log.warn('marks-not-counted', { briefId: delivery.briefId, error })
      })
    }
    return isAnswered

    async function apply(known: readonly Mark[], read: readonly MarksRead[]): Promise<void> {
      for (const { is, personId, verdict, place } of markChanges(known, read)) {
        reader.log.info('mark-found', { is, verdict, ...place })
        // What comes of it, a refusal as well, is told in the thread.
        await (is === 'put-on'
          ? deps.judgeMessage({ place, personId, verdict, text: null, by: 'reaction' })
          : deps.takeBackOnMessage({ place, personId, which: verdict }))
      }
    }
  }

async function readAll(
  reader: MarkReader,
  { briefId, places }: OpenDelivery,
): Promise<{ readonly read: readonly MarksRead[]; readonly isAway: boolean }> {
  const read: MarksRead[] = []
  let isAway = false
  for (const place of places.filter(reader.isHere)) {
    await reader.turn()
    const shown = await reader.chat.readMarks(place)
    if (!shown.ok) {
      reader.log.warn('marks-not-read', { briefId, failure: shown.failure.type })
      if (shown.failure.type === 'unreachable' || shown.failure.type === 'rate-limited') isAway = true
      continue
    }
    let { isWhole } = shown.value
    const marks: { readonly personId: PersonId; readonly verdict: Mark['verdict'] }[] = []
    for (const { mark: verdict, userId, name } of shown.value.marks) {
      const personId = await reader.meet(userId, place, name)
      if (personId === null) isWhole = false
      else marks.push({ personId, verdict })
    }
    read.push({ place, isWhole, marks })
  }
  return { read, isAway }
}
