/** Finds what an earlier try of ours left in a channel or a thread: by the key that went with the message, or by its files. */
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure } from '../../src/ports/chat.ts'
import type { SlackClient } from './client.ts'
import { attempt } from './failures.ts'
import { SLACK } from './limits.ts'
import type { Rates } from './rates.ts'
import type { ReadSelf } from './self.ts'

/** Slack wants letters, digits and underscores. */
export const KEY_EVENT = 'nora_message'

/** What comes later than this after a crash is not looked for: 2,000 messages. */
const MOST_PAGES = 10

type Message = {
  readonly ts?: string
  readonly user?: string
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: object }
  readonly files?: readonly { readonly id?: string; readonly name?: string | null; readonly permalink?: string }[]
}

export function createFinder(client: SlackClient, readSelf: ReadSelf, rates: Rates) {
  /** `thread` null: among the messages of the channel itself. */
  async function find(
    channel: string,
    thread: string | null,
    isIt: (m: Message) => boolean,
  ): Promise<Result<Message | null, ChatFailure>> {
    const self = await readSelf()
    if (!self.ok) return self
    let cursor = ''
    for (let page = 0; page < MOST_PAGES; page++) {
      const afterMs = rates.take({ [thread === null ? 'conversations.history' : 'conversations.replies']: 1 })
      if (afterMs > 0) return fail({ type: 'rate-limited', afterMs })
      const about = {
        channel,
        limit: SLACK.pageMessages,
        include_all_metadata: true,
        ...(cursor === '' ? {} : { cursor }),
      }
      const read = await attempt(() =>
        thread === null ? client.conversations.history(about) : client.conversations.replies({ ...about, ts: thread }),
      )
      if (!read.ok) return read
      const found = (read.value.messages ?? []).find((m: Message) => m.user === self.value.botUserId && isIt(m))
      if (found !== undefined) return ok(found)
      cursor = read.value.response_metadata?.next_cursor ?? ''
      if (cursor === '') break
    }
    return ok(null)
  }

  return {
    byKey: (channel: string, thread: string | null, key: string) =>
      find(channel, thread, (m) => {
        const payload = m.metadata?.event_type === KEY_EVENT ? m.metadata.event_payload : undefined
        return payload !== undefined && 'key' in payload && payload.key === key
      }),
    byFile: (channel: string, thread: string, name: string) =>
      find(channel, thread, (m) => (m.files ?? []).some((f) => f.name === name)),
  }
}
