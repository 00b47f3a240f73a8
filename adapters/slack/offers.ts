/** Asks back where a mention may mean a film or nothing: Go, Edit or Cancel, seen by who said it alone. */
import { OR_ELSE } from '../../commands/what-is-meant.ts'
import { card } from '../../src/words/card.ts'
import { begin, briefGiven, texts } from './asking.ts'
import { blocksOf } from './blocks.ts'
import type { Inbound } from './inbound.ts'
import type { Where } from './show.ts'

export const OFFERS = ['offer:go', 'offer:edit', 'offer:cancel'] as const
const SAY_WHAT = 'Press Edit to say what happens in it; your files are kept.'
type Offer = (typeof OFFERS)[number]

/** `files`: by Slack's ids; they go with the film. */
export function offer(inbound: Inbound, text: string, files: readonly string[], where: Where): Promise<void> {
  const title = text === '' ? 'Shall I make a film of this?' : `Shall I make a film of “${text}”?`
  const { text: fallback, blocks } = blocksOf(card(title, [...(text === '' ? [SAY_WHAT] : []), OR_ELSE]))
  const form = { title: 'A new film', command: 'brief', given: text === '' ? {} : { text } }
  const place = { channel: where.channel, thread: where.thread, files, asksChannel: false }
  const value = inbound.drafts.toButton({ form, place, filled: {} })
  const button = (action_id: Offer, label: string) =>
    ({ type: 'button', action_id, text: { type: 'plain_text', text: label }, value }) as const
  const elements = [button('offer:go', 'Go'), button('offer:edit', 'Edit'), button('offer:cancel', 'Cancel')]
  return inbound.toAsker({ text: fallback, blocks: [...blocks, { type: 'actions', elements }] }, where)
}

export async function onOffer(
  inbound: Inbound,
  which: Offer,
  value: string,
  where: Where,
  requestId: string,
): Promise<void> {
  if (which === 'offer:edit') return inbound.reopen(value, where)
  const draft = which === 'offer:go' ? inbound.drafts.fromButton(value) : null
  // Gone: it says so.
  if (which === 'offer:go' && draft === null) return inbound.reopen(value, where)
  // What it asked is answered.
  await where.respond?.({ delete_original: true }, inbound.signal)
  if (draft === null) return
  const { channel, user, thread } = where
  const files = await inbound.downloads(draft.place.files.map((id) => ({ id })))
  const asked = await inbound.ask({ channel, user, thread, requestId, files })
  const answer = await begin(inbound, asked, briefGiven(texts(draft.form.given)['text'] ?? ''))
  await inbound.show(answer, where, { draft })
}
