/** A command of the catalogue as a form of Slack's, and what travels with it unseen. Pure. */
import type { types } from '@slack/bolt'
import { z } from 'zod'
import { commandNamed } from '../../commands/catalogue.ts'
import type { Form } from '../../commands/command.ts'
import type { Option } from '../../commands/options.ts'
import { CHANNEL, channelField, fieldsOf, filesField } from './form-fields.ts'
import { SLACK } from './limits.ts'
import type { SlackField } from './payloads.ts'
import { cut } from './text.ts'

/** Where a form was asked for; travels with it. */
export type FormPlace = {
  /** Null where it is asked in the form. */
  readonly channel: string | null
  readonly thread: string | null
  /** Ids of files that go with it. */
  readonly files: readonly string[]
  readonly asksChannel: boolean
}

export const zGiven = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const zMeta = z.object({
  command: z.string(),
  title: z.string().catch(''),
  given: zGiven,
  channel: z.string().nullable(),
  thread: z.string().nullable(),
  files: z.array(z.string()).readonly(),
})
export type FormMeta = z.output<typeof zMeta>

/** `filled`: fields as they were sent before, which beat what the form is given. */
export function modalOf(
  form: Form,
  { asksChannel, ...place }: FormPlace,
  filled: Readonly<Record<string, SlackField>> = {},
): types.ModalView {
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
  const title = cut(form.title, SLACK.modalTitleCharacters)
  const blocks = [
    ...(asksChannel ? [channelField(filled[CHANNEL])] : []),
    ...fields
      .filter(([, o]) => o.kind !== 'file')
      .flatMap(([name, o]) => fieldsOf(name, o, filled[name] ?? form.given[name])),
    ...(takesFiles ? [filesField(place.files.length)] : []),
  ]
  return {
    type: 'modal',
    callback_id: 'form',
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Cancel' },
    private_metadata: JSON.stringify({ command: command.name, title, given, ...place } satisfies FormMeta),
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
