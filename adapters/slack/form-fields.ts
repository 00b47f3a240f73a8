/** One option of a command as fields of a form, begun with what is known of it. Pure. */
import type { types } from '@slack/bolt'
import { labelOf, type Option } from '../../commands/options.ts'
import { problemsOf } from '../../commands/problems.ts'
import { textParts } from './form-text.ts'
import { SLACK } from './limits.ts'
import type { SlackField } from './payloads.ts'
import { cut } from './text.ts'

type Block = types.KnownBlock
type Element = types.InputBlock['element']

/** What a field begins with: what was typed elsewhere, or a field as it was sent before. */
export type Begun = string | number | boolean | SlackField

export const CHANNEL = 'in_channel'
export const FILES = 'with_files'

/** Several where a text is longer than one field holds. */
export function fieldsOf(name: string, o: Option, begun: Begun | undefined): readonly Block[] {
  const label = labelOf(name)
  const typed = typeof begun === 'object' ? begun.value : begun
  if (o.kind === 'paragraph' && String(typed ?? '').length > SLACK.inputCharacters)
    return textParts(String(typed)).map(({ text, joint }, i) =>
      input(i === 0 ? name : `${name}:${i + 1}:${joint}`, i === 0 ? label : `${label}, continued`, {
        hint: i === 0 ? o.description : 'What had no room above; the fields count as one text',
        isOptional: i > 0 || !o.isRequired,
        element: { ...paragraph, ...(text === '' ? {} : { initial_value: text }) },
      }),
    )
  const [wrong] = typed == null ? [] : Object.values(problemsOf({ [name]: o }, { [name]: typed }))
  const hint = wrong === undefined ? o.description : `“${typed}” cannot be so. ${wrong}`
  const element = elementOf(o, wrong === undefined ? begun : undefined)
  return [input(name, label, { hint, isOptional: !o.isRequired, element })]
}

const input = (
  block_id: string,
  label: string,
  o: { readonly hint: string; readonly isOptional: boolean; readonly element: Element },
): Block => ({
  type: 'input',
  block_id,
  optional: o.isOptional,
  label: { type: 'plain_text', text: cut(label, SLACK.labelCharacters) },
  hint: { type: 'plain_text', text: cut(o.hint, SLACK.labelCharacters) },
  element: o.element,
})

const paragraph = {
  type: 'plain_text_input',
  action_id: 'v',
  multiline: true,
  max_length: SLACK.inputCharacters,
} as const

function elementOf(o: Option, begun: Begun | undefined): Element {
  const sent = typeof begun === 'object' ? begun : null
  const typed = typeof begun === 'object' ? begun.value : begun
  const text = typed == null ? {} : { initial_value: cut(String(typed), SLACK.inputCharacters) }
  const chosen = sent?.selected_option?.value ?? (typed == null ? null : String(typed))
  const suggested = { action_id: 'v', min_query_length: 0 }
  switch (o.kind) {
    case 'paragraph':
      return { ...paragraph, ...text }
    case 'integer':
    case 'number':
      return {
        type: 'number_input',
        action_id: 'v',
        is_decimal_allowed: o.kind === 'number',
        ...(o.min === null ? {} : { min_value: String(o.min) }),
        ...(o.max === null ? {} : { max_value: String(o.max) }),
        ...(typed == null ? {} : { initial_value: String(typed).replace(',', '.').trim() }),
      }
    case 'choice':
      return {
        type: 'static_select',
        action_id: 'v',
        options: o.choices.slice(0, SLACK.options).map((c) => optionOf(c)),
        ...(chosen === null ? {} : { initial_option: optionOf(chosen) }),
      }
    case 'yes-no': {
      const isYes = (sent?.selected_options ?? []).length > 0
      const yes = optionOf('yes')
      return { type: 'checkboxes', action_id: 'v', options: [yes], ...(isYes ? { initial_options: [yes] } : {}) }
    }
    case 'brief':
    case 'asset':
    case 'project':
    case 'workflow':
    case 'host': {
      const option = sent?.selected_option
      const initial = option == null ? chosen : { label: option.text?.text ?? option.value, value: option.value }
      if (initial === null) return { type: 'external_select', ...suggested }
      const shown = typeof initial === 'string' ? optionOf(initial) : optionOf(initial.label, initial.value)
      return { type: 'external_select', ...suggested, initial_option: shown }
    }
    case 'assets': {
      const options =
        sent === null
          ? String(typed ?? '')
              .split(',')
              .map((part) => part.trim())
              .filter((part) => part !== '')
              .map((part) => optionOf(part))
          : (sent.selected_options ?? []).map((s) => optionOf(s.text?.text ?? s.value, s.value))
      return {
        type: 'multi_external_select',
        ...suggested,
        ...(options.length === 0 ? {} : { initial_options: options }),
      }
    }
    case 'person':
      return {
        type: 'users_select',
        action_id: 'v',
        ...(sent?.selected_user == null ? {} : { initial_user: sent.selected_user }),
      }
    default:
      return { type: 'plain_text_input', action_id: 'v', max_length: SLACK.inputCharacters, ...text }
  }
}

export const optionOf = (label: string, value = label): types.PlainTextOption => ({
  text: { type: 'plain_text', text: cut(label, SLACK.optionCharacters) },
  value: value.slice(0, SLACK.optionValueCharacters),
})

export const channelField = (begun: SlackField | undefined): Block =>
  input(CHANNEL, 'Channel', {
    hint: 'Where its thread begins; I must be in it',
    isOptional: false,
    element: {
      type: 'conversations_select',
      action_id: 'v',
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      ...(begun?.selected_conversation == null ? {} : { initial_conversation: begun.selected_conversation }),
    },
  })

/** `kept`: files that go with it already. */
export const filesField = (kept: number): Block =>
  input(FILES, 'Files', {
    hint: `Up to 10 MB each; larger ones go into the thread${kept === 0 ? '' : `. ${kept === 1 ? 'One file comes' : `${kept} files come`} along already`}`,
    isOptional: true,
    element: { type: 'file_input', action_id: 'v', max_files: SLACK.formFiles },
  })
