/** A command to be filled in, as Discord's modal: a field an option, a place for files with a brief; and back. */
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js'
import { commandNamed } from '../../commands/catalogue.ts'
import type { Command, Form } from '../../commands/command.ts'
import type { Option } from '../../commands/options.ts'
import { HOUR } from '../../src/domain/time.ts'
import type { Attachment } from './events.ts'
import { cut, LIMITS } from './limits.ts'

type Given = Form['given']
type Held = { readonly given: Given; readonly attachments: readonly Attachment[]; readonly at: number }
export type Opened = { readonly command: Command; readonly given: Given; readonly attachments: readonly Attachment[] }

const FILLED_IN: readonly Option['kind'][] = ['words', 'paragraph', 'integer', 'number', 'shots', 'choice']
const HELD_MS = HOUR

export function createForms({ now }: { readonly now: () => number }) {
  /** What does not fit into the id that travels with a form. Lost with the process: then the form is asked for again. */
  const held = new Map<string, Held>()
  let nth = 0

  /** Of at most 100 characters; opens the same form again, by a button as well. */
  function idOf({ command, given }: Pick<Form, 'command' | 'given'>, attachments: readonly Attachment[]): string {
    const short = `form ${command}:${JSON.stringify(given)}`
    if (attachments.length === 0 && short.length <= LIMITS.customId) return short
    for (const [key, { at }] of held) if (now() - at > HELD_MS) held.delete(key)
    const key = `${now().toString(36)}-${++nth}`
    held.set(key, { given, attachments, at: now() })
    return `form ${command}:#${key}`
  }

  return {
    idOf,

    /** `written`: what the fields hold already. */
    toModal(
      form: Form,
      attachments: readonly Attachment[] = [],
      written: Readonly<Record<string, string>> = {},
    ): APIModalInteractionResponseCallbackData {
      const command = commandNamed(form.command)
      const takesFiles = form.command === 'brief'
      const fields = Object.entries(command?.options ?? {})
        .filter(([name, o]) => FILLED_IN.includes(o.kind) && !(name in form.given))
        .toSorted(([, a], [, b]) => Number(b.isRequired) - Number(a.isRequired))
        .slice(0, LIMITS.modalParts - (takesFiles ? 1 : 0))
        .map(([name, option]) => label(name, option, written[name]))
      return {
        custom_id: idOf(form, attachments),
        title: cut(form.title, LIMITS.modalTitle),
        components: takesFiles ? [...fields, FILES] : fields,
      }
    },

    /** Null for what is no form of ours; 'lost' where what was given before is not known any more. */
    open(customId: string): Opened | 'lost' | null {
      const [, name = '', rest = ''] = /^form ([a-z -]+):(.*)$/s.exec(customId) ?? []
      const command = commandNamed(name)
      if (command === null) return null
      if (rest.startsWith('#')) {
        const there = held.get(rest.slice(1))
        return there === undefined ? 'lost' : { command, ...there }
      }
      try {
        return { command, given: JSON.parse(rest) as Given, attachments: [] }
      } catch {
        return null
      }
    },
  }
}
export type Forms = ReturnType<typeof createForms>

const label = (name: string, { kind, description, isRequired, choices }: Option, written: string | undefined) => ({
  type: ComponentType.Label as const,
  label: cut(name.charAt(0).toUpperCase() + name.slice(1), LIMITS.inputLabel),
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
