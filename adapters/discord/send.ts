/** Sends one message into one channel or thread, once: what an earlier try left there is found and not sent again. */
import { type APIMessage, type REST, type RESTGetAPIChannelMessagesResult, Routes } from 'discord.js'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure, Once } from '../../src/ports/chat.ts'
import { isMarked, markOf, type ToSend, withMark } from './known-again.ts'
import { LIMITS } from './limits.ts'
import { MessageForm } from './message-form.ts'
import { attempt, isCode } from './trouble.ts'

export type Api = Pick<REST, 'get' | 'post' | 'put' | 'patch' | 'delete'>
export type Sent = Pick<APIMessage, 'id' | 'thread'>

/** Pages of a channel in which an earlier try is looked for. */
const PAGES = 5

export function createSend({ api, me }: { readonly api: Api; readonly me: () => string }) {
  return async (message: ToSend, { key, isRepeat }: Once): Promise<Result<Sent, ChatFailure>> => {
    const { channelId, isThread, files } = message
    const where = isThread ? 'thread' : 'channel'
    const mark = markOf(`${key} ${channelId}`)
    if (isRepeat) {
      const there = await attempt('Read Message History', () => find(channelId, mark), where)
      if (!there.ok) return there
      if (there.value !== null) return ok(there.value)
    }
    // For some minutes Discord itself gives the message that is there.
    const body = { ...withMark(message, mark), nonce: mark, enforce_nonce: true }
    const form = files.length === 0 ? null : new MessageForm(body, files)
    const given =
      form === null ? { body } : { body: form, passThroughBody: true, headers: { 'content-type': form.contentType } }
    const post = () => api.post(Routes.channelMessages(channelId), given) as Promise<APIMessage>
    const needs = files.length > 0 ? 'Attach Files' : isThread ? 'Send Messages in Threads' : 'Send Messages'
    return attempt(needs, () => awake(api, isThread ? channelId : null, post), where)
  }

  async function find(channelId: string, mark: string): Promise<Sent | null> {
    let before: string | null = null
    for (let page = 0; page < PAGES; page++) {
      const query = new URLSearchParams({ limit: String(LIMITS.messagesPage), ...(before === null ? {} : { before }) })
      const found = (await api.get(Routes.channelMessages(channelId), { query })) as RESTGetAPIChannelMessagesResult
      const same = found.find((m) => m.author.id === me() && isMarked(m, mark))
      if (same !== undefined) return same
      const oldest = found.at(-1)
      if (oldest === undefined || found.length < LIMITS.messagesPage) return null
      before = oldest.id
    }
    return null
  }
}

/** What is done in a thread that was put away: it is taken out again first. */
export async function awake<T>(api: Api, threadId: string | null, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (threadId === null || !isCode(error, 'threadPutAway')) throw error
    await api.patch(Routes.channel(threadId), { body: { archived: false } })
    return act()
  }
}

export const tooLarge = (maxBytes: number) => fail({ type: 'too-large', maxBytes } as const)
