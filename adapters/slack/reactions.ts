/** Reactions: ✅ 🔁 ❌ on any message of a delivery are verdicts, taking one away takes it back. */
import { markAdded, markRemoved } from '../../commands/hear.ts'
import type { Inbound } from './inbound.ts'
import { markOf } from './marks.ts'
import { zReaction } from './payloads.ts'

export async function onReaction(
  inbound: Inbound,
  payload: unknown,
  { eventId, isAdded }: { readonly eventId: string; readonly isAdded: boolean },
): Promise<void> {
  const { user, reaction, item } = zReaction.parse(payload)
  const mark = markOf(reaction)
  const { channel, ts } = item
  if (mark === null || user === inbound.self.botUserId || item.type !== 'message' || channel == null || ts == null)
    return
  const place = { platform: 'slack', workspace: inbound.self.workspace, channel, message: ts } as const
  // Nobody is met because of a mark somewhere else.
  if ((await inbound.nora.messageAt(place))?.deliveryNo == null) return
  await inbound.once(eventId, async () => {
    const { personId } = await inbound.people.meet(user, channel)
    const answer = await (isAdded ? markAdded : markRemoved)(inbound.nora, { place, personId, mark })
    await inbound.show(answer, { channel, user, thread: null, triggerId: null, respond: null })
  })
}
