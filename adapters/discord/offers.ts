/** A mention that may or may not ask for a film is asked back: Go, Edit or Cancel, for as long as its message is there. */
import { type APIMessage, Routes } from 'discord.js'
import { refuse } from '../../commands/command.ts'
import { OR_ELSE } from '../../commands/what-is-meant.ts'
import type { Nora } from '../../src/nora.ts'
import { type Card, card, type CardButton } from '../../src/words/card.ts'
import { briefOf } from './brief-of.ts'
import type { Door } from './door.ts'
import { type Interaction, zMessage } from './events.ts'
import { whyNoFilm, whyNotHere } from './film-places.ts'
import type { Forms } from './forms.ts'
import { withNames } from './given.ts'
import type { Event, Reply } from './reply.ts'
import type { Api } from './send.ts'

const OFFER = /^offer-(go|edit|cancel) (\d+)$/

/** `messageId`: of what was said. */
export function offerCard(text: string, messageId: string): Card {
  const button = (label: string, what: string, style: CardButton['style']): CardButton => ({
    label,
    verb: `offer-${what}`,
    value: messageId,
    style,
  })
  return card('Shall I make a film of this?', [...(text === '' ? [] : [text]), OR_ELSE], {
    buttons: [button('Go', 'go', 'primary'), button('Edit', 'edit', 'plain'), button('Cancel', 'cancel', 'plain')],
  })
}

export function createOffers(deps: {
  readonly nora: Nora
  readonly api: Api
  readonly door: Door
  readonly forms: Forms
  readonly withoutMention: (text: string, guild: string) => string
}) {
  const whatOf = (text: string) => OFFER.exec(text)?.[1] ?? null

  return {
    isOffer: (text: string): boolean => OFFER.test(text),

    answerInTime(text: string, interaction: Interaction, reply: Reply): Promise<void> {
      if (whatOf(text) === 'go' && whyNotHere(interaction) !== null) return reply.take()
      if (whatOf(text) === 'go') return reply.update(card('It is on its way', []))
      if (whatOf(text) === 'cancel') return reply.update(card('All right, no film', []))
      // Edit: the form is the first answer.
      return Promise.resolve()
    },

    async handle(text: string, { interaction, reply, where, speaker }: Event): Promise<void> {
      const what = whatOf(text)
      if (what === 'cancel') return
      const why = whyNoFilm({ ...where, permissions: interaction.app_permissions })
      if (why !== null) return reply.answer(refuse(why))
      const from = interaction.channel_id ?? where.channel
      const said = await read(from, OFFER.exec(text)?.[2] ?? '')
      if (said === null) return reply.answer(refuse('That message is gone: say it again.'))
      const attachments = said.attachments ?? []
      const words = withNames(deps.withoutMention(said.content ?? '', where.guild), said)
      if (what === 'edit')
        return reply.form(
          deps.forms.toModal({ title: 'A new film', command: 'brief', given: {} }, attachments, [['text', words]]),
        )
      const files = attachments.map((attachment) => ({ attachment, from, message: said.id }))
      const asked = await deps.door.asked(where, speaker, `message:${said.id}`, files)
      return reply.answer(await briefOf(deps.nora, asked, words))
    },
  }

  async function read(channelId: string, messageId: string) {
    const found = (await deps.api
      .get(Routes.channelMessage(channelId, messageId))
      .catch(() => null)) as APIMessage | null
    return zMessage.safeParse(found).data ?? null
  }
}
export type Offers = ReturnType<typeof createOffers>
