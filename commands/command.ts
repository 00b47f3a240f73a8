/** What a command is: one definition from which options, help, registration and running come. */
import { z } from 'zod'
import type { Verb } from '../src/domain/access.ts'
import type { Failure } from '../src/domain/failure.ts'
import type { BriefId, PersonId, ProjectId } from '../src/domain/ids.ts'
import type { Channel } from '../src/domain/message.ts'
import type { Nora } from '../src/nora.ts'
import { card, type Card } from '../src/words/card.ts'
import { sayFailure } from '../src/words/say.ts'
import type { Given, Options } from './options.ts'

export type Audience = 'only-the-asker' | 'everybody'

/** What the asker is shown. A form is a command to be filled in: its options are the fields, `given` those that are. */
export type Answer =
  | { readonly show: 'card'; readonly card: Card; readonly to: Audience }
  | { readonly show: 'form'; readonly form: Form }
  | { readonly show: 'nothing' }
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
  /** The platform's name for this very request, so that it is carried out once. */
  readonly requestId: string
  /** Files that came with it. */
  readonly files: readonly { readonly name: string; readonly source: AsyncIterable<Uint8Array> }[]
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
  readonly answers: Audience
  run(nora: Nora, asked: Asked, given: Readonly<Record<string, unknown>>): Promise<Answer>
}

type Definition<O extends Options> = Omit<Command, 'options' | 'run'> & {
  readonly options: O
  run(nora: Nora, asked: Asked, given: Given<O>): Promise<Answer>
}

export function defineCommand<const O extends Options>(definition: Definition<O>): Command {
  const schema = z.object(Object.fromEntries(Object.entries(definition.options).map(([name, o]) => [name, o.schema])))
  return {
    ...definition,
    async run(nora, asked, given) {
      const read = schema.safeParse(given)
      if (read.success) return definition.run(nora, asked, read.data as Given<O>)
      const [issue] = read.error.issues
      const name = String(issue?.path[0] ?? '')
      return refuse(
        `“${name}” ${wrongWith(issue?.message ?? '')}: ${definition.options[name]?.description ?? definition.description}.`,
      )
    },
  }
}

const wrongWith = (message: string): string => (message.startsWith('is ') ? message : 'cannot be so')

export const say = (shown: Card, to: Audience = 'only-the-asker'): Answer => ({ show: 'card', card: shown, to })
export const refuse = (line: string): Answer => say(card('Not done', [line]))
export const refused = (failure: Failure): Answer => refuse(sayFailure(failure))
export const NOTHING: Answer = { show: 'nothing' }

export type Found<T> = { readonly found: T } | { readonly missing: Answer }
