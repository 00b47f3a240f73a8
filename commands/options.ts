/** What a command may be given, said once: from this come the parsing of typed text, forms, and what platforms register. */
import { z } from 'zod'
import { BRIEF_LIMITS } from '../src/domain/brief.ts'
import { parseShotNumbers } from '../src/domain/shot-list.ts'

export const OPTION_KINDS = [
  'words',
  'paragraph',
  'integer',
  'number',
  'yes-no',
  'choice',
  'shots',
  'brief',
  'asset',
  'assets',
  'project',
  'workflow',
  'host',
  'person',
  'file',
] as const
export type OptionKind = (typeof OPTION_KINDS)[number]

/** Kinds that a platform can complete while they are typed: `suggest` answers them. */
export const SUGGESTED: readonly OptionKind[] = ['brief', 'asset', 'assets', 'project', 'workflow', 'host']

/**
 * How a platform gives each kind: `words`, `paragraph` (many lines), `choice`, `brief`, `asset`, `project`, `workflow` and
 * `host` as text (an id, or what people call it); `shots` as text ("2 and 3") or numbers; `integer`, `number` and
 * `yes-no` as such or as text; `assets` as text with commas between or a list; `person` as a `PersonId`, which the
 * adapter has met; `file` as a `GivenFile`.
 */
export type Option<T = unknown> = {
  readonly kind: OptionKind
  /** At most 100 characters, as Discord allows. */
  readonly description: string
  readonly isRequired: boolean
  readonly choices: readonly string[]
  readonly min: number | null
  readonly max: number | null
  readonly schema: z.ZodType<T>
}
export type Options = Readonly<Record<string, Option>>
export type Given<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never }

export type FileInHand = {
  readonly name: string
  readonly source: AsyncIterable<Uint8Array>
  /** As the platform says, where it does: what is too large is not fetched. */
  readonly bytes?: number
}

const optional = <T>(
  kind: OptionKind,
  description: string,
  schema: z.ZodType<T>,
  o: { readonly choices?: readonly string[]; readonly min?: number; readonly max?: number } = {},
): Option<T | null> => ({
  kind,
  description,
  isRequired: false,
  choices: o.choices ?? [],
  min: o.min ?? null,
  max: o.max ?? null,
  schema: schema.nullish().transform((value) => value ?? null),
})

/** The same, and it must be given. */
export const needed = <T>(option: Option<T | null>): Option<T> => ({
  ...option,
  isRequired: true,
  schema: option.schema.transform((value, context): T => {
    if (value !== null) return value
    context.addIssue('is missing')
    return z.NEVER
  }),
})

export const MOST_CHARACTERS = 20_000
const zWords = z.string().trim().min(1).max(MOST_CHARACTERS)
/** Scripts are longer than anything else that is written. */
const zParagraph = z.string().trim().min(1).max(BRIEF_LIMITS.maxScriptCharacters)

/** Of a form's field. */
export const labelOf = (option: string): string =>
  option === 'fps' ? 'FPS' : option.slice(0, 1).toUpperCase() + option.slice(1)
const zNumber = (min: number, max: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .trim()
        .regex(/^-?\d+(?:[.,]\d+)? ?(?:s|secs?|seconds?)?$/i)
        .transform((t) => Number.parseFloat(t.replace(',', '.'))),
    ])
    .pipe(z.number().min(min).max(max))

const inAnyCase = <const C extends string>(choices: readonly [C, ...C[]]) =>
  z
    .string()
    .transform((t) => t.trim().toLowerCase())
    .pipe(z.enum(choices))

export const words = (description: string) => optional('words', description, zWords)
export const paragraph = (description: string) => optional('paragraph', description, zParagraph)
export const brief = (description: string) => optional('brief', description, zWords)
export const asset = (description: string) => optional('asset', description, zWords)
export const project = (description: string) => optional('project', description, zWords)
export const workflow = (description: string) => optional('workflow', description, zWords)
export const host = (description: string) => optional('host', description, zWords)
export const person = (description: string) => optional('person', description, z.string().regex(/^per_[0-9a-f]{32}$/))
export const number = (description: string, o: { readonly min: number; readonly max: number }) =>
  optional('number', description, zNumber(o.min, o.max), o)
export const integer = (description: string, o: { readonly min: number; readonly max: number }) =>
  optional('integer', description, zNumber(o.min, o.max).pipe(z.number().int()), o)
export const yesNo = (description: string) =>
  optional(
    'yes-no',
    description,
    z.union([
      z.boolean(),
      inAnyCase(['yes', 'no', 'true', 'false', 'on', 'off']).transform((t) => ['yes', 'true', 'on'].includes(t)),
    ]),
  )
export const choice = <const C extends string>(description: string, choices: readonly [C, ...C[]]) =>
  optional('choice', description, inAnyCase(choices), { choices })
export const assets = (description: string) =>
  optional(
    'assets',
    description,
    z.union([
      z.array(zWords),
      zWords.transform((t) =>
        t
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      ),
    ]),
  )
/** Counted from 1, as people do. */
export const shots = (description: string) =>
  optional(
    'shots',
    description,
    z.union([
      z.array(z.number().int().min(1)),
      z
        .number()
        .int()
        .min(1)
        .transform((n) => [n]),
      z.string().transform((text, context) => {
        const numbers = parseShotNumbers(text)
        if (numbers !== null) return [...numbers]
        context.addIssue('is no list of shots such as "2 and 3"')
        return z.NEVER
      }),
    ]),
  )
export const file = (description: string) =>
  optional(
    'file',
    description,
    z.custom<FileInHand>((f) => typeof f === 'object' && f !== null && 'name' in f && 'source' in f),
  )
