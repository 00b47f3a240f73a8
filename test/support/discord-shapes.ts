/** What Discord says of commands, forms and first answers in its guides, and not in its description of requests; in words. */
import { beyondLimits, isTwice } from './discord-limits.ts'

type Choice = { readonly name: string; readonly value: string | number }
export type CommandNode = {
  readonly type?: number
  readonly name: string
  readonly description?: string
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly choices?: readonly Choice[]
  readonly options?: readonly CommandNode[]
}
type Part = { readonly custom_id?: string; readonly component?: Part; readonly components?: readonly Part[] }
export type FirstAnswer = {
  readonly type: number
  readonly data?: Parameters<typeof beyondLimits>[0] & {
    readonly flags?: number
    readonly title?: string
    readonly components?: readonly Part[]
  }
}

const [SLASH, SUB, GROUP] = [1, 1, 2]
const MOST_OF_A_KIND: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 }
const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u

/** Of names, descriptions and values, of it and all that is under it. */
const weight = ({ name, description = '', choices = [], options = [] }: CommandNode): number =>
  name.length +
  description.length +
  choices.reduce((sum, c) => sum + c.name.length + String(c.value).length, 0) +
  options.reduce((sum, o) => sum + weight(o), 0)

export function wrongCommands(commands: readonly CommandNode[]): readonly string[] {
  const wrong = commands.flatMap((c) => [
    ...(weight(c) > 8000 ? [`${c.name}: ${weight(c)} of 8000 characters`] : []),
    ...((c.type ?? SLASH) === SLASH ? wrongNode(c, 0) : (c.description ?? '') === '' ? [] : [`${c.name}: described`]),
  ])
  for (const [kind, most] of Object.entries(MOST_OF_A_KIND)) {
    const count = commands.filter((c) => (c.type ?? SLASH) === Number(kind)).length
    if (count > most) wrong.push(`${count} of ${most} commands of kind ${kind}`)
  }
  if (isTwice(commands.map((c) => `${c.type ?? SLASH} ${c.name}`))) wrong.push('two commands have one name')
  return wrong
}

function wrongNode(node: CommandNode, depth: number): readonly string[] {
  const { name, description = '', options = [], choices = [] } = node
  const wrong: string[] = []
  if (!NAME.test(name) || name !== name.toLowerCase()) wrong.push(`${name}: no name`)
  if (description === '' || description.length > 100)
    wrong.push(`${name}: ${description.length} of 1 to 100 characters`)
  if (options.length > 25) wrong.push(`${name}: ${options.length} of 25 options`)
  if (choices.length > 0 && node.autocomplete === true) wrong.push(`${name}: chosen and completed`)
  if (isTwice(options.map((o) => o.name))) wrong.push(`${name}: two options have one name`)
  const needed = options.map((o) => o.required === true)
  if (needed.includes(false) && needed.lastIndexOf(true) > needed.indexOf(false))
    wrong.push(`${name}: a required option comes late`)
  const under = options.filter((o) => o.type === SUB || o.type === GROUP)
  if (under.length > 0 && under.length < options.length) wrong.push(`${name}: options beside commands`)
  if (depth > 0 && options.some((o) => o.type === GROUP)) wrong.push(`${name}: a group in a group`)
  return [...wrong, ...options.flatMap((o) => wrongNode(o, depth + 1))]
}

/** Which first answers may be given to what somebody did: 2 a command, 3 a press, 4 typing, 5 a form. */
const MAY_ANSWER: Readonly<Record<number, readonly number[]>> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
}
const [MESSAGE, LATER, UPDATE, FORM] = [4, 5, 7, 9]
const EPHEMERAL = 64

/** `to`: of what kind the interaction is; null where that is not known. */
export function wrongAnswer({ type, data }: FirstAnswer, to: number | null): readonly string[] {
  const wrong: string[] = []
  if (to !== null && !(MAY_ANSWER[to] ?? []).includes(type))
    wrong.push(`an answer of kind ${type} to one of kind ${to}`)
  if (type === LATER && data !== undefined)
    for (const name of Object.keys(data))
      if (name !== 'flags' || data.flags !== EPHEMERAL) wrong.push(`what is put off has no ${name} ${data.flags}`)
  if ((type === MESSAGE || type === UPDATE) && data !== undefined)
    wrong.push(...beyondLimits(data, type === MESSAGE ? [] : null))
  if (type === FORM) wrong.push(...wrongForm(data ?? {}))
  return wrong
}

function wrongForm({ title = '', components = [] }: NonNullable<FirstAnswer['data']>): readonly string[] {
  const parts = components as readonly Part[]
  const wrong: string[] = []
  if (title === '' || title.length > 45) wrong.push(`a form's title of ${title.length} of 1 to 45 characters`)
  if (parts.length < 1 || parts.length > 5) wrong.push(`a form of ${parts.length} of 1 to 5 fields`)
  if (isTwice(parts.flatMap((p) => [p.component, ...(p.components ?? [])].flatMap((f) => f?.custom_id ?? []))))
    wrong.push('two fields of a form have one custom id')
  return wrong
}
