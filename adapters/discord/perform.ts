/** Runs a command that somebody gave on Discord, with its files and people; what was refused can be mended in its form. */
import { type Asked, type Command, type Form, refuse } from '../../commands/command.ts'
import { runCommand } from '../../commands/run.ts'
import type { Nora } from '../../src/nora.ts'
import type { Door } from './door.ts'
import type { Attachment } from './events.ts'
import { formAgain } from './form-again.ts'
import { whyNoFilm } from './film-places.ts'
import type { Forms } from './forms.ts'
import { userIn } from './given.ts'
import { type Event, withForm } from './reply.ts'

type Given = Form['given']
/** `option`: that it was given to; null where it came by another way. `draft`: of the form that it was given with. */
type File = { readonly option: string | null; readonly attachment: Attachment; readonly draft?: string | null }

export function createPerform({
  nora,
  door,
  forms,
}: {
  readonly nora: Nora
  readonly door: Door
  readonly forms: Forms
}) {
  return async function perform(
    { interaction, reply, where, speaker }: Event,
    command: Command,
    given: Given,
    attachments: readonly File[],
    {
      message = null,
      typed = null,
    }: { readonly message?: string | null; readonly typed?: Readonly<Record<string, string>> | null } = {},
  ): Promise<void> {
    const from = message === null ? where.channel : (interaction.channel_id ?? where.channel)
    const files = attachments.map(({ attachment, draft = null }) => ({ attachment, from, message, draft }))
    const asked: Asked = await door.asked(where, speaker, interaction.id, files)
    const named = attachments.findIndex((a) => a.option !== null && command.options[a.option]?.kind === 'file')
    const whole: Record<string, unknown> = { ...given }
    for (const [name, { kind }] of Object.entries(command.options)) {
      const user = kind === 'person' ? userIn(given[name]) : null
      if (user === null) continue
      const known = interaction.data?.resolved?.users?.[user]
      whole[name] = await door.meet(user, known?.global_name ?? known?.username ?? user)
    }
    if (named >= 0) whole[attachments[named]?.option ?? ''] = asked.files[named]
    const loose = { ...asked, files: asked.files.filter((_, i) => i !== named) }
    const permissions = interaction.app_permissions
    const why = command.name === 'brief' ? whyNoFilm({ ...where, permissions }) : null
    const answer = why === null ? await runCommand(nora, command, loose, whole) : refuse(why)
    const isFormLike = typed !== null || (command.name === 'brief' && message === null)
    if (answer.show !== 'card' || answer.isRefusal !== true || !isFormLike) return reply.answer(answer)
    // What was typed or attached is not to be given twice.
    const of = { given: without(given, typed), typed: typed ?? textsIn(given), hasFiles: files.length > 0 }
    const form = formAgain(command, of)
    const id = forms.idOf(
      { command: command.name, given: form.given },
      attachments.map((a) => ({ ...a.attachment, draft: a.draft })),
      form.written,
    )
    return reply.answer({ ...answer, card: withForm(answer.card, id) })
  }
}
export type Perform = ReturnType<typeof createPerform>

const without = (given: Given, typed: Readonly<Record<string, string>> | null): Given =>
  Object.fromEntries(Object.entries(given).filter(([name]) => typed === null || !(name in typed)))

/** What somebody wrote, not what they chose. */
const textsIn = (given: Given): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      (name === 'text' || name === 'script') && typeof value === 'string' ? [[name, value]] : [],
    ),
  )
