/** What somebody asks for in words, typed after a slash or to a mention: a command, a film, or its form. */
import { commandNamed } from '../../commands/catalogue.ts'
import { type Answer, type Asked, type Command, refuse } from '../../commands/command.ts'
import { parseCommand, parseOptions } from '../../commands/parse-command.ts'
import { runCommand } from '../../commands/run.ts'
import { WELCOME, whatIsMeant } from '../../commands/what-is-meant.ts'
import { card } from '../../src/words/card.ts'
import type { Inbound } from './inbound.ts'

const NOT_HERE =
  'I am not in this channel, so I could not show you the film here. Invite me with /invite, then ask again.'
const NOT_AMONG_TWO =
  'This is between the two of you, where I cannot be: ask in a channel that I am in, or write to me directly.'
const NO_GROUPS =
  'In a group message I hear no replies, so no film begins here: ask in a channel that I am in, or write to me directly.'

type Given = Readonly<Record<string, unknown>>

/** `/brief …`: the form with what was typed in it, or with `--go` the film at once. */
export async function askForBrief(inbound: Inbound, asked: Asked, text: string): Promise<Answer> {
  if (/^help$/i.test(text)) return runCommand(inbound.nora, named('help'), asked, { command: 'brief' })
  const given = briefGiven(text)
  if (!asksForForm(text)) return begin(inbound, asked, given)
  return (
    (await notHere(inbound, asked)) ?? {
      show: 'form',
      form: { title: 'A new film', command: 'brief', given: texts(given) },
    }
  )
}

/** Without `--go`. */
export function asksForForm(text: string): boolean {
  const { go } = briefGiven(text)
  return go !== 'yes' && go !== true
}

/** `/nora …`, and what is said to a mention. Null: no command. */
export async function askInWords(inbound: Inbound, asked: Asked, text: string): Promise<Answer | null> {
  const typed = parseCommand(text)
  if (typed === null) return null
  if (typed.command.name === 'brief') return begin(inbound, asked, typed.given)
  return runCommand(inbound.nora, typed.command, asked, typed.given)
}

/** What was said to Nora and is no command: a film where it plainly asks for one, else it is asked back. */
export function askForFilm(
  inbound: Inbound,
  asked: Asked,
  said: { readonly text: string; readonly isToHer: boolean },
): Promise<Answer> | Answer | 'unclear' {
  const meant = whatIsMeant({ ...said, files: asked.files.map((f) => f.name) })
  if (meant === 'thanks') return WELCOME
  return meant === 'unclear' ? meant : begin(inbound, asked, briefGiven(said.text))
}

export const help = (inbound: Inbound, asked: Asked): Promise<Answer> =>
  runCommand(inbound.nora, named('help'), asked, {})

export async function begin(inbound: Inbound, asked: Asked, given: Given): Promise<Answer> {
  const shut = await notHere(inbound, asked)
  if (shut !== null) return shut
  inbound.askers.waits(asked)
  const answer = await runCommand(inbound.nora, named('brief'), asked, given)
  if (answer.show !== 'nothing' && answer.show !== 'form' && answer.isRefusal === true) inbound.askers.waitsNot(asked)
  return answer
}

/** Where Nora cannot write, no thread could begin. */
async function notHere({ people }: Inbound, { channel }: Asked): Promise<Answer | null> {
  const facts = channel === null ? null : await people.channel(channel.channel, channel.name)
  if (channel === null || facts === null) return null
  if (facts.isGroup === true || channel.name.startsWith('mpdm-')) return refuse(NO_GROUPS)
  if (facts.isMember !== false) return null
  return refuse(channel.channel.startsWith('D') ? NOT_AMONG_TWO : NOT_HERE)
}

export const briefGiven = (text: string): Given => (text === '' ? {} : (parseOptions(named('brief'), text) ?? { text }))

export const texts = (given: Given): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, v]) => (typeof v === 'string' ? [[name, v]] : [])))

export function named(name: string): Command {
  const command = commandNamed(name)
  if (command === null) throw new Error(`there is no command ${name}`)
  return command
}

export const unknown = (text: string): Answer => ({
  show: 'card',
  to: 'only-the-asker',
  card: card('Not done', [
    `I do not know “${text.slice(0, 80)}”: say /nora help, or /brief with what your film shows.`,
  ]),
})
