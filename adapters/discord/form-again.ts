/** A form whose values were refused, as it is to be opened again: what was typed is in its fields, what was wrong comes first. Pure. */
import type { Command, Form } from '../../commands/command.ts'
import type { Option } from '../../commands/options.ts'
import { LIMITS } from './limits.ts'

type Given = Form['given']

/** A field cannot hold them. */
const NO_TEXT: readonly Option['kind'][] = ['person', 'file']

/** `typed`: what its fields held; `given`: what came with it from elsewhere, as options of a slash command. */
export function formAgain(
  command: Command,
  {
    given,
    typed,
    hasFiles,
  }: { readonly given: Given; readonly typed: Readonly<Record<string, string>>; readonly hasFiles: boolean },
): { readonly given: Given; readonly written: readonly (readonly [string, string])[] } {
  const all: Given = { ...given, ...typed }
  const wrong = Object.keys(command.problems(all, { hasFiles }))
  const fits = (name: string) =>
    name in all &&
    String(all[name]).length <= LIMITS.inputText &&
    !NO_TEXT.includes(command.options[name]?.kind ?? 'file')
  const names = [...new Set([...wrong, ...Object.keys(typed)])].filter(fits)
  const rest = Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)))
  return { given: rest, written: names.map((name) => [name, String(all[name])]) }
}
