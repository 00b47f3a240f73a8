/** Nora's one connection to the gateway. What ends it for good is in the log with what to do; where it may be made anew, it is. */
import { type Client, Events, type GatewayIntentBits as Intent } from 'discord.js'
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import { connect, DISALLOWED_INTENTS } from './connect.ts'
import { endure } from './endure.ts'

const AGAIN_MS = 15 * SECOND

/** Of what Discord says when it ends a connection for good. */
const WHAT_TO_DO: Readonly<Record<number, string>> = {
  4004: 'Discord no longer knows DISCORD_TOKEN: copy a new one from the Bot page of the application, and start Nora again.',
  [DISALLOWED_INTENTS]: 'Nora connects again with what the Bot page of the application allows.',
}
const ELSE = 'Start Nora again; if it stays so, the application was changed.'

export function createConnection(deps: {
  readonly token: string
  readonly wantsMessageContent: boolean
  readonly log: Log
  /** Makes a client that listens. */
  readonly open: (intents: readonly Intent[]) => Client
  /** What there is to do once it is connected. */
  readonly begin: (connected: Client) => Promise<void>
}) {
  const { log } = deps
  let client: Client | null = null
  let me = ''
  let timer: NodeJS.Timeout | undefined
  let isOver = false

  function open(intents: readonly Intent[]): Client {
    const opened = deps.open(intents)
    client = opened
    endure(opened, log)
    opened.on(Events.ShardReconnecting, (shard) => log.warn('discord-reconnecting', { shard }))
    opened.on(Events.ShardResume, (shard) => log.info('discord-resumed', { shard }))
    opened.on(Events.Error, (error) => log.error('discord-failed', { error }))
    opened.on(Events.ShardError, (error, shard) => log.warn('discord-connection-failed', { shard, error }))
    return opened
  }

  /** Where it throws nothing is left connected. */
  async function start(): Promise<void> {
    const connected = await connect(open, deps)
    try {
      if (isOver) return await connected.destroy()
      connected.on(Events.ShardDisconnect, ({ code }) => void refused(connected, code))
      await deps.begin(connected)
    } catch (error) {
      await connected.destroy()
      throw error
    }
  }

  async function refused(ended: Client, code: number): Promise<void> {
    log.error('discord-connection-refused', { code, hint: WHAT_TO_DO[code] ?? ELSE })
    if (code !== DISALLOWED_INTENTS) return
    await ended.destroy()
    await startAgain()
  }

  async function startAgain(): Promise<void> {
    if (isOver) return
    await start().catch((error: unknown) => {
      log.warn('discord-not-reached', { error })
      if (!isOver) timer = setTimeout(() => void startAgain(), AGAIN_MS)
    })
  }

  return {
    start,
    current(): Client {
      if (client === null) throw new Error('Discord is not connected yet')
      return client
    },
    /** Nora's own user; the same while it is made anew. */
    me: (): string => (me = client?.user?.id ?? me),
    async stop(): Promise<void> {
      isOver = true
      clearTimeout(timer)
      await client?.destroy()
    },
  }
}
