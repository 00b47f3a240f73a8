/** `help`: what can be said, computed from the catalogue. */
import { card } from '../src/words/card.ts'
import { helpCard } from '../src/words/command-cards.ts'
import { type Command, defineCommand, say } from './command.ts'
import { words } from './options.ts'

/** "rerender [shots] [brief]". */
export const usageOf = ({ name, options }: Command): string =>
  [name, ...Object.entries(options).map(([option, o]) => (o.isRequired ? `<${option}>` : `[${option}]`))].join(' ')

export type CommandGroup = { readonly title: string; readonly commands: readonly Command[] }

const HINTS = [
  '“help” and the name of one, as in “help rerender”, tells what can be said with it.',
  'In the thread of a film a plain reply is a note: “shot 2 as a close-up”, “all warmer”, “make it 8 seconds”.',
  'On the film itself ✅ approves, 🔁 asks for changes, ❌ rejects; taking the mark away takes it back.',
  'Where slash commands do not work, as in threads of Slack, mention me with the same words.',
]

export const createHelp = (groups: readonly CommandGroup[]): Command =>
  defineCommand({
    name: 'help',
    description: 'What I can do, or how one command is used',
    options: { command: words('The command') },
    access: 'see',
    about: 'house',
    answers: 'only-the-asker',
    async run(_nora, _asked, given) {
      const commands = groups.flatMap((g) => g.commands)
      const one = commands.find((c) => c.name === given.command || c.name.startsWith(`${given.command} `))
      if (one === undefined) return say(helpCard(groups, HINTS))
      const kin = one.name === given.command ? [] : commands.filter((c) => c.name.startsWith(`${given.command} `))
      if (kin.length > 1)
        return say(
          card(
            `What can be said with “${given.command}”`,
            kin.map((c) => `• ${usageOf(c)}: ${c.description}`),
          ),
        )
      const options = Object.entries(one.options).map(
        ([name, o]) => `${name}: ${o.description}${o.choices.length > 0 ? ` (${o.choices.join(', ')})` : ''}`,
      )
      return say(card(usageOf(one), [one.description, ...options]))
    },
  })
