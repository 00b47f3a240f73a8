/** Reads a command out of typed text: "status", "rerender 2 and 3", "project gate auto minutes:5". */
import { parseShotNumbers } from '../src/domain/shot-list.ts'
import { COMMANDS } from './catalogue.ts'
import type { Command } from './command.ts'
import type { Option, OptionKind } from './options.ts'

export type Typed = { readonly command: Command; readonly given: Readonly<Record<string, unknown>> }

/** What people say as well. */
const ALIASES: Readonly<Record<string, string>> = {
  'use take': 'use-take',
  're-render': 'rerender',
  assets: 'assets list',
  project: 'project show',
  queue: 'queue show',
  'queue list': 'queue show',
}
const NAMES = [...Object.keys(ALIASES), ...COMMANDS.map((c) => c.name)].toSorted((a, b) => b.length - a.length)

/**
 * The command that leads the text, with what follows as its options; null where the text is something else. What follows
 * must be understood to the end: "cancel" is a command, "cancel the bird in shot 2" is a note.
 */
export function parseCommand(text: string): Typed | null {
  const said = text.trim().replaceAll(/\s+/g, ' ')
  const lower = said.toLowerCase()
  const name = NAMES.find((n) => lower === n || lower.startsWith(`${n} `))
  const command = name === undefined ? undefined : COMMANDS.find((c) => c.name === (ALIASES[name] ?? name))
  if (name === undefined || command === undefined) return null
  const given = parseOptions(command, text.trim().slice(lengthOf(text.trim(), name)).trim())
  return given === null ? null : { command, given }
}

/** Names have single spaces between their words, typed text may have more. */
const lengthOf = (text: string, name: string): number =>
  new RegExp(`^${name.replaceAll(' ', '\\s+')}`, 'i').exec(text)?.[0].length ?? 0

const VALUE = '(?:"([^"]*)"|“([^”]*)”|([^\\s"“]+))'
/** `duration:8`, `duration=8`, `--duration=8`. */
const JOINED = new RegExp(`(?<=^|\\s)(?:--)?([a-z]+)[:=]${VALUE}(?=\\s|$)`, 'gi')
/** `--duration 8`, `--duration 10 seconds`. */
const APART = new RegExp(`(?<=^|\\s)--([a-z]+)\\s+${VALUE}(?:(?<=\\d)\\s+(?:s|secs?|seconds?)[.,;]?)?(?=\\s|$)`, 'gi')
/** `--go`. */
const FLAG = /(?<=^|\s)--([a-z]+)(?=\s|$)/gi

/** Kinds that end with no mark of punctuation. */
const CLOSED: readonly OptionKind[] = ['integer', 'number', 'yes-no', 'choice']

/** Named options anywhere; what is left goes to the options in their order. */
export function parseOptions(command: Command, typed: string): Readonly<Record<string, unknown>> | null {
  // Phones make one dash of two.
  const text = typed.replaceAll(/(?<=^|\s)[—–](?=[a-z])/gi, '--')
  const given: Record<string, unknown> = {}
  const isTaken = (word: string, value: string | undefined, isMeant: (o: Option) => boolean): boolean => {
    const name = word.toLowerCase()
    const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined
    if (option === undefined || !isMeant(option)) return false
    given[name] = value === undefined ? 'yes' : CLOSED.includes(option.kind) ? value.replace(/[.,;:!?]+$/, '') : value
    return true
  }
  const isSwitch = ({ kind }: Option) => kind === 'yes-no'
  const rest = text
    .replaceAll(JOINED, (all: string, word: string, ...v: string[]) =>
      isTaken(word, v[0] ?? v[1] ?? v[2], () => true) ? '' : all,
    )
    .replaceAll(FLAG, (all: string, word: string) => (isTaken(word, undefined, isSwitch) ? '' : all))
    .replaceAll(APART, (all: string, word: string, ...v: string[]) =>
      isTaken(word, v[0] ?? v[1] ?? v[2], (o) => !isSwitch(o)) ? '' : all,
    )
    .replaceAll(/ {2,}/g, ' ')
    .trim()
  return rest === '' || place(command, rest, given) ? given : null
}

/** False where something is left that no option takes. */
function place(command: Command, text: string, given: Record<string, unknown>): boolean {
  // "take 1 of shot 3", and "1 3" in the order of the options.
  const take = /^(?:take )?#?(\d+)(?: (?:of|for|in))? (?:shot )?#?(\d+)$/i.exec(text)
  if (command.name === 'use-take') {
    Object.assign(given, take === null ? {} : { take: take[1], shot: take[2] })
    return take !== null
  }
  for (const [name, option] of Object.entries(command.options)) {
    if (name in given) continue
    if (option.kind === 'shots') {
      if (/^all$/i.test(text)) return true
      given[name] = text
      return parseShotNumbers(text) !== null
    }
    if (option.kind === 'words' || option.kind === 'paragraph') return Boolean((given[name] = text))
    // A name may have several words; where it must be told from a note, only what is plainly an id or a name in quotes is.
    if (option.kind === 'brief') {
      const quoted = /^(brf_[0-9a-f]{32}|["“][^"”]+["”])$/.exec(text)?.[1]
      if (quoted === undefined && command.about === 'brief') return false
      return Boolean((given[name] = (quoted ?? text).replaceAll(/["“”]/g, '')))
    }
    if (option.kind === 'asset' || option.kind === 'project') return Boolean((given[name] = text))
    const [first = '', ...more] = text.split(/\s+/)
    given[name] = first
    return more.length === 0 || place(command, more.join(' '), given)
  }
  return false
}
