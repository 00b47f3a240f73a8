/** Reactions: ✅ 🔁 ❌ on any message of a delivery are verdicts, taking one away takes it back. */
import { markAdded, markRemoved } from '../../commands/hear.ts'
import type { Inbound } from './inbound.ts'
import { markOf, readMarks } from './marks.ts'
import { type ReactionEvent, zReactionEvent } from './payloads.ts'
import { kind } from './request.ts'

/** Null where it is no verdict, or not on a message. */
function markIn({ event: { user, reaction, item } }: ReactionEvent, { self }: Inbound) {
  const mark = markOf(reaction)
  const { channel, ts } = item
  if (mark === null || user === self.botUserId || item.type !== 'message' || channel == null || ts == null) return null
  return { mark, user, place: { platform: 'slack', workspace: self.workspace, channel, message: ts } as const }
}

export const reaction = kind<ReactionEvent>({
  schema: zReactionEvent,
  whereOf: ({ event: { user, item } }) => ({
    channel: item.channel ?? '',
    user,
    thread: null,
    triggerId: null,
    respond: null,
  }),
  async idOf(p, inbound) {
    const given = markIn(p, inbound)
    // Nobody is met because of a mark somewhere else.
    if (given === null || (await inbound.nora.messageAt(given.place))?.deliveryNo == null) return null
    return `event:${p.event_id}`
  },
  changes: () => true,
  aboutOf: ({ event: { user, item } }) => `${item.channel} ${item.ts} ${user}`,

  async carryOut(p, inbound, isAgain) {
    const given = markIn(p, inbound)
    if (given === null) return
    const { mark, user, place } = given
    const { personId } = await inbound.people.meet(user, place.channel)
    const isAdded = p.event.type === 'reaction_added'
    if (isAgain) {
      // What came after it may have been carried out by now.
      const marks = await readMarks(inbound.client, place, inbound.self.botUserId)
      if (!marks.ok) throw new Error(`the marks were not read: ${marks.failure.type}`)
      if (marks.value.marks.some((m) => m.userId === user && m.mark === mark) !== isAdded) return
    }
    const apply = isAdded ? markAdded : markRemoved
    // The thread tells whoever may not.
    await apply(inbound.nora, { place, personId, mark })
  },
})
