/** A command to be filled in, as Discord's modal: a field an option, a place for files with a brief; and back. */
import { randomUUID } from 'node:crypto'
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import { z } from 'zod'
import { commandNamed } from '../../commands/catalogue.ts'
import type { Command, Form } from '../../commands/command.ts'
import { labelOf, type Option } from '../../commands/options.ts'
import { HOUR } from '../../src/domain/time.ts'
import { type Attachment, zAttachment } from './events.ts'
import { cut, LIMITS } from './limits.ts'

type Given = Form['given']
/** In the order in which they are to be seen. */
type Written = readonly (readonly [option: string, value: string])[]
/** `draft`: of a form before this one, with which it was kept. */
type GivenAttachment = Attachment & { readonly draft?: string | null | undefined }
/** What opens with a form besides what its id can carry. */
export type Content = {
  readonly command: string
  readonly given: Given
  readonly attachments: readonly GivenAttachment[]
  /** What the fields hold already. */
  readonly written: Written
}
export type Opened = Omit<Content, 'command'> & {
  readonly command: Command
  /** By what it is kept; null where its id carried all of it. */
  readonly draft: string | null
}

const FILLED_IN: readonly Option['kind'][] = ['words', 'paragraph', 'integer', 'number', 'shots', 'choice']
const HELD_MS = HOUR

const zContent = z.object({
  command: z.string(),
  given: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  attachments: z.array(zAttachment.extend({ draft: z.string().nullish() })).readonly(),
  written: z.array(z.tuple([z.string(), z.string()])).readonly(),
})

export function createForms({
  now,
  keep,
  find,
}: {
  readonly now: () => number
  /** Begins to keep it for other processes, files and all. */
  readonly keep: (draft: string, content: Content) => void
  /** Null where it is kept no longer. */
  readonly find: (draft: string) => Promise<unknown>
}) {
  /** What this process keeps is at hand for a while, since a form must be shown at once. */
  const held = new Map<string, { readonly content: Content; readonly at: number }>()

  function hold(draft: string, content: Content): void {
    for (const [key, { at }] of held) if (now() - at > HELD_MS) held.delete(key)
    held.set(draft, { content, at: now() })
  }

  /** Of at most 100 characters; opens the same form again, by a button as well. */
  function idOf(
    { command, given }: Pick<Form, 'command' | 'given'>,
    attachments: readonly GivenAttachment[],
    written: Written = [],
  ): string {
    const short = `form ${command}:${JSON.stringify(given)}`
    const isAlone = attachments.length === 0 && written.length === 0
    if (isAlone && short.length <= LIMITS.customId) return short
    const draft = randomUUID()
    const content = { command, given, attachments, written }
    hold(draft, content)
    keep(draft, content)
    return `form ${command}:#${draft}`
  }

  const opened = (draft: string | null, { command: name, ...content }: Content): Opened | null => {
    const command = commandNamed(name)
    return command === null ? null : { ...content, command, draft }
  }

  const modal = (id: string, form: Form, written: Written): APIModalInteractionResponseCallbackData => {
    const command = commandNamed(form.command)
    const takesFiles = form.command === 'brief'
    const values = Object.fromEntries(written)
    const first = written.map(([name]) => name)
    const rank = (name: string, { isRequired }: Option) =>
      isRequired ? -1 : first.includes(name) ? first.indexOf(name) : first.length
    const fields = Object.entries(command?.options ?? {})
      .filter(([name, o]) => !(name in form.given) && (name in values || FILLED_IN.includes(o.kind)))
      .toSorted(([a, left], [b, right]) => rank(a, left) - rank(b, right))
      .slice(0, LIMITS.modalParts - (takesFiles ? 1 : 0))
      .map(([name, option]) => label(name, option, values[name]))
    return {
      custom_id: id,
      title: cut(form.title, LIMITS.modalTitle),
      components: takesFiles ? [...fields, FILES] : fields,
    }
  }

  return {
    idOf,

    toModal: (form: Form, attachments: readonly Attachment[] = [], written: Written = []) =>
      modal(idOf(form, attachments, written), form, written),

    /** The same form once more, by the same id. */
    again: (id: string, { command, given, written }: Opened, title: string) =>
      modal(id, { title, command: command.name, given }, written),

    /** Null for what is no form of ours; 'elsewhere' where another process may have kept it: `find` it. */
    open(customId: string): Opened | 'elsewhere' | null {
      const [, name = '', rest = ''] = FORM.exec(customId) ?? []
      if (commandNamed(name) === null) return null
      if (rest.startsWith('#')) {
        const there = held.get(rest.slice(1))
        return there === undefined ? 'elsewhere' : opened(rest.slice(1), there.content)
      }
      try {
        return opened(null, { command: name, given: JSON.parse(rest) as Given, attachments: [], written: [] })
      } catch {
        return null
      }
    },

    /** Null where it is kept no longer. */
    async find(customId: string): Promise<Opened | null> {
      const draft = FORM.exec(customId)?.[2]?.slice(1) ?? ''
      const content = zContent.safeParse(await find(draft)).data
      if (content === undefined) return null
      hold(draft, content)
      return opened(draft, content)
    },
  }
}
export type Forms = ReturnType<typeof createForms>

const FORM = /^form ([a-z -]+):(.*)$/s

const label = (name: string, { kind, description, isRequired, choices }: Option, written: string | undefined) => ({
  type: ComponentType.Label as const,
  label: cut(labelOf(name), LIMITS.inputLabel),
  component: {
    type: ComponentType.TextInput as const,
    custom_id: name,
    style: kind === 'paragraph' ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: isRequired,
    max_length: LIMITS.inputText,
    ...(written === undefined ? {} : { value: written.slice(0, LIMITS.inputText) }),
    placeholder: cut(choices.length > 0 ? choices.join(', ') : description, LIMITS.inputHint),
  },
})

const FILES = {
  type: ComponentType.Label as const,
  label: 'Pictures, footage, a voice-over, a script',
  component: {
    type: ComponentType.FileUpload as const,
    custom_id: 'files',
    min_values: 0,
    max_values: LIMITS.modalFiles,
    required: false,
  },
}
