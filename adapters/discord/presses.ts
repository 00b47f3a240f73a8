/** A button or a list of one of our cards was used: which of them opens a form, which is answered in private, which only acts. */
import { refuse } from '../../commands/command.ts'
import { pressed } from '../../commands/hear.ts'
import { runTurn, turnIn } from '../../commands/turn.ts'
import { parsePress } from '../../src/words/press.ts'
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Door } from './door.ts'
import type { Interaction } from './events.ts'
import type { ForOne } from './for-one.ts'
import type { Forms } from './forms.ts'
import type { Offers } from './offers.ts'
import type { Event, Reply } from './reply.ts'

const LOST = refuse('That form is from long ago, and what you gave with it is kept no longer: give the command again.')
const LATE = refuse('It took me too long to find what you gave before: press it once more.')

/** How long a press that leads to a form waits for its own effect, before it is answered without the form. */
const FORM_WAIT_MS = 250

export function createPresses(deps: {
  readonly nora: Nora
  readonly door: Door
  readonly forms: Forms
  readonly offers: Offers
  readonly forOne: ForOne
  readonly log: Log
}) {
  return {
    formAtOnce: ({ data }: Interaction) => {
      const text = textOf(data)
      const opened = deps.forms.open(text)
      return opened === null || opened === 'elsewhere'
        ? null
        : deps.forms.again(text, opened, titleOf(opened.command.name))
    },

    answerInTime(interaction: Interaction, reply: Reply): Promise<void> {
      const text = textOf(interaction.data)
      if (deps.offers.isOffer(text)) return deps.offers.answerInTime(text, interaction, reply)
      if (!leadsToForm(text) && deps.forms.open(text) !== 'elsewhere') return reply.take()
      const late = () => {
        if (reply.isOpen())
          reply.take().catch((error: unknown) => deps.log.warn('discord-press-not-answered', { error }))
      }
      setTimeout(late, FORM_WAIT_MS).unref()
      return Promise.resolve()
    },

    async handle(event: Event): Promise<void> {
      const { interaction, reply, where, speaker } = event
      const text = textOf(interaction.data)
      if (deps.offers.isOffer(text)) return deps.offers.handle(text, event)
      if (deps.forOne.isOne(text)) return deps.forOne.show(text, event)
      if (deps.forms.open(text) === 'elsewhere') {
        const found = await deps.forms.find(text)
        if (found === null) return reply.answer(LOST)
        if (reply.isOpen()) return reply.form(deps.forms.again(text, found, titleOf(found.command.name)))
        return reply.answer(LATE)
      }
      const asked = await deps.door.asked(where, speaker, interaction.id)
      const turn = turnIn(text)
      if (turn !== null) return reply.turn(await runTurn(deps.nora, turn, asked))
      const answer = await pressed(deps.nora, text, asked.personId)
      if (answer.show === 'nothing' && answer.done !== undefined) return reply.settle(`${answer.done}: ${speaker.name}`)
      await reply.answer(answer)
    },
  }
}
export type Presses = ReturnType<typeof createPresses>

function leadsToForm(text: string): boolean {
  const press = parsePress(text)
  return press?.is === 'change' || (press?.is === 'verdict' && press.verdict === 'request-changes')
}

/** What travelled with the button, or with the line of a list. */
const textOf = (data: Interaction['data']): string =>
  data?.custom_id?.startsWith('choose ') === true ? (data.values?.[0] ?? '') : (data?.custom_id ?? '')

const titleOf = (command: string): string => (command === 'brief' ? 'A new film' : 'What should change?')
