/** Nora in Discord: connects, listens, registers her commands, and hands out the chat through which threads are told. */
import { setTimeout as pause } from 'node:timers/promises'
import { Client, GatewayDispatchEvents as Gateway, type GatewayIntentBits, Options, REST } from 'discord.js'
import { fail } from '../../src/domain/result.ts'
import type { Nora } from '../../src/nora.ts'
import type { ChatPlatform } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import { createCatchUp } from './catch-up.ts'
import { withCeiling } from './ceiling.ts'
import { createChat } from './chat.ts'
import { createDirectory } from './directory.ts'
import { createDoor } from './door.ts'
import { createDownloads } from './downloads.ts'
import { createForOne } from './for-one.ts'
import { createHeldEvents } from './held-events.ts'
import { createForms } from './forms.ts'
import { createKeepRegistered } from './keep-registered.ts'
import { createKeepForm } from './keep-form.ts'
import { createInteractions } from './interactions.ts'
import { createMessages } from './messages.ts'
import { createPerform } from './perform.ts'
import { createOffers } from './offers.ts'
import { createPresses } from './presses.ts'
import { createReactions } from './reactions.ts'
import { REST_OPTIONS } from './rest-options.ts'
import { createRequests } from './requests.ts'
import { createConnection } from './connection.ts'
import { createUploadLimits } from './upload-limits.ts'

export type DiscordConfig = {
  readonly token: string
  /** Null: registered everywhere. */
  readonly guildId: string | null
  /** Null: Discord's own. */
  readonly apiUrl: string | null
  readonly wantsMessageContent: boolean
}

export type Discord = {
  readonly chat: ChatPlatform
  start(): Promise<void>
  stop(): Promise<void>
}

export function createDiscord(
  config: DiscordConfig,
  deps: {
    readonly nora: Nora
    readonly log: Log
  },
): Discord {
  const { nora, log } = deps
  const rest = {
    ...REST_OPTIONS,
    ...(config.apiUrl === null ? {} : { api: config.apiUrl }),
  }
  // What was said is read as it comes and kept nowhere here.
  const makeCache = Options.cacheWithLimits({
    ...Options.DefaultMakeCacheSettings,
    MessageManager: 0,
    ReactionManager: 0,
    PresenceManager: 0,
    GuildMemberManager: { maxSize: 1000, keepOverLimit: (member) => member.id === member.client.user.id },
  })
  // Apart from the connection's own, since that may be made anew.
  const api = withCeiling(new REST(rest).setToken(config.token))
  const connection = createConnection({ ...config, log, open, begin })
  const { current, me } = connection
  const limits = createUploadLimits()
  const chat = createChat({ api, me, limits })
  const now = () => Date.now()
  const directory = createDirectory(current)
  const alsoFrom = config.apiUrl === null ? [] : [new URL(config.apiUrl).origin]
  const downloads = createDownloads({ api, kept: nora.draftFile, alsoFrom })
  const forms = createForms({ now, keep: createKeepForm({ nora, downloads, log }), find: nora.readDraft })
  const door = createDoor({ nora, directory, downloads })
  const withoutMention = (text: string, guild: string) =>
    text.replaceAll(new RegExp(`<@(?:!?${me()}|&${directory.ownRole(guild) ?? me()})>`, 'g'), '').trim()
  const requests = createRequests({
    nora,
    log,
    kinds: () => ({
      interaction: interactions,
      said: messages.said,
      edited: messages.edited,
      deleted: messages.gone,
      reaction: reactions,
      cleared: reactions.clearing,
    }),
  })
  const { receive } = requests
  const forOne = createForOne({ nora, door })
  const common = { receive, forOne, nora, api, directory, door, forms, log, now, me, withoutMention, limits, chat }
  const offers = createOffers(common)
  const presses = createPresses({ ...common, offers })
  const perform = createPerform(common)
  const interactions = createInteractions({ ...common, presses, perform })
  const messages = createMessages(common)
  const reactions = createReactions(common)
  const commands = createKeepRegistered({ api, log, guildId: config.guildId })
  const heldEvents = createHeldEvents({ log, now, pause: (ms) => pause(ms, undefined, { ref: false }) })
  const said = { event: Gateway.MessageCreate, handle: messages.created, tellUnheard: messages.tellUnheard } as const
  const readThreads = createCatchUp({ ...common, hear: (raw) => heldEvents.hear(said, raw) })

  function open(intents: readonly GatewayIntentBits[]): Client {
    const opened = new Client({ intents, rest, makeCache })
    /** As Discord sends it: what the library would make of it depends on what it happens to remember. */
    const on = (event: Gateway, handle: (raw: unknown) => Promise<void>) =>
      opened.ws.on(event, (raw: unknown) => {
        handle(raw).catch((error: unknown) => log.error('discord-event-failed', { event, error }))
      })
    on(Gateway.InteractionCreate, interactions.arrived)
    for (const handling of [
      said,
      { event: Gateway.MessageUpdate, handle: messages.updated },
      { event: Gateway.MessageDelete, handle: messages.deleted },
      { event: Gateway.MessageDeleteBulk, handle: messages.deleted },
      { event: Gateway.MessageReactionAdd, handle: reactions.added },
      { event: Gateway.MessageReactionRemove, handle: reactions.removed },
      { event: Gateway.MessageReactionRemoveAll, handle: reactions.cleared },
      { event: Gateway.MessageReactionRemoveEmoji, handle: reactions.cleared },
    ] as const)
      on(handling.event, (raw) => heldEvents.hear(handling, raw))
    return opened
  }

  async function begin(connected: Client): Promise<void> {
    const user = me()
    const guilds = [...connected.guilds.cache.keys()]
    // A new session may have missed marks and words; a resumed one has not.
    connected.ws.on(Gateway.Ready, () => void catchUp())
    await commands.begin({ applicationId: connected.application?.id ?? user, guilds })
    log.info('discord-connected', { user, guilds: guilds.length })
    await requests.begin()
    await catchUp()
  }

  async function catchUp(): Promise<void> {
    await reactions.catchUp().catch((error: unknown) => log.warn('discord-marks-not-read', { error }))
    await readThreads().catch((error: unknown) => log.warn('discord-threads-not-read', { error }))
  }

  return {
    chat: {
      ...chat,
      async seedMarks(message, marks) {
        const seeded = await chat.seedMarks(message, marks)
        if (!seeded.ok) return seeded
        const isAnswered = await reactions.onDelivery(message)
        return isAnswered ? seeded : fail({ type: 'unreachable', reason: 'its marks were not read' } as const)
      },
    },
    start: connection.start,
    stop: async () => {
      commands.stop()
      await connection.stop()
      heldEvents.stop()
      await requests.stop()
    },
  }
}
