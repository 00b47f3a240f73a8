/** What is wrong with what was given to a command, option by option, as far as nothing must be looked up. Pure. */
import { BRIEF_LIMITS } from '../src/domain/brief.ts'
import { exhaustive } from '../src/domain/result.ts'
import { count } from '../src/words/say.ts'
import { MOST_CHARACTERS, type Option, type Options } from './options.ts'

/** By option, one sentence each; empty where all can be so. */
export type Problems = Readonly<Record<string, string>>

export const problemsOf = (options: Options, given: Readonly<Record<string, unknown>>): Problems =>
  Object.fromEntries(
    Object.entries(options)
      .filter(([name, o]) => !o.schema.safeParse(given[name]).success)
      .map(([name, o]) => [name, wanted(o, given[name])]),
  )

function wanted(o: Option, given: unknown): string {
  switch (o.kind) {
    case 'number':
      return `Give a number${range(o)}.`
    case 'integer':
      return `Give a whole number${range(o)}.`
    case 'choice':
      return `Choose one of ${o.choices.join(', ')}.`
    case 'yes-no':
      return 'Say yes or no.'
    case 'shots':
      return 'Name shots by their numbers, such as “2 and 3”.'
    case 'words':
    case 'paragraph':
    case 'brief':
    case 'asset':
    case 'assets':
    case 'project':
    case 'workflow':
    case 'host':
    case 'person':
    case 'file':
      return given == null || given === '' ? `${o.description}.` : tooLong(o, given)
    default:
      return exhaustive(o.kind)
  }
}

function tooLong({ kind }: Option, given: unknown): string {
  const most = kind === 'paragraph' ? BRIEF_LIMITS.maxScriptCharacters : MOST_CHARACTERS
  return typeof given === 'string' && given.length > most
    ? `It has ${count(given.length, 'character')}, at most ${most.toLocaleString('en')} fit: shorten it.`
    : 'That cannot be taken.'
}

const range = ({ min, max }: Option): string => (min === null || max === null ? '' : ` from ${min} to ${max}`)
