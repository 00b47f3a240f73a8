/** What a command is: one definition from which options, help, registration and running come. */
import { z } from 'zod'
import type { Verb } from '../src/domain/access.ts'
import type { Failure } from '../src/domain/failure.ts'
import type { BriefId, PersonId, ProjectId } from '../src/domain/ids.ts'
import type { Channel } from '../src/domain/message.ts'
import type { Nora } from '../src/nora.ts'
import { card, type Card } from '../src/words/card.ts'
import { sayFailure } from '../src/words/say.ts'
import type { FileInHand, Given, Options } from './options.ts'
import { type Problems, problemsOf } from './problems.ts'

export type Audience = 'only-the-asker' | 'everybody'

/** What the asker is shown. A form is a command to be filled in: its options are the fields, `given` those that are. */
export type Answer =
  /** `isRefusal`: nothing was done, and what was typed may be wanted again. */
  | { readonly show: 'card'; readonly card: Card; readonly to: Audience; readonly isRefusal?: true }
  | { readonly show: 'form'; readonly form: Form }
  /** `done`: what stands in the place of the buttons from now on, before the name of who pressed. */
  | { readonly show: 'nothing'; readonly done?: string }
export type Form = {
  readonly title: string
  /** Of the catalogue; run with `given` and what was filled in. */
  readonly command: string
  readonly given: Readonly<Record<string, string | number | boolean>>
}

/** Where and by whom something is asked. */
export type Asked = {
  readonly personId: PersonId
  /** Of the channel; null where none is bound. */
  readonly projectId: ProjectId | null
  /** Of the thread; null outside of one. */
  readonly briefId: BriefId | null
  /** Null over HTTP. `name` as people call it. */
  readonly channel: (Channel & { readonly name: string }) | null
  /** Where a film's thread begins, as people write it there; left out: where they ask. */
  readonly beginsIn?: string
  /** The platform's name for this very request, so that it is carried out once. */
  readonly requestId: string
  /** Files that came with it. */
  readonly files: readonly FileInHand[]
  /** Of a long answer, counted from 0; left out: its first. */
  readonly page?: number
}

export type Command = {
  /** One or two words: "status", "assets add". */
  readonly name: string
  /** At most 100 characters, without a full stop. */
  readonly description: string
  readonly options: Options
  /** What the asker must be allowed to. */
  readonly access: Verb
  /** A brief is named, or is the thread's. */
  readonly about: 'brief' | 'project' | 'house'
  /** Who sees it answered, as far as that is known before it is run; a refusal is for the asker alone. */
  readonly answers: Audience | ((given: Readonly<Record<string, unknown>>) => Audience)
  /** What is wrong with it already before anything is looked up; a form says it at its fields. `hasFiles`: some come along. */
  problems(given: Readonly<Record<string, unknown>>, o: { readonly hasFiles: boolean }): Problems
  run(nora: Nora, asked: Asked, given: Readonly<Record<string, unknown>>): Promise<Answer>
}

type Definition<O extends Options> = Omit<Command, 'options' | 'problems' | 'run'> & {
  readonly options: O
  /** What cannot be so by itself is left out of `given`. */
  check?(given: Given<O>, o: { readonly hasFiles: boolean }): Problems
  run(nora: Nora, asked: Asked, given: Given<O>): Promise<Answer>
}

export function defineCommand<const O extends Options>(definition: Definition<O>): Command {
  const schema = z.object(Object.fromEntries(Object.entries(definition.options).map(([name, o]) => [name, o.schema])))
  const { check, ...command } = definition
  return {
    ...command,
    problems(given, o) {
      const alone = problemsOf(definition.options, given)
      const rest = schema.safeParse(Object.fromEntries(Object.entries(given).filter(([name]) => !(name in alone))))
      return { ...(rest.success ? check?.(rest.data as Given<O>, o) : {}), ...alone }
    },
    async run(nora, asked, given) {
      const read = schema.safeParse(given)
      if (read.success) return definition.run(nora, asked, read.data as Given<O>)
      const [[name, line] = ['', '']] = Object.entries(problemsOf(definition.options, given))
      return refuse(`“${name}” ${given[name] == null ? 'is missing' : `cannot be ${asRead(given[name])}`}. ${line}`)
    },
  }
}

const LONGEST_READ = 60

/** "so" for what is too long to be said back. */
const asRead = (value: unknown): string =>
  (typeof value === 'string' || typeof value === 'number') && String(value).length <= LONGEST_READ ? `“${value}”` : 'so'

export const audienceOf = ({ answers }: Command, given: Readonly<Record<string, unknown>>): Audience =>
  typeof answers === 'function' ? answers(given) : answers

/** Names the request among those of all platforms. */
export const requestOf = ({ channel, requestId }: Asked): string =>
  `${channel?.platform ?? 'api'}:${channel?.workspace ?? ''}:${requestId}`

export const say = (shown: Card, to: Audience = 'only-the-asker'): Answer => ({ show: 'card', card: shown, to })
export const refuse = (...lines: readonly string[]): Answer => ({
  show: 'card',
  card: card('Not done', lines),
  to: 'only-the-asker',
  isRefusal: true,
})
export const refused = (failure: Failure): Answer => refuse(sayFailure(failure))
export const NOTHING: Answer = { show: 'nothing' }

export type Found<T> = { readonly found: T } | { readonly missing: Answer }
