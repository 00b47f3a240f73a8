/** Asks back where a mention may mean a film or nothing: Go, Edit or Cancel, seen by who said it alone. */
import { card } from '../../src/words/card.ts'
import { begin, briefGiven } from './asking.ts'
import { blocksOf } from './blocks.ts'
import type { Inbound } from './inbound.ts'
import { SLACK } from './limits.ts'
import type { Where } from './show.ts'

export const OFFERS = ['offer:go', 'offer:edit', 'offer:cancel'] as const
type Offer = (typeof OFFERS)[number]

export function offer(inbound: Inbound, text: string, where: Where): Promise<void> {
  const { text: fallback, blocks } = blocksOf(card(`Shall I make a film of “${text}”?`, []))
  const value = text.slice(0, SLACK.buttonValueCharacters)
  const button = (action_id: Offer, label: string) =>
    ({ type: 'button', action_id, text: { type: 'plain_text', text: label }, value }) as const
  const elements = [button('offer:go', 'Go'), button('offer:edit', 'Edit'), button('offer:cancel', 'Cancel')]
  return inbound.toAsker({ text: fallback, blocks: [...blocks, { type: 'actions', elements }] }, where)
}

export async function onOffer(
  inbound: Inbound,
  which: Offer,
  text: string,
  where: Where,
  requestId: string,
): Promise<void> {
  if (which === 'offer:edit') {
    const form = { title: 'A new film', command: 'brief', given: { text } }
    return inbound.show({ show: 'form', form }, where)
  }
  // What it asked is answered.
  await where.respond?.({ delete_original: true }, inbound.signal)
  if (which === 'offer:cancel') return
  const { channel, user, thread } = where
  const asked = await inbound.ask({ channel, user, thread, requestId })
  await inbound.show(await begin(inbound, asked, briefGiven(text)), where)
}
