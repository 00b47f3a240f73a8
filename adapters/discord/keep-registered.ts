/** Sees to it that Discord has our commands. Where it refuses them Nora works on with those that it has, and tries again. */
import { RateLimitError } from 'discord.js'
import { MINUTE } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import { register, unregister } from './register.ts'
import { registration } from './registration.ts'
import type { Api } from './send.ts'
import { isCode } from './trouble.ts'

const AGAIN_MS = 5 * MINUTE

export function createKeepRegistered({
  api,
  log,
  guildId,
  againMs = AGAIN_MS,
}: {
  readonly api: Api
  readonly log: Log
  /** Null: everywhere. */
  readonly guildId: string | null
  readonly againMs?: number
}) {
  let timer: NodeJS.Timeout | undefined
  let isOver = false

  /** `guilds`: all that Nora is in. Settles after the first try, however that ends. */
  async function begin(o: { readonly applicationId: string; readonly guilds: readonly string[] }): Promise<void> {
    clearTimeout(timer)
    try {
      const changed = await register(api, registration(), { applicationId: o.applicationId, guildId })
      log.info('discord-commands', { changed })
    } catch (error) {
      log.warn('discord-commands-refused', { hint: hintFor(error, guildId), error })
      if (!isOver) timer = setTimeout(() => void begin(o), againMs).unref()
      return
    }
    const elsewhere = guildId === null ? o.guilds : [null]
    // For looks only: Nora works with doubles as well.
    unregister(api, { applicationId: o.applicationId, guildIds: elsewhere }).then(
      (from) => log.info('discord-commands-elsewhere', { takenFrom: from }),
      (error: unknown) => log.warn('discord-commands-elsewhere-unknown', { error }),
    )
  }

  return {
    begin,
    stop(): void {
      isOver = true
      clearTimeout(timer)
    },
  }
}

function hintFor(error: unknown, guildId: string | null): string {
  if (error instanceof RateLimitError) return 'Discord takes no more changes of commands for now.'
  if (guildId === null || !isCode(error, 'missingAccess', 'unknownGuild')) return 'They are sent again in a while.'
  return `DISCORD_GUILD_ID: Nora may not have commands in the server ${guildId}. Is it the right one, and was she let in with the scope applications.commands? Open the link that the doctor shows.`
}
