/** What was given with a command: Discord's nested options, attachments and users become what the catalogue reads. */
import { commandNamed } from '../../commands/catalogue.ts'
import type { Command } from '../../commands/command.ts'
import type { Attachment, Interaction, Message, RawOption } from './events.ts'
import { FILE_OPTIONS } from './registration.ts'

export type FromCommand = {
  readonly command: Command
  readonly given: Readonly<Record<string, string | number | boolean>>
  /** By the option that they were given to. */
  readonly attachments: readonly { readonly option: string; readonly attachment: Attachment }[]
  /** The option that is being typed. */
  readonly typing: { readonly option: string; readonly text: string } | null
}

const ATTACHMENT = 11
const GROUPS: readonly number[] = [1, 2]

/** Null for a command that the catalogue does not have (any more). */
export function readCommand({ data }: Interaction): FromCommand | null {
  let options: readonly RawOption[] = data?.options ?? []
  const path: string[] = []
  for (let [first] = options; first !== undefined && GROUPS.includes(first.type); [first] = options) {
    path.push(first.name)
    options = first.options ?? []
  }
  const command = commandNamed(data?.name === 'brief' ? 'brief' : path.join(' '))
  if (command === null) return null
  const given: Record<string, string | number | boolean> = {}
  const attachments: { readonly option: string; readonly attachment: Attachment }[] = []
  let typing: FromCommand['typing'] = null
  for (const { name, type, value, focused } of options) {
    if (value == null) continue
    const attachment = type === ATTACHMENT ? data?.resolved?.attachments?.[String(value)] : undefined
    if (attachment !== undefined) attachments.push({ option: name, attachment })
    else if (!FILE_OPTIONS.includes(name)) given[name] = value
    if (focused === true) typing = { option: name, text: String(value) }
  }
  return { command, given, attachments, typing }
}

/** `<@1234>`, or an id as Discord gives it. */
export const userIn = (value: unknown): string | null =>
  typeof value === 'string' ? (/^(?:<@!?)?(\d{5,25})>?$/.exec(value.trim())?.[1] ?? null) : null

/** The users who are named in it by what they are called, `at` before each; of whom Discord says nothing stays as it was. */
export const withNames = (text: string, { mentions }: Pick<Message, 'mentions'>, at: '@' | '' = ''): string =>
  text.replaceAll(/<@!?(\d+)>/g, (all, id: string) => {
    const user = mentions?.find((m) => m.id === id)
    const name = user?.member?.nick ?? user?.global_name ?? user?.username
    return name == null ? all : `${at}${name}`
  })

/** All that a message shows: what was said, what was forwarded with it, else the words of its cards. */
export function shownIn(message: Message): { readonly text: string; readonly attachments: readonly Attachment[] } {
  const all = [message, ...(message.message_snapshots ?? []).map((s) => s.message)]
  const said = all.map((m) => m.content?.trim() ?? '').filter((t) => t !== '')
  const cards = all.flatMap((m) => m.embeds ?? []).flatMap((e) => [e.title ?? '', e.description ?? ''])
  return {
    text: (said.length > 0 ? said : cards.filter((t) => t !== '')).join('\n'),
    attachments: all.flatMap((m) => m.attachments ?? []),
  }
}

/** The fields of a form by their names, and the files that were put into it. */
export function readForm({ data }: Interaction): {
  readonly given: Readonly<Record<string, string>>
  readonly attachments: readonly Attachment[]
} {
  const fields = (data?.components ?? []).flatMap((part) => [
    ...(part.component == null ? [] : [part.component]),
    ...(part.components ?? []),
  ])
  const given: Record<string, string> = {}
  const attachments: Attachment[] = []
  for (const { custom_id: name, value, values } of fields) {
    if (name == null) continue
    if (value != null && value.trim() !== '') given[name] = value
    for (const id of values ?? []) {
      const attachment = data?.resolved?.attachments?.[id]
      if (attachment !== undefined) attachments.push(attachment)
    }
  }
  return { given, attachments }
}
