/** Marks that people put on deliveries and take away, as they happen and, after a time away, as they are found. */
import { markAdded, markRemoved } from '../../commands/hear.ts'
import type { MessagePlace } from '../../src/domain/message.ts'
import type { Nora } from '../../src/nora.ts'
import type { ChatPlatform } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Directory } from './directory.ts'
import { type Door, type Speaker, speakerOf } from './door.ts'
import { zReaction } from './events.ts'
import { markOf } from './marks.ts'
import { idsOf, placeOf } from './places.ts'

export function createReactions(deps: {
  readonly nora: Nora
  readonly chat: ChatPlatform
  readonly directory: Directory
  readonly door: Door
  readonly me: () => string
  readonly log: Log
}) {
  const { nora, directory, door } = deps

  /** Nothing is read of the message itself, which may be older than this process: who, where and which mark suffice. */
  async function changed(raw: unknown, apply: typeof markAdded): Promise<void> {
    const reaction = zReaction.safeParse(raw).data
    const mark = markOf(reaction?.emoji.name ?? null)
    if (reaction === undefined || mark === null || reaction.user_id === deps.me()) return
    if (reaction.member?.user?.bot === true) return
    const where = await directory.where(reaction.channel_id)
    if (where === null) return
    const place = placeOf({ ...where, message: reaction.message_id })
    const shown = await nora.messageAt(place)
    if (shown === null || shown.deliveryNo === null) return
    const { user_id: userId, member } = reaction
    const speaker: Speaker = member?.user == null ? { userId, name: userId } : speakerOf(member.user, member)
    const { personId } = await door.asked(where, speaker, `reaction:${reaction.message_id}`)
    // What comes of it, a refusal as well, is told in the thread.
    await apply(nora, { place, personId, mark })
  }

  return {
    added: (raw: unknown) => changed(raw, markAdded),
    removed: (raw: unknown) => changed(raw, markRemoved),

    /** Marks that were put on while nobody listened count as if they came now. */
    async catchUp(): Promise<void> {
      for (const place of await nora.openDeliveries('discord'))
        await marksOn(place).catch((error: unknown) => deps.log.warn('discord-marks-not-read', { error }))
    },
  }

  async function marksOn(place: MessagePlace): Promise<void> {
    const marks = await deps.chat.readMarks(place)
    if (!marks.ok) return deps.log.warn('discord-marks-not-read', { failure: marks.failure.type })
    const where = marks.value.length === 0 ? null : await directory.where(idsOf(place).channelId)
    if (where === null) return
    for (const { mark, userId } of marks.value) {
      const { personId } = await door.asked(where, { userId, name: userId }, `reaction:${place.message}`)
      await markAdded(nora, { place, personId, mark })
    }
  }
}
