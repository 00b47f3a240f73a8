/** The catalogue as Discord registers it: `/brief`, `/nora <verb>`, and two entries in the menu of a message. Pure. */
import {
  ApplicationCommandOptionType as Type,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody as Commands,
} from 'discord.js'
import { COMMANDS } from '../../commands/catalogue.ts'
import type { Command } from '../../commands/command.ts'
import { type Option, SUGGESTED } from '../../commands/options.ts'
import { cut, LIMITS } from './limits.ts'

export const BRIEF_FROM_MESSAGE = 'Brief from this message'
export const ADD_TO_VAULT = 'Add to vault'
export const FILE_OPTIONS: readonly string[] = ['file1', 'file2', 'file3', 'file4', 'file5']

/** In guilds only: a film has a channel. */
const EVERYWHERE = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
}

export function registration(commands: readonly Command[] = COMMANDS): Commands {
  const brief = commands.filter((c) => c.name === 'brief')
  const verbs = commands.filter((c) => c.name !== 'brief')
  const onMessage = (name: string) => ({ type: ApplicationCommandType.Message, name, ...EVERYWHERE }) as const
  return [
    ...brief.map((c) => ({
      type: ApplicationCommandType.ChatInput as const,
      name: c.name,
      description: c.description,
      options: [...basics(c), ...FILE_OPTIONS.map(fileOption)],
      ...EVERYWHERE,
    })),
    {
      type: ApplicationCommandType.ChatInput,
      name: 'nora',
      description: 'Films: how they stand, what to change, the vault, the project, the queue',
      options: grouped(verbs),
      ...EVERYWHERE,
    },
    onMessage(BRIEF_FROM_MESSAGE),
    onMessage(ADD_TO_VAULT),
  ]
}

/** "assets add" stands under "assets". */
function grouped(verbs: readonly Command[]): APIApplicationCommandOption[] {
  const groups = Map.groupBy(verbs, (c) => (c.name.includes(' ') ? (c.name.split(' ')[0] ?? '') : ''))
  return [...groups].flatMap(([name, members]): APIApplicationCommandOption[] => {
    if (name === '') return members.map((c) => sub(c, c.name))
    return [
      {
        type: Type.SubcommandGroup,
        name,
        description: cut(members.map((c) => c.name.slice(name.length + 1)).join(', '), LIMITS.commandDescription),
        options: members.map((c) => sub(c, c.name.slice(name.length + 1))),
      },
    ]
  })
}

const sub = (command: Command, name: string): APIApplicationCommandSubcommandOption => ({
  type: Type.Subcommand,
  name,
  description: command.description,
  options: basics(command),
})

/** Required ones first, as Discord wants them. */
const basics = ({ options }: Command): APIApplicationCommandBasicOption[] =>
  Object.entries(options)
    .toSorted(([, a], [, b]) => Number(b.isRequired) - Number(a.isRequired))
    .map(([name, option]) => basic(name, option))

function basic(
  name: string,
  { kind, description, isRequired, choices, min, max }: Option,
): APIApplicationCommandBasicOption {
  const common = { name, description, required: isRequired }
  const range = { ...(min === null ? {} : { min_value: min }), ...(max === null ? {} : { max_value: max }) }
  switch (kind) {
    case 'integer':
      return { type: Type.Integer, ...common, ...range }
    case 'number':
      return { type: Type.Number, ...common, ...range }
    case 'yes-no':
      return { type: Type.Boolean, ...common }
    case 'person':
      return { type: Type.User, ...common }
    case 'file':
      return { type: Type.Attachment, ...common }
    case 'choice':
      return { type: Type.String, ...common, choices: choices.map((c) => ({ name: c, value: c })) }
    default:
      return SUGGESTED.includes(kind)
        ? { type: Type.String, ...common, autocomplete: true }
        : { type: Type.String, ...common }
  }
}

const fileOption = (name: string): APIApplicationCommandBasicOption => ({
  type: Type.Attachment,
  name,
  description: 'A picture, footage, a voice-over or a script',
  required: false,
})
