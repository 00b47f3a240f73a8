/** Which reaction means which verdict, and how marks are put on and read from a message. */
import { type APIMessage, type APIUser, Routes } from 'discord.js'
import type { MessagePlace } from '../../src/domain/message.ts'
import { ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure, MarksShown, VerdictMark } from '../../src/ports/chat.ts'
import { LIMITS } from './limits.ts'
import { idsOf } from './places.ts'
import { type Api, awake } from './send.ts'
import { attempt } from './trouble.ts'

const EMOJI = { approve: '✅', 'request-changes': '🔁', reject: '❌' } as const satisfies Record<VerdictMark, string>
const MARKS = Object.keys(EMOJI) as VerdictMark[]

/** Null for what is no verdict. Some clients send the emoji with its variation selector. */
export const markOf = (emoji: string | null): VerdictMark | null =>
  MARKS.find((mark) => EMOJI[mark] === emoji?.replace('\ufe0f', '')) ?? null

export function createMarks({ api, me }: { readonly api: Api; readonly me: () => string }) {
  return {
    async seed(message: MessagePlace, marks: readonly VerdictMark[]): Promise<Result<void, ChatFailure>> {
      const { channelId, messageId } = idsOf(message)
      const thread = channelId === message.channel ? null : channelId
      for (const mark of marks) {
        const emoji = encodeURIComponent(EMOJI[mark])
        const put = await attempt('Add Reactions', () =>
          awake(api, thread, () => api.put(Routes.channelMessageOwnReaction(channelId, messageId, emoji))),
        )
        if (!put.ok) return put
      }
      return ok(undefined)
    },

    async read(message: MessagePlace): Promise<Result<MarksShown, ChatFailure>> {
      const { channelId, messageId } = idsOf(message)
      return attempt('Read Message History', async () => {
        const { reactions = [] } = (await api.get(Routes.channelMessage(channelId, messageId))) as APIMessage
        const found: MarksShown['marks'][number][] = []
        for (const { emoji, count, me: isMine } of reactions) {
          const mark = markOf(emoji.name)
          if (mark === null || count <= (isMine ? 1 : 0)) continue
          for (const user of await usersOf(channelId, messageId, EMOJI[mark]))
            if (user.id !== me() && user.bot !== true)
              found.push({ mark, userId: user.id, name: user.global_name ?? user.username })
        }
        return { marks: found, isWhole: true }
      })
    },
  }

  async function usersOf(channelId: string, messageId: string, emoji: string): Promise<readonly APIUser[]> {
    const all: APIUser[] = []
    for (;;) {
      const after = all.at(-1)?.id
      const query = new URLSearchParams({
        limit: String(LIMITS.reactionsPage),
        ...(after === undefined ? {} : { after }),
      })
      const route = Routes.channelMessageReaction(channelId, messageId, encodeURIComponent(emoji))
      const page = (await api.get(route, { query })) as APIUser[]
      all.push(...page)
      if (page.length < LIMITS.reactionsPage) return all
    }
  }
}
