/** Sends one message into one channel or thread, once: what an earlier try left there is found and not sent again. */
import { createHash } from 'node:crypto'
import {
  type APIMessage,
  type RawFile,
  type REST,
  type RESTGetAPIChannelMessagesResult,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord.js'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure, Once } from '../../src/ports/chat.ts'
import { LIMITS } from './limits.ts'
import { attempt, isCode } from './trouble.ts'

export type Api = Pick<REST, 'get' | 'post' | 'put' | 'patch' | 'delete'>
export type ToSend = {
  readonly channelId: string
  readonly isThread: boolean
  readonly body: RESTPostAPIChannelMessageJSONBody
  readonly files: readonly RawFile[]
}
export type Sent = Pick<APIMessage, 'id' | 'thread'>

/** Pages of a channel in which an earlier try is looked for. */
const PAGES = 5

export function createSend({ api, me }: { readonly api: Api; readonly me: () => string }) {
  return async (message: ToSend, { key, isRepeat }: Once): Promise<Result<Sent, ChatFailure>> => {
    const { channelId, isThread, body, files } = message
    const where = isThread ? 'thread' : 'channel'
    const nonce = nonceOf(`${key} ${channelId}`)
    if (isRepeat) {
      const there = await attempt('Read Message History', () => find(message, nonce), where)
      if (!there.ok) return there
      if (there.value !== null) return ok(there.value)
    }
    const post = () =>
      api.post(Routes.channelMessages(channelId), {
        // For some minutes Discord itself gives the message that is there.
        body: { ...body, nonce, enforce_nonce: true },
        ...(files.length === 0 ? {} : { files: [...files] }),
      }) as Promise<APIMessage>
    const needs = files.length > 0 ? 'Attach Files' : isThread ? 'Send Messages in Threads' : 'Send Messages'
    return attempt(needs, () => awake(api, isThread ? channelId : null, post), where)
  }

  async function find(message: ToSend, nonce: string): Promise<Sent | null> {
    let before: string | null = null
    for (let page = 0; page < PAGES; page++) {
      const query = new URLSearchParams({ limit: String(LIMITS.messagesPage), ...(before === null ? {} : { before }) })
      const found = (await api.get(Routes.channelMessages(message.channelId), {
        query,
      })) as RESTGetAPIChannelMessagesResult
      const same = found.find((m) => m.author.id === me() && (m.nonce === nonce || isSame(m, message)))
      if (same !== undefined) return same
      const oldest = found.at(-1)
      if (oldest === undefined || found.length < LIMITS.messagesPage) return null
      before = oldest.id
    }
    return null
  }
}

/** By the colour, which carries bits of the key, and the words; a message of files alone by the files. */
function isSame(there: APIMessage, { body, files }: ToSend): boolean {
  const [wanted, found] = [body.embeds?.[0], there.embeds[0]]
  if (wanted !== undefined)
    return (
      found?.color === wanted.color &&
      plain(found?.title) === plain(wanted.title) &&
      plain(found?.description) === plain(wanted.description)
    )
  return (
    files.length > 0 &&
    there.embeds.length === 0 &&
    there.attachments.length === files.length &&
    files.every((f, i) => {
      const data = f.data as Uint8Array
      return there.attachments[i]?.size === data.length
    }) &&
    (body.message_reference?.message_id ?? null) === (there.message_reference?.message_id ?? null)
  )
}

/** Discord trims what it is given. */
const plain = (text: string | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').trim()

const nonceOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, LIMITS.nonce)

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

export const readWhole = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export const tooLarge = (maxBytes: number) => fail({ type: 'too-large', maxBytes } as const)
