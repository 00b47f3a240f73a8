/** What was filled into a form, as the command takes it. Pure. */
import { CHANNEL, FILES } from './form-fields.ts'
import { partOf } from './form-text.ts'
import type { SlackField, SlackFile } from './payloads.ts'

/** By block. */
export type FormState = Readonly<Record<string, Readonly<Record<string, SlackField>>>>

export type Filled = {
  readonly given: Readonly<Record<string, string | boolean | readonly string[]>>
  /** Users, to be met first. */
  readonly people: Readonly<Record<string, string>>
  readonly files: readonly SlackFile[]
  readonly channel: string | null
  /** By option, texts put together: what the form may be begun with again. */
  readonly fields: Readonly<Record<string, SlackField>>
}

export function readFields(values: FormState): Filled {
  const fields = fieldsIn(values)
  const given: Record<string, string | boolean | readonly string[]> = {}
  const people: Record<string, string> = {}
  for (const [name, field] of Object.entries(fields)) {
    if (name === CHANNEL || name === FILES) continue
    if (field.selected_user != null) people[name] = field.selected_user
    else if (field.type === 'checkboxes') given[name] = (field.selected_options ?? []).length > 0
    else if (field.selected_options != null) given[name] = field.selected_options.map((s) => s.value)
    else if (field.selected_option != null) given[name] = field.selected_option.value
    else if (field.value != null && field.value.trim() !== '') given[name] = field.value
  }
  return {
    given,
    people,
    files: fields[FILES]?.files ?? [],
    channel: fields[CHANNEL]?.selected_conversation ?? null,
    fields,
  }
}

function fieldsIn(values: FormState): Readonly<Record<string, SlackField>> {
  const fields: Record<string, SlackField> = {}
  const parts = Object.entries(values)
    .flatMap(([block, { v: field }]) => (field === undefined ? [] : { ...partOf(block), field }))
    .toSorted((a, b) => a.nth - b.nth)
  for (const { name, before, field } of parts) {
    const begun = fields[name]
    const more = field.value ?? ''
    if (begun === undefined) fields[name] = field
    // A part that was emptied is gone with what stood before it.
    else if (more !== '') fields[name] = { ...begun, value: `${begun.value ?? ''}${before}${more}` }
  }
  return fields
}
