/** How one interaction is answered: at once or put off within its three seconds, and later by a message of our own. */
import {
  type APICommandAutocompleteInteractionResponseCallbackData,
  InteractionResponseType as Type,
  MessageFlags,
  Routes,
} from 'discord.js'
import type { Answer, Audience } from '../../commands/command.ts'
import { type Card, card } from '../../src/words/card.ts'
import { saidRow, toMessage } from './components.ts'
import type { Where } from './directory.ts'
import type { Speaker } from './door.ts'
import type { Attachment, Interaction } from './events.ts'
import type { Forms } from './forms.ts'
import { markOf } from './known-again.ts'
import { LIMITS } from './limits.ts'
import type { Api } from './send.ts'
import { isCode, isTokenDead } from './trouble.ts'

const TOO_LATE = card('I was too late to answer you in private: look whether it is done, or ask again', [])

export function createReply(
  { api, forms, now }: { readonly api: Api; readonly forms: Forms; readonly now: () => number },
  { id, token, application_id: app, channel_id: channelId, member }: Interaction,
  /** Null: it has just come, and nothing was answered yet. */
  earlier: { readonly begunAt: number; readonly waitsFor: Audience | null } | null = null,
) {
  const begunAt = earlier?.begunAt ?? now()
  let waitsFor: Audience = earlier?.waitsFor ?? 'only-the-asker'
  let answered: 'not-yet' | 'waits' | 'seen' | 'lost' =
    earlier === null ? 'not-yet' : earlier.waitsFor === null ? 'seen' : 'waits'

  /** The first answer. Too late, and what is left to say is said in the channel. */
  async function first(type: Type, data: unknown, then: typeof answered): Promise<void> {
    // Said before it is sent, so that nothing else is sent as a first answer meanwhile.
    answered = then
    try {
      await api.post(Routes.interactionCallback(id, token), {
        body: { type, ...(data === null ? {} : { data }) },
        auth: false,
      })
    } catch (error) {
      if (isCode(error, 'alreadyAnswered')) return
      if (!isTokenDead(error)) throw error
      answered = 'lost'
    }
  }

  const privately = (shown: Card) => ({ ...toMessage(shown), flags: MessageFlags.Ephemeral })

  async function show(shown: Card, isForAll: boolean): Promise<void> {
    if (answered === 'lost' || now() - begunAt > LIMITS.tokenMs) return inChannel(shown, isForAll)
    try {
      if (answered === 'not-yet')
        return await first(Type.ChannelMessageWithSource, isForAll ? toMessage(shown) : privately(shown), 'seen')
      if (answered === 'waits' && isForAll === (waitsFor === 'everybody')) {
        answered = 'seen'
        await api.patch(Routes.webhookMessage(app, token), { body: toMessage(shown), auth: false })
        return
      }
      // Who may see an answer is settled when it is put off: for others it is given anew.
      if (answered === 'waits') await takeBack()
      await api.post(Routes.webhook(app, token), { body: isForAll ? toMessage(shown) : privately(shown), auth: false })
    } catch (error) {
      if (!isTokenDead(error)) throw error
      await inChannel(shown, isForAll)
    }
  }

  const takeBack = async (): Promise<void> => {
    answered = 'seen'
    await api.delete(Routes.webhookMessage(app, token), { auth: false })
  }

  /** There everybody reads it: of what is for the asker alone nothing is said but that. */
  async function inChannel(shown: Card, isForAll: boolean): Promise<void> {
    const asker = member?.user?.id
    if (channelId == null || asker === undefined) return
    const body = toMessage(isForAll ? shown : TOO_LATE, { mentions: [asker] })
    const nonce = markOf(`late ${id} ${isForAll}`)
    await api.post(Routes.channelMessages(channelId), { body: { ...body, nonce, enforce_nonce: true } })
  }

  return {
    isOpen: () => answered === 'not-yet',
    /** "Nora is thinking", seen by whom the answer is for. */
    wait(whom: Audience = 'only-the-asker'): Promise<void> {
      waitsFor = whom
      const data = whom === 'everybody' ? null : { flags: MessageFlags.Ephemeral }
      return first(Type.DeferredChannelMessageWithSource, data, 'waits')
    },
    /** A button was pressed: its message stays as it is. */
    take: () => first(Type.DeferredMessageUpdate, null, 'seen'),
    suggest: (data: APICommandAutocompleteInteractionResponseCallbackData) =>
      first(Type.ApplicationCommandAutocompleteResult, data, 'seen'),
    /** Only as the first answer. */
    form: (data: unknown) => first(Type.Modal, data, 'seen'),
    /** Shows the message that the button stands on anew. */
    update: (shown: Card) => first(Type.UpdateMessage, toMessage(shown), 'seen'),

    /** In the place of the buttons of that message: what is done cannot be pressed again. */
    async settle(line: string): Promise<void> {
      if (answered === 'lost' || now() - begunAt > LIMITS.tokenMs) return
      try {
        await api.patch(Routes.webhookMessage(app, token), { body: { components: [saidRow(line)] }, auth: false })
      } catch (error) {
        if (!isTokenDead(error) && !isCode(error, 'unknownMessage')) throw error
      }
    },

    /** In the place of the message that the button stands on; what was not done is said beside it. */
    async turn(answer: Answer): Promise<void> {
      if (answer.show !== 'card' || answer.isRefusal === true || answered === 'lost') return this.answer(answer)
      try {
        await api.patch(Routes.webhookMessage(app, token), { body: toMessage(answer.card), auth: false })
      } catch (error) {
        if (!isTokenDead(error)) throw error
        await inChannel(answer.card, answer.to === 'everybody')
      }
    },

    async answer(answer: Answer, attachments: readonly Attachment[] = []): Promise<void> {
      switch (answer.show) {
        case 'card':
          return show(answer.card, answer.to === 'everybody')
        case 'form':
          if (answered === 'not-yet') return first(Type.Modal, forms.toModal(answer.form, attachments), 'seen')
          return show(formCard(answer.form.title, forms.idOf(answer.form, attachments)), false)
        case 'nothing':
          if (answered === 'not-yet') return first(Type.DeferredMessageUpdate, null, 'seen')
          if (answered !== 'waits') return
          return takeBack().catch((error: unknown) => {
            if (!isTokenDead(error) && !isCode(error, 'unknownMessage')) throw error
          })
      }
    },
  }
}
export type Reply = ReturnType<typeof createReply>

/** Of an interaction that has just come. */
export type Live = {
  readonly reply: Reply
  /** Settles once its first answer is given, where it has one in time. */
  readonly inTime: Promise<void>
}

/** What somebody did, where, and how they are answered. */
export type Event = {
  readonly interaction: Interaction
  readonly reply: Reply
  readonly where: Where
  readonly speaker: Speaker
}

/** What was refused, with a button to the form in which it can be mended. */
export function withForm(shown: Card, id: string): Card {
  const [verb = '', ...value] = id.split(' ')
  const button = { label: 'Open the form again', verb, value: value.join(' '), style: 'primary' } as const
  return { ...shown, buttons: [...shown.buttons, button] }
}

/** A form can only be shown in answer to a press. */
export function formCard(title: string, id: string): Card {
  const [verb = '', ...value] = id.split(' ')
  return card(title, [], { buttons: [{ label: 'Write it', verb, value: value.join(' '), style: 'primary' }] })
}
