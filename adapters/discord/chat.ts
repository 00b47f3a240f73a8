/** Discord as the house sees it: a status message in the channel, a public thread on it, and what is said there. */
import { type APIThreadChannel, type RESTPatchAPIChannelMessageJSONBody, Routes } from 'discord.js'
import type { Channel, MessagePlace, ThreadRef } from '../../src/domain/message.ts'
import { ok, type Result } from '../../src/domain/result.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { ChatFailure, ChatFile, ChatMessageToPost, ChatPlatform, Once, Shown } from '../../src/ports/chat.ts'
import type { Card } from '../../src/words/card.ts'
import { toMessage } from './components.ts'
import { createAddresses, withAddress } from './known-again.ts'
import { cut, LIMITS } from './limits.ts'
import { createMarks } from './marks.ts'
import { idsOf, inChannel, inThread } from './places.ts'
import { type Api, awake, createSend, type Sent } from './send.ts'
import { attempt, attemptEdit, isCode } from './trouble.ts'
import { createUpload, replyTo } from './upload.ts'
import type { UploadLimits } from './upload-limits.ts'

export function createChat(deps: {
  readonly api: Api
  /** Nora's own user; known once she is connected. */
  readonly me: () => string
  readonly limits: UploadLimits
}): ChatPlatform {
  const { api, limits } = deps
  const send = createSend(deps)
  const marks = createMarks(deps)
  const addresses = createAddresses(api)

  return {
    platform: 'discord',
    name: 'Discord',
    // Discord names no numbers and says with each answer what is left; five in five seconds a channel are seen mostly.
    pace: {
      editEveryMs: 2 * SECOND,
      workspaceEditEveryMs: 250,
      channelPostEveryMs: SECOND,
      latePostMs: 0,
      lateEditMs: 30 * SECOND,
    },

    async openThread(channel, card, title, once) {
      const { workspace: guild, channel: channelId } = channel
      const root = await send({ guild, channelId, isThread: false, body: toMessage(card), files: [] }, once)
      if (!root.ok) return root
      const begun = await beginThread(channel, root.value, title)
      if (!begun.ok) return begun
      const { platform, workspace, channel: id } = channel
      return ok({
        thread: { platform, workspace, channel: id, thread: begun.value },
        status: inChannel(channel, root.value.id),
      })
    },

    post,

    async edit(message, card) {
      const { channelId, messageId } = idsOf(message)
      const { content, embeds, components, allowed_mentions } = toMessage(card)
      const thread = channelId === message.channel ? null : channelId
      const edited = await attemptEdit('Send Messages', async () => {
        const marked = withAddress(embeds, await addresses.of(channelId, messageId))
        const body: RESTPatchAPIChannelMessageJSONBody = { content, embeds: marked, components, allowed_mentions }
        await awake(api, thread, () => api.patch(Routes.channelMessage(channelId, messageId), { body }))
      })
      return edited
    },

    upload: createUpload({ send, limits }),
    maxUploadBytes: async (thread) => ok(limits.of(thread.workspace)),
    seedMarks: marks.seed,
    readMarks: marks.read,
  }

  /** Its id; a message has one thread at most, which has the id of the message. */
  function beginThread(channel: Channel, root: Sent, title: string): Promise<Result<string, ChatFailure>> {
    if (root.thread !== undefined) return Promise.resolve(ok(root.thread.id))
    return attempt('Create Public Threads', async () => {
      try {
        const body = {
          name: cut(title.trim() || 'Film', LIMITS.threadName),
          auto_archive_duration: LIMITS.archiveMinutes,
        }
        const thread = (await api.post(Routes.threads(channel.channel, root.id), { body })) as APIThreadChannel
        return thread.id
      } catch (error) {
        if (isCode(error, 'threadThere')) return root.id
        throw error
      }
    })
  }

  async function post(thread: ThreadRef, message: ChatMessageToPost, once: Once): Promise<Result<Shown, ChatFailure>> {
    const pictures = namedPictures(message.pictures, limits.of(thread.workspace))
    const inIt = await show(thread, message, pictures, once, false)
    if (!inIt.ok) return inIt
    const places: MessagePlace[] = [inThread(thread, inIt.value.id)]
    if (!message.alsoInChannel) return ok({ messages: places })
    const inList = await show(thread, message, pictures, once, true)
    if (inList.ok) return ok({ messages: [...places, inChannel(thread, inList.value.id)] })
    // Who may see the thread alone sees it there.
    return inList.failure.type === 'forbidden' ? ok({ messages: places }) : inList
  }

  async function show(
    thread: ThreadRef,
    { card, mentions }: { readonly card: Card; readonly mentions: readonly string[] },
    files: readonly ChatFile[],
    once: Once,
    isInChannel: boolean,
  ): Promise<Result<Sent, ChatFailure>> {
    const channelId = isInChannel ? thread.channel : thread.thread
    const message = (pictures: readonly ChatFile[]) => ({
      guild: thread.workspace,
      channelId,
      isThread: !isInChannel,
      files: pictures,
      body: {
        // Called once, where they can answer.
        ...toMessage(card, {
          mentions: isInChannel ? [] : mentions,
          pictures: pictures.map((f) => f.name),
        }),
        ...(isInChannel ? { message_reference: replyTo(thread) } : {}),
      },
    })
    const sent = await send(message(files), once)
    const isOverPictures = !sent.ok && (sent.failure.type === 'too-large' || missesFiles(sent.failure))
    return isOverPictures && files.length > 0 ? send(message([]), once) : sent
  }
}

const missesFiles = (failure: ChatFailure): boolean =>
  failure.type === 'forbidden' && failure.missing === 'Attach Files'

/** Named so that an embed can show them; those that are too large stay out. */
function namedPictures(pictures: readonly ChatFile[], maxBytes: number): readonly ChatFile[] {
  const named: ChatFile[] = []
  let bytes = 0
  for (const picture of pictures.slice(0, LIMITS.gallery)) {
    bytes += picture.bytes
    if (bytes > Math.min(maxBytes, LIMITS.requestBytes)) break
    const extension = /^image\/(\w+)/.exec(picture.mime)?.[1]?.replace('jpeg', 'jpg') ?? 'png'
    named.push({ ...picture, name: `picture-${named.length + 1}.${extension}` })
  }
  return named
}
