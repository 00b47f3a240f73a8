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

const MOST_EARLY = 500

export function createReactions(deps: {
  readonly nora: Nora
  readonly chat: ChatPlatform
  readonly directory: Directory
  readonly door: Door
  readonly me: () => string
  readonly log: Log
}) {
  const { nora, directory, door } = deps
  /** Put on a message of ours so soon that the house does not know yet what it shows: by message, user and mark. */
  const early = new Map<string, unknown>()

  /** Nothing is read of the message itself, which may be older than this process: who, where and which mark suffice. */
  async function changed(raw: unknown, apply: typeof markAdded): Promise<void> {
    const reaction = zReaction.safeParse(raw).data
    const mark = markOf(reaction?.emoji.name ?? null)
    if (reaction === undefined || mark === null || reaction.user_id === deps.me()) return
    if (reaction.member?.user?.bot === true) return
    const where = await directory.where(reaction.channel_id)
    if (where === null) return
    const place = placeOf({ ...where, message: reaction.message_id })
    const { user_id: userId, member } = reaction
    const key = `${reaction.message_id} ${userId} ${mark}`
    const shown = await nora.messageAt(place)
    if (shown !== null || apply !== markAdded) early.delete(key)
    else if (reaction.message_author_id === deps.me() && early.size < MOST_EARLY) early.set(key, raw)
    if (shown === null || shown.deliveryNo === null) return
    const speaker: Speaker = member?.user == null ? { userId, name: userId } : speakerOf(member.user, member)
    const { personId } = await door.asked(where, speaker, `reaction:${reaction.message_id}`)
    // What comes of it, a refusal as well, is told in the thread.
    await apply(nora, { place, personId, mark })
  }

  return {
    added: (raw: unknown) => changed(raw, markAdded),
    removed: (raw: unknown) => changed(raw, markRemoved),

    /** Once a delivery is shown to the end, its messages are known. */
    async again(): Promise<void> {
      for (const raw of early.values()) await changed(raw, markAdded)
    },

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
