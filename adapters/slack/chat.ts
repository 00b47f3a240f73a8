/** Slack as the core's chat platform: cards as messages, each once by the key that goes with it, edited in place, with files and marks. */
import type { webApi } from '@slack/bolt'
import type { MessagePlace, ThreadRef } from '../../src/domain/message.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure, ChatMessageToPost, ChatPlatform, Once, Shown } from '../../src/ports/chat.ts'
import { blocksOf, type BlockKit } from './blocks.ts'
import { post as postMessage, type SlackClient } from './client.ts'
import { attemptEffect } from './failures.ts'
import { createFinder, KEY_EVENT } from './find-message.ts'
import { SLACK } from './limits.ts'
import { readMarks, seedMarks } from './marks.ts'
import { createRates, type Need, type Rates } from './rates.ts'
import type { ReadSelf } from './self.ts'
import { link } from './text.ts'
import { createUploads, type Pause } from './upload.ts'

/** Without blocks it is a link, which Slack unfolds. */
type Body = { readonly text: string; readonly blocks: BlockKit['blocks'] | null }
type To = { readonly channel: string; readonly thread: string | null; readonly isBroadcast: boolean }

/** Of which the marks are read once hers are there: the card, the film, and the film in the channel. */
const DELIVERY_MESSAGES = 3

const toBring = (files: number, looks: number): Need => ({
  'files.getUploadURLExternal': files,
  'files.completeUploadExternal': 1,
  'files.info': looks,
})

export function createSlackChat(deps: {
  readonly client: SlackClient
  readonly readSelf: ReadSelf
  /** Cuts off what still runs when Nora goes. */
  readonly signal?: AbortSignal
  /** Of one file; what a workspace's admins chose is learnt when Slack refuses. */
  readonly maxUploadBytes?: () => number
  readonly pause?: Pause
  readonly rates?: Rates
}): ChatPlatform {
  const {
    client,
    readSelf,
    rates = createRates(() => performance.now()),
    maxUploadBytes = () => SLACK.uploadBytes,
  } = deps
  const finder = createFinder(client, readSelf, rates)
  /** Null: it may be done, and is counted. */
  const over = (need: Need): Result<never, ChatFailure> | null => {
    const afterMs = rates.take(need)
    return afterMs === 0 ? null : fail({ type: 'rate-limited', afterMs })
  }
  const uploads = createUploads(client, deps)

  const shownAt = ({ platform, workspace, channel }: ThreadRef, timestamps: readonly string[]): Shown => ({
    messages: timestamps.map((message): MessagePlace => ({ platform, workspace, channel, message })),
  })

  /** The ts of the one message with this key; `make` is asked only where it must be posted. */
  async function say(
    to: To,
    once: Once,
    make: () => Promise<Result<Body, ChatFailure>>,
  ): Promise<Result<string, ChatFailure>> {
    if (once.isRepeat) {
      const there = await finder.byKey(to.channel, to.thread, once.key)
      if (!there.ok) return there
      if (there.value?.ts !== undefined) return ok(there.value.ts)
    }
    const made = await make()
    if (!made.ok) return made
    const { text, blocks } = made.value
    const unfolds = blocks === null
    const posted = await attemptEffect(() =>
      postMessage(client, {
        channel: to.channel,
        ...(to.thread === null ? {} : { thread_ts: to.thread }),
        ...(to.thread !== null && to.isBroadcast ? { reply_broadcast: true } : {}),
        text,
        ...(blocks === null ? {} : { blocks, parse: 'none' }),
        unfurl_links: unfolds,
        unfurl_media: unfolds,
        metadata: { event_type: KEY_EVENT, event_payload: { key: once.key } },
      } as webApi.ChatPostMessageArguments),
    )
    return posted.ok ? ok(posted.value.ts ?? '') : posted
  }

  async function post(
    thread: ThreadRef,
    { card, pictures, mentions, alsoInChannel }: ChatMessageToPost,
    once: Once,
  ): Promise<Result<Shown, ChatFailure>> {
    const limited = pictures.length === 0 ? null : over(toBring(pictures.length, pictures.length))
    if (limited !== null) return limited
    const to = { channel: thread.channel, thread: thread.thread, isBroadcast: alsoInChannel }
    let hasPictures = false
    const said = await say(to, once, async () => {
      const kept = await uploads.keep(pictures, once.key)
      if (!kept.ok) return kept
      hasPictures = kept.value.length > 0
      return ok(blocksOf(card, { mentions, pictureIds: kept.value }))
    })
    // Slack may still refuse a picture that it took.
    const isPicture = !said.ok && said.failure.type === 'refused' && hasPictures
    const done = isPicture ? await say(to, once, async () => ok(blocksOf(card, { mentions }))) : said
    return done.ok ? ok(shownAt(thread, [done.value])) : done
  }

  return {
    platform: 'slack',
    name: 'Slack',
    pace: SLACK.pace,
    post,

    async openThread(channel, card, _title, once) {
      const said = await say({ channel: channel.channel, thread: null, isBroadcast: false }, once, async () =>
        ok(blocksOf(card)),
      )
      if (!said.ok) return said
      const { platform, workspace } = channel
      const place = { platform, workspace, channel: channel.channel }
      return ok({ thread: { ...place, thread: said.value }, status: { ...place, message: said.value } })
    },

    async edit({ channel, message }, card) {
      const { text, blocks } = blocksOf(card)
      const edited = await attemptEffect(() =>
        client.chat.update({ channel, ts: message, text, blocks, parse: 'none' }),
      )
      return edited.ok ? ok(undefined) : edited
    },

    async upload(thread, files, { alsoInChannel, ...once }) {
      const most = maxUploadBytes()
      if (files.some((f) => f.bytes > most)) return { ok: false, failure: { type: 'too-large', maxBytes: most } }
      const [first] = files
      if (first === undefined) return ok({ messages: [] })
      const limited = over(toBring(files.length, 1))
      if (limited !== null) return limited
      const there = once.isRepeat ? await finder.byFile(thread.channel, thread.thread, first.name) : ok(null)
      if (!there.ok) return there
      const shared =
        there.value === null
          ? await uploads.share(thread.channel, thread.thread, files)
          : ok({ timestamps: [there.value.ts ?? ''], permalink: there.value.files?.[0]?.permalink ?? null })
      if (!shared.ok) return shared
      const { timestamps, permalink } = shared.value
      if (!alsoInChannel || permalink === null) return ok(shownAt(thread, timestamps))
      // An upload into a thread cannot be shown in the channel: a link to it can, and Slack plays it there.
      const inChannel = await say(
        { channel: thread.channel, thread: thread.thread, isBroadcast: true },
        { ...once, key: `${once.key}:channel` },
        async () => ok({ text: link(first.name, permalink), blocks: null }),
      )
      return inChannel.ok ? ok(shownAt(thread, [...timestamps, inChannel.value])) : inChannel
    },

    maxUploadBytes: async () => ok(maxUploadBytes()),
    seedMarks: async (place, marks) =>
      over({ 'reactions.add': marks.length, 'reactions.get': DELIVERY_MESSAGES }) ?? seedMarks(client, place, marks),
    async readMarks(place) {
      const self = await readSelf()
      return self.ok ? readMarks(client, place, self.value.botUserId) : self
    },
  }
}
