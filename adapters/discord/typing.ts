/** What an option may be completed to while it is typed: answered in time or not at all. */
import type { APIApplicationCommandOptionChoice } from 'discord.js'
import { suggest } from '../../commands/suggest.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Nora } from '../../src/nora.ts'
import type { Directory } from './directory.ts'
import { identityOf } from './door.ts'
import type { Interaction } from './events.ts'
import { readCommand } from './given.ts'
import { cut, LIMITS } from './limits.ts'

/** Of the three seconds, what is left for the way. */
const SOON_MS = 2 * SECOND

export async function suggestFor(
  { nora, directory, log }: { readonly nora: Nora; readonly directory: Directory; readonly log: Log },
  interaction: Interaction,
): Promise<APIApplicationCommandOptionChoice<string>[]> {
  const read = readCommand(interaction)
  if (read?.typing == null) return []
  const { command, typing } = read
  const { promise: late, resolve } = Promise.withResolvers<APIApplicationCommandOptionChoice<string>[]>()
  const timer = setTimeout(() => resolve([]), SOON_MS)
  const found = (async () => {
    const where = await directory.where(interaction.channel_id ?? '', interaction)
    if (where === null) return []
    const { guild: workspace, channel } = where
    const projectId = await nora.projectOfChannel({ platform: 'discord', workspace, channel })
    const identity = identityOf(interaction.member?.user?.id ?? '')
    // Of a list with commas the last name is being typed; the others stay.
    const isList = command.options[typing.option]?.kind === 'assets'
    const [, before = '', last = ''] = isList ? (/^(.*,\s*)?([^,]*)$/s.exec(typing.text) ?? []) : ['', '', typing.text]
    const all = await suggest(nora, command, typing.option, last, { projectId, identity })
    return all
      .map(({ label, value }) => ({ name: cut(before + label, LIMITS.choice), value: before + value }))
      .filter((c) => c.value.length <= LIMITS.choice)
      .slice(0, LIMITS.choices)
  })()
  try {
    return await Promise.race([found, late])
  } catch (error) {
    // Without completion anything can still be typed.
    log.warn('discord-not-completed', { error })
    return []
  } finally {
    clearTimeout(timer)
  }
}
