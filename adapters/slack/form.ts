/** A command of the catalogue as a form of Slack's, and what was filled in as the command takes it. Pure. */
import type { types } from '@slack/bolt'
import { z } from 'zod'
import { commandNamed } from '../../commands/catalogue.ts'
import type { Form } from '../../commands/command.ts'
import type { Option } from '../../commands/options.ts'
import { SLACK } from './limits.ts'
import type { SlackField, SlackFile } from './payloads.ts'
import { cut } from './text.ts'

type Block = types.KnownBlock

/** Where a form was asked for; travels with it. */
export type FormPlace = {
  /** Null where it is asked in the form. */
  readonly channel: string | null
  readonly thread: string | null
  /** Ids of files that go with it. */
  readonly files: readonly string[]
  readonly asksChannel: boolean
}

const zMeta = z.object({
  command: z.string(),
  given: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  channel: z.string().nullable(),
  thread: z.string().nullable(),
  files: z.array(z.string()).readonly(),
})
export type FormMeta = z.output<typeof zMeta>

const CHANNEL = 'in_channel'
const FILES = 'with_files'

export function modalOf(form: Form, { asksChannel, ...place }: FormPlace): types.ModalView {
  const command = commandNamed(form.command)
  if (command === null) throw new Error(`there is no command ${form.command}`)
  // A film that is known is not asked for; whether to show this form even less.
  const isAsked = ([name, o]: readonly [string, Option]) =>
    !(o.kind === 'brief' && form.given[name] !== undefined) && !(command.name === 'brief' && name === 'go')
  const fields = Object.entries(command.options).filter(isAsked)
  const given = Object.fromEntries(
    Object.entries(form.given).filter(([name]) => name !== 'go' && !fields.some(([field]) => field === name)),
  )
  const takesFiles = command.name === 'brief' || fields.some(([, o]) => o.kind === 'file')
  const blocks: Block[] = [
    ...(asksChannel ? [channelInput] : []),
    ...fields.filter(([, o]) => o.kind !== 'file').map(([name, o]) => input(command.name, name, o, form.given[name])),
    ...(takesFiles ? [fileInput] : []),
  ]
  return {
    type: 'modal',
    callback_id: 'form',
    title: { type: 'plain_text', text: cut(form.title, SLACK.modalTitleCharacters) },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Cancel' },
    private_metadata: JSON.stringify({ command: command.name, given, ...place } satisfies FormMeta),
    blocks: blocks.slice(0, SLACK.modalBlocks),
  }
}

/** Null for a form that is none of ours. */
export function readMeta(text: string): FormMeta | null {
  try {
    return zMeta.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

export type Filled = {
  readonly given: Readonly<Record<string, string | boolean | readonly string[]>>
  /** Users, to be met first. */
  readonly people: Readonly<Record<string, string>>
  readonly files: readonly SlackFile[]
  readonly channel: string | null
}

export function readFields(values: Readonly<Record<string, Readonly<Record<string, SlackField>>>>): Filled {
  const given: Record<string, string | boolean | readonly string[]> = {}
  const people: Record<string, string> = {}
  let files: readonly SlackFile[] = []
  let channel: string | null = null
  for (const [name, { v: field }] of Object.entries(values)) {
    if (field === undefined) continue
    if (field.selected_conversation != null) channel = field.selected_conversation
    else if (field.files != null) files = field.files
    else if (field.selected_user != null) people[name] = field.selected_user
    else if (field.type === 'checkboxes') given[name] = (field.selected_options ?? []).length > 0
    else if (field.selected_options != null) given[name] = field.selected_options.map((s) => s.value)
    else if (field.selected_option != null) given[name] = field.selected_option.value
    else if (field.value != null && field.value.trim() !== '') given[name] = field.value
  }
  return { given, people, files, channel }
}

function input(command: string, name: string, o: Option, initial: string | number | boolean | undefined): Block {
  return {
    type: 'input',
    block_id: name,
    optional: !o.isRequired,
    label: { type: 'plain_text', text: cut(name.slice(0, 1).toUpperCase() + name.slice(1), SLACK.labelCharacters) },
    hint: { type: 'plain_text', text: cut(o.description, SLACK.labelCharacters) },
    element: element(command, name, o, initial),
  }
}

function element(
  command: string,
  name: string,
  o: Option,
  initial: string | number | boolean | undefined,
): types.InputBlock['element'] {
  const text = initial === undefined ? {} : { initial_value: cut(String(initial), SLACK.inputCharacters) }
  const suggested = { action_id: 'v', min_query_length: 0 }
  switch (o.kind) {
    case 'paragraph':
      return { type: 'plain_text_input', action_id: 'v', multiline: true, max_length: SLACK.inputCharacters, ...text }
    case 'integer':
    case 'number':
      return {
        type: 'number_input',
        action_id: 'v',
        is_decimal_allowed: o.kind === 'number',
        ...(o.min === null ? {} : { min_value: String(o.min) }),
        ...(o.max === null ? {} : { max_value: String(o.max) }),
        ...text,
      }
    case 'choice': {
      const chosen = o.choices.find((c) => c === initial)
      return {
        type: 'static_select',
        action_id: 'v',
        options: o.choices.slice(0, SLACK.options).map((c) => optionOf(c)),
        ...(chosen === undefined ? {} : { initial_option: optionOf(chosen) }),
      }
    }
    case 'yes-no':
      return { type: 'checkboxes', action_id: 'v', options: [optionOf('yes')] }
    case 'brief':
    case 'asset':
    case 'project':
    case 'workflow':
    case 'host':
      return { type: 'external_select', ...suggested }
    case 'assets':
      return { type: 'multi_external_select', ...suggested }
    case 'person':
      return { type: 'users_select', action_id: 'v' }
    default:
      return { type: 'plain_text_input', action_id: 'v', max_length: SLACK.inputCharacters, ...text }
  }
}

export const optionOf = (label: string, value = label): types.PlainTextOption => ({
  text: { type: 'plain_text', text: cut(label, SLACK.optionCharacters) },
  value: value.slice(0, SLACK.optionValueCharacters),
})

const channelInput: Block = {
  type: 'input',
  block_id: CHANNEL,
  label: { type: 'plain_text', text: 'Channel' },
  hint: { type: 'plain_text', text: 'Where its thread begins; I must be in it' },
  element: {
    type: 'conversations_select',
    action_id: 'v',
    filter: { include: ['public', 'private'], exclude_bot_users: true },
  },
}

const fileInput: Block = {
  type: 'input',
  block_id: FILES,
  optional: true,
  label: { type: 'plain_text', text: 'Files' },
  hint: { type: 'plain_text', text: 'Up to 10 MB each; larger ones go into the thread' },
  element: { type: 'file_input', action_id: 'v', max_files: SLACK.formFiles },
}
