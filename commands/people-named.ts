/** People whom a text names: a command takes them as the house knows them, everybody else reads their names. Pure. */
import { parseCommand } from './parse-command.ts'

/** Does somebody stand in it for an option of a command? `text` has a `PersonId` in the place of each. */
export function takesPeople(text: string): boolean {
  const typed = parseCommand(text)
  return typed !== null && Object.keys(typed.given).some((name) => typed.command.options[name]?.kind === 'person')
}
