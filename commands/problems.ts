/** What is wrong with what was given to a command, option by option, as far as nothing must be looked up. Pure. */
import { exhaustive } from '../src/domain/result.ts'
import type { Option, Options } from './options.ts'

/** By option, one sentence each; empty where all can be so. */
export type Problems = Readonly<Record<string, string>>

export const problemsOf = (options: Options, given: Readonly<Record<string, unknown>>): Problems =>
  Object.fromEntries(
    Object.entries(options)
      .filter(([name, o]) => !o.schema.safeParse(given[name]).success)
      .map(([name, o]) => [name, wanted(o, given[name] == null)]),
  )

function wanted(o: Option, isMissing: boolean): string {
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
      return isMissing ? `${o.description}.` : 'That is longer than can be taken.'
    default:
      return exhaustive(o.kind)
  }
}

const range = ({ min, max }: Option): string => (min === null || max === null ? '' : ` from ${min} to ${max}`)
