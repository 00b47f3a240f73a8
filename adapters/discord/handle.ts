/** What is done on what somebody did in Discord's controls, whoever it was that answered them in time. */
import { z } from 'zod'
import { type Command, refuse } from '../../commands/command.ts'
import { commandNamed } from '../../commands/catalogue.ts'
import { type Interaction, zAttachment } from './events.ts'
import type { Forms } from './forms.ts'
import { readCommand, readForm, shownIn } from './given.ts'
import type { Perform } from './perform.ts'
import type { Presses } from './presses.ts'
import { ADD_TO_VAULT, BRIEF_FROM_MESSAGE } from './registration.ts'
import type { Event } from './reply.ts'

const GONE = refuse('I no longer know that command: reload Discord, then give it again.')
const EMPTY = refuse('That message has nothing that I could take: choose one with words for a film, or with files.')
const LOST = refuse('That form is from long ago, and what you gave with it is kept no longer: give the command again.')

export const [COMMAND, PRESS, TYPING, FORM] = [2, 3, 4, 5]
export const ON_MESSAGE = 3

/** What travelled with a form that was sent; null for all else. */
export const zFormSent = z.union([
  z.null(),
  /** Kept by another process, or by the one that was here before. */
  z.literal('elsewhere'),
  z.object({
    command: z.string(),
    given: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    attachments: z.array(zAttachment).readonly(),
    draft: z.string().nullable(),
  }),
])
export type FormSent = z.output<typeof zFormSent>

export function createHandle(deps: {
  readonly forms: Pick<Forms, 'find'>
  readonly perform: Perform
  readonly presses: Pick<Presses, 'handle'>
}) {
  return handle

  async function handle(event: Event, form: FormSent): Promise<void> {
    const { interaction, reply } = event
    if (interaction.type === PRESS) return deps.presses.handle(event)
    if (interaction.type === FORM) return filledIn(event, form)
    if (interaction.type !== COMMAND) return
    if (interaction.data?.type === ON_MESSAGE) return onMessage(event)
    const read = readCommand(interaction)
    if (read === null) return reply.answer(GONE)
    return deps.perform(event, read.command, read.given, read.attachments)
  }

  async function filledIn(event: Event, opened: FormSent): Promise<void> {
    if (opened === 'elsewhere') {
      const found = await deps.forms.find(event.interaction.data?.custom_id ?? '')
      if (found === null) return event.reply.answer(LOST)
      return filledIn(event, { ...found, command: found.command.name })
    }
    const command = opened === null ? null : commandNamed(opened.command)
    if (opened === null || command === null) return event.reply.answer(GONE)
    const { given, attachments } = readForm(event.interaction)
    const before = opened.attachments.map((attachment) => ({ option: null, attachment, draft: opened.draft }))
    const now = attachments.map((attachment) => ({ option: null, attachment }))
    return deps.perform(event, command, { ...opened.given, ...given }, [...before, ...now], { typed: given })
  }

  async function onMessage(event: Event): Promise<void> {
    const { data } = event.interaction
    const message = data?.resolved?.messages?.[data.target_id ?? '']
    const command = onMessageOf(event.interaction)
    if (message === undefined || command === null) return event.reply.answer(GONE)
    const { text, attachments } = shownIn(message)
    const files = attachments.map((attachment) => ({ option: null, attachment }))
    if (files.length === 0 && (command.name !== 'brief' || text === '')) return event.reply.answer(EMPTY)
    return deps.perform(event, command, command.name === 'brief' && text !== '' ? { text } : {}, files, {
      message: message.id,
    })
  }
}

export const onMessageOf = ({ data }: Interaction): Command | null =>
  commandNamed(data?.name === BRIEF_FROM_MESSAGE ? 'brief' : data?.name === ADD_TO_VAULT ? 'assets add' : '')
