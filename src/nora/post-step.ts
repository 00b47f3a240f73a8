/** Does one step of a thread on its platform: a message, the upload of a film, or the marks under it. */
import type { AssetId } from '../domain/ids.ts'
import type { ChatThread, MessagePlace, ThreadRef } from '../domain/message.ts'
import { ok, type Result } from '../domain/result.ts'
import type { ChatFailure, ChatPlatform, Shown } from '../ports/chat.ts'
import type { Store } from '../ports/store.ts'
import type { Card } from '../words/card.ts'
import { MASTER_LINK, notUploadedCard } from '../words/posting-words.ts'
import type { createLinks } from './links.ts'
import type { Step } from './thread-steps.ts'
import type { UploadFiles } from './upload-files.ts'

export type PostStep = (
  chat: ChatPlatform,
  thread: ChatThread,
  step: Step,
  isRepeat: boolean,
) => Promise<Result<Shown, ChatFailure>>

/** How often a film is fitted to a limit that turns out to be lower. */
const MOST_FITS = 4
/** A film that could not be uploaded so often is shown as its link only. */
const MOST_UPLOADS = 5

export function createPostStep(deps: {
  readonly store: Store
  readonly links: ReturnType<typeof createLinks>
  readonly files: UploadFiles
}): PostStep {
  return async (chat, thread, step, isRepeat) => {
    const place = placeOf(thread)
    switch (step.do) {
      case 'post': {
        const links =
          step.delivered === null ? [] : [{ label: MASTER_LINK, url: deps.links.toAsset(step.delivered.filmAssetId) }]
        const card = { ...step.card, links: [...step.card.links, ...links] }
        const alsoInChannel = step.delivered !== null
        return post(chat, place, card, alsoInChannel, { key: step.key, isRepeat })
      }
      case 'upload':
        return upload(chat, thread, step, isRepeat)
      case 'mark': {
        const anchor = (await deps.store.messages(thread.briefId)).find(
          (m) => m.role === 'delivery' && m.deliveryNo === step.deliveryNo && m.platform === thread.platform,
        )
        if (anchor === undefined) return ok({ messages: [] })
        const marked = await chat.seedMarks(messageOf(anchor), ['approve', 'request-changes', 'reject'])
        // A delivery whose message was deleted, or that may not be marked, still has its buttons.
        const isOver = !marked.ok && (marked.failure.type === 'gone' || marked.failure.type === 'forbidden')
        return marked.ok || isOver ? ok({ messages: [] }) : marked
      }
    }
  }

  async function post(
    chat: ChatPlatform,
    thread: ThreadRef,
    card: Card,
    alsoInChannel: boolean,
    once: { readonly key: string; readonly isRepeat: boolean },
  ): Promise<Result<Shown, ChatFailure>> {
    const mentions: string[] = []
    for (const personId of card.calls)
      for (const identity of await deps.store.identitiesOf(personId))
        if (
          identity.platform === thread.platform &&
          (identity.workspace === '' || identity.workspace === thread.workspace)
        )
          mentions.push(identity.userId)
    const pictures = await deps.files.pictures(card.pictures satisfies readonly AssetId[])
    return chat.post(thread, { card, pictures, mentions: [...new Set(mentions)], alsoInChannel }, once)
  }

  async function upload(
    chat: ChatPlatform,
    thread: ChatThread,
    { key, delivered }: Extract<Step, { do: 'upload' }>,
    isRepeat: boolean,
  ): Promise<Result<Shown, ChatFailure>> {
    const place = placeOf(thread)
    const asked = await chat.maxUploadBytes(place)
    if (!asked.ok) return asked
    const maxBytes = Math.min(asked.value, thread.maxUploadBytes ?? Infinity)
    await using fitted = await deps.files.ofDelivery(delivered, maxBytes)
    const instead = (why: string | null) =>
      post(chat, place, notUploadedCard(why), false, { key: `${key}-instead`, isRepeat })
    const shown =
      fitted.files.length === 0
        ? ok({ messages: [] })
        : await chat.upload(place, fitted.files, { key, isRepeat, alsoInChannel: true })
    if (shown.ok && fitted.hasFilm) return shown
    if (shown.ok) {
      const told = await instead(null)
      return told.ok ? ok({ messages: [...shown.value.messages, ...told.value.messages] }) : told
    }
    const { failure } = shown
    // Fitted again to what the platform now says; where it says nothing, to half of what it refused.
    if (failure.type === 'too-large') {
      if (thread.tries + 1 >= MOST_FITS) return instead(null)
      const largest = Math.max(...fitted.files.map((f) => f.bytes))
      return { ok: false, failure: { type: 'too-large', maxBytes: failure.maxBytes ?? Math.floor(largest / 2) } }
    }
    const isOver = failure.type === 'forbidden' || failure.type === 'refused' || thread.tries + 1 >= MOST_UPLOADS
    if (!isOver || failure.type === 'rate-limited' || failure.type === 'gone') return shown
    return instead(failure.type === 'forbidden' ? `I lack ${failure.missing}` : failure.reason)
  }
}

const placeOf = ({ platform, workspace, channel, thread }: ChatThread): ThreadRef => ({
  platform,
  workspace,
  channel,
  thread: thread ?? '',
})

const messageOf = ({ platform, workspace, channel, message }: MessagePlace): MessagePlace => ({
  platform,
  workspace,
  channel,
  message,
})
