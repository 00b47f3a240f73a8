/** Answers what somebody wrote, below it, where everybody reads the answer. */
import { MessageFlags, Routes } from 'discord.js'
import type { Answer } from '../../commands/command.ts'
import type { Typed } from '../../commands/parse-command.ts'
import type { Card } from '../../src/words/card.ts'
import { toMessage } from './components.ts'
import type { Message } from './events.ts'
import type { ForOne } from './for-one.ts'
import type { Forms } from './forms.ts'
import { markOf } from './known-again.ts'
import { formCard } from './reply.ts'
import type { Api } from './send.ts'
import { attempt } from './trouble.ts'

export type To = {
  readonly message: Message
  readonly author: { readonly id: string }
  /** Of what is answered: once each. */
  readonly requestId: string
}

export function createRespond(deps: { readonly api: Api; readonly forms: Forms; readonly forOne: ForOne }) {
  /** `typed`: as what it was understood; null for a note, or a brief in words. */
  async function respond(to: To, answer: Answer, typed: Typed | null, isAboutFilm: boolean): Promise<void> {
    if (answer.show === 'nothing') return
    if (answer.show === 'form') return post(to, formCard(answer.form.title, deps.forms.idOf(answer.form, [])))
    const isForAll = answer.to === 'everybody' || isHarmless(answer, typed, isAboutFilm)
    await post(to, isForAll ? answer.card : await deps.forOne.card(to.author.id, answer.card))
  }

  async function post({ message, author, requestId }: To, shown: Card): Promise<void> {
    const body = {
      ...toMessage(shown),
      allowed_mentions: { parse: [], users: [author.id], replied_user: true },
      message_reference: { message_id: message.id, fail_if_not_exists: false },
      flags: MessageFlags.SuppressNotifications as const,
      nonce: markOf(`answer ${requestId}`),
      enforce_nonce: true,
    }
    // Where Nora may not write there is nobody to tell.
    const sent = await attempt('Send Messages', () =>
      deps.api.post(Routes.channelMessages(message.channel_id), { body }),
    )
    if (!sent.ok && sent.failure.type !== 'forbidden' && sent.failure.type !== 'gone')
      throw new Error(`a message was not answered: ${sent.failure.type}`)
  }

  return { respond, post }
}

/** It leads nowhere, and tells only of what everybody has read: words, or a command about the film of this thread. */
function isHarmless(
  answer: Extract<Answer, { readonly show: 'card' }>,
  typed: Typed | null,
  isAboutFilm: boolean,
): boolean {
  if (answer.card.links.length > 0) return false
  if (typed === null || typed.command.name === 'brief' || typed.command.name === 'help') return true
  return answer.isRefusal === true && isAboutFilm && typed.command.about === 'brief'
}
