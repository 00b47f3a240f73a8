/** What somebody did in Discord's own controls: a command, a button or list, an option being typed, a form. First the answer in time and the storing, then the work. */
import { z } from 'zod'
import { type Audience, audienceOf, type Command, refuse } from '../../commands/command.ts'
import type { InboxTry, Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Directory } from './directory.ts'
import { speakerOf } from './door.ts'
import { type Interaction, zInteraction } from './events.ts'
import { createFirstAnswers } from './first-answers.ts'
import { whyNotHere } from './film-places.ts'
import type { Forms, Opened } from './forms.ts'
import { readCommand } from './given.ts'
import {
  COMMAND,
  createHandle,
  FORM,
  type FormSent,
  ON_MESSAGE,
  onMessageOf,
  PRESS,
  TYPING,
  zFormSent,
} from './handle.ts'
import type { Perform } from './perform.ts'
import type { Presses } from './presses.ts'
import { createReply, type Live, type Reply } from './reply.ts'
import type { Receive } from './requests.ts'
import type { Api } from './send.ts'
import { suggestFor } from './typing.ts'
import type { UploadLimits } from './upload-limits.ts'

const BROKE = refuse('Something broke on my side: try it again in a minute.')

const zStored = z.object({ interaction: zInteraction, form: zFormSent })
type Stored = z.output<typeof zStored>

export function createInteractions(deps: {
  readonly nora: Nora
  readonly api: Api
  readonly directory: Directory
  readonly forms: Forms
  readonly perform: Perform
  readonly presses: Presses
  readonly receive: Receive
  readonly limits: UploadLimits
  readonly log: Log
  readonly now: () => number
}) {
  const { forms } = deps
  const firstAnswers = createFirstAnswers()
  const handle = createHandle(deps)
  return { arrived, carryOut, giveUp, about: () => null }

  async function arrived(raw: unknown): Promise<void> {
    const read = zInteraction.safeParse(raw)
    if (!read.success) return deps.log.warn('discord-interaction-unread', { issues: read.error.issues.slice(0, 3) })
    const interaction = read.data
    const { guild_id: guild, channel_id: channelId, member } = interaction
    const reply = createReply(deps, interaction)
    if (guild == null || channelId == null || member?.user == null)
      return reply.answer(refuse('Films are made in the channels of a server: ask me there.'))
    if (interaction.attachment_size_limit != null) deps.limits.learn(guild, interaction.attachment_size_limit)
    if (interaction.type === TYPING)
      return firstAnswers.give(async () => reply.suggest({ choices: await suggestFor(deps, interaction) }))

    const form = formAtOnce(interaction)
    if (form !== null) return firstAnswers.give(() => reply.form(form))
    // Discord sends it once, whether it is answered or not: both at the same time.
    const inTime = firstAnswers.give(() => answerInTime(interaction, reply))
    const stored: Stored = { interaction, form: formIn(interaction) }
    const received = deps.receive('interaction', `interaction:${interaction.id}`, stored, { reply, inTime })
    // What is stored is done, however its first answer went.
    const answered = inTime.catch((error: unknown) => deps.log.warn('discord-first-answer-failed', { error }))
    try {
      await received
    } catch (error) {
      await answered
      await reply.answer(BROKE).catch(() => {})
      throw error
    }
    await answered
  }

  async function carryOut(payload: unknown, { live, receivedAt }: InboxTry<Live>): Promise<void> {
    const { interaction, form } = zStored.parse(payload)
    const { channel_id: channelId, member } = interaction
    if (channelId == null || member?.user == null) return
    const reply = live?.reply ?? answeredEarlier(interaction, receivedAt)
    // Where the first answer was not taken, what there is to say is said in the channel.
    await live?.inTime.catch(() => {})
    if (!reply.isOpen()) await firstAnswers.allGiven()
    const where = await deps.directory.where(channelId, interaction)
    if (where === null)
      return reply.answer(
        refuse('I cannot see this channel: give me the permission View Channel here, then ask again.'),
      )
    await handle({ interaction, reply, where, speaker: speakerOf(member.user, member) }, form)
  }

  async function giveUp(payload: unknown, { receivedAt }: InboxTry<Live>): Promise<void> {
    const { interaction } = zStored.parse(payload)
    await answeredEarlier(interaction, receivedAt).answer(BROKE)
  }

  function answeredEarlier(interaction: Interaction, receivedAt: Date): Reply {
    const waitsFor = interaction.type === PRESS ? null : audienceAt(interaction)
    return createReply(deps, interaction, { begunAt: receivedAt.getTime(), waitsFor })
  }

  /** What travelled with a form, or is held for it by this process. */
  function formIn({ type, data }: Interaction): FormSent {
    const opened = type === FORM ? forms.open(data?.custom_id ?? '') : null
    return typeof opened === 'object' && opened !== null ? { ...opened, command: opened.command.name } : opened
  }

  /** What must be the very first answer: asked for with what is at hand. */
  function formAtOnce(interaction: Interaction) {
    if (interaction.type === PRESS) return deps.presses.formAtOnce(interaction)
    if (interaction.type !== COMMAND) return null
    const read = readCommand(interaction)
    // What cannot be done here is said before anything is typed.
    if (read?.command.name !== 'brief' || whyNotHere(interaction) !== null) return null
    const { text, script, go, ...given } = read.given
    if (text !== undefined || script !== undefined || go === true) return null
    return forms.toModal(
      { title: 'A new film', command: 'brief', given },
      read.attachments.map((a) => a.attachment),
    )
  }

  function answerInTime(interaction: Interaction, reply: Reply): Promise<void> {
    if (interaction.type === PRESS) return deps.presses.answerInTime(interaction, reply)
    return reply.wait(audienceAt(interaction))
  }

  /** Who may see what it is answered, as far as that is known at once. */
  function audienceAt(interaction: Interaction): Audience {
    const { command, given } = asFor(interaction)
    return command === null ? 'only-the-asker' : audienceOf(command, given)
  }

  /** Which command it leads to. */
  function asFor(interaction: Interaction): Pick<Opened, 'given'> & { readonly command: Command | null } {
    const none = { command: null, given: {} }
    if (interaction.type === FORM) {
      const opened = forms.open(interaction.data?.custom_id ?? '')
      return opened === 'elsewhere' ? none : (opened ?? none)
    }
    return interaction.data?.type === ON_MESSAGE
      ? { command: onMessageOf(interaction), given: {} }
      : (readCommand(interaction) ?? none)
  }
}
