/** What is done cannot be pressed again: the message says so in the place of its buttons. */
import type { types } from '@slack/bolt'
import { z } from 'zod'
import { note } from './blocks.ts'
import type { Inbound } from './inbound.ts'
import type { Action } from './payloads.ts'
import { respondTo } from './respond.ts'

type Block = types.KnownBlock

/** Nora's own kinds of blocks, with what Slack takes of them: it delivers more with each than it lets be sent. */
const zText = z.object({ type: z.enum(['mrkdwn', 'plain_text']), text: z.string() })
const zKept = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text: zText.extend({ type: z.literal('plain_text') }) }),
  z.object({ type: z.literal('section'), text: zText }),
  z.object({ type: z.literal('context'), elements: z.array(zText).min(1) }),
  z.object({ type: z.literal('image'), slack_file: z.object({ id: z.string() }), alt_text: z.string() }),
])

/** Without the buttons, and what is not known. */
export const blocksKept = (delivered: readonly object[]): readonly Block[] =>
  delivered.flatMap((b) => zKept.safeParse(b).data ?? [])

export async function settle({ message, response_url: address }: Action, line: string, inbound: Inbound) {
  const kept = blocksKept(message?.blocks ?? [])
  if (kept.length === 0) return
  const shown = { text: message?.text ?? '', blocks: [...kept, note(line)] }
  const said = await respondTo(address)?.({ replace_original: true, ...shown }, inbound.signal)
  // What was asked for is done all the same.
  if (said?.ok === false) inbound.log.warn('slack-buttons-left', { failure: said.failure })
}
