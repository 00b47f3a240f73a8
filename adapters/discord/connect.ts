/** Connects to the gateway; where Discord refuses to show what people write, Nora does without it and says where its switch is. */
import { type Client, Events, GatewayIntentBits as Intent } from 'discord.js'
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'

const INTENTS = [Intent.Guilds, Intent.GuildMessages, Intent.GuildMessageReactions]
/** Discord closes the connection so where an intent is not switched on for the application. */
export const DISALLOWED_INTENTS = 4014
const LONGEST_MS = 60 * SECOND

class DiscordRefused extends Error {
  override name = 'DiscordRefused'
  readonly forPeople = true
}

/** `open` makes a client that asks for these and listens. */
export async function connect(
  open: (intents: readonly Intent[]) => Client,
  o: { readonly token: string; readonly wantsMessageContent: boolean; readonly log: Log },
): Promise<Client> {
  if (o.wantsMessageContent) {
    const client = open([...INTENTS, Intent.MessageContent])
    if ((await login(client, o.token)) === 'ready') return client
    await client.destroy()
    o.log.warn('discord-without-message-content', {
      meanwhile: 'notes are taken by a reply with ping, a mention, a button or /nora revise',
      switch: 'https://discord.com/developers/applications → the application → Bot → Message Content Intent',
    })
  }
  const client = open(INTENTS)
  if ((await login(client, o.token)) === 'ready') return client
  await client.destroy()
  throw new DiscordRefused('Discord refuses the connection of this application (4014): look at its Bot page.')
}

async function login(client: Client, token: string): Promise<'ready' | 'disallowed'> {
  const { promise, resolve, reject } = Promise.withResolvers<'ready' | 'disallowed'>()
  const ready = () => resolve('ready')
  const closed = ({ code }: { readonly code: number }) => {
    if (code === DISALLOWED_INTENTS) resolve('disallowed')
    else reject(new DiscordRefused(`Discord closed the connection (${code}): check DISCORD_TOKEN.`))
  }
  const timer = setTimeout(() => reject(new DiscordRefused('Discord did not answer within a minute.')), LONGEST_MS)
  client.once(Events.ClientReady, ready)
  client.once(Events.ShardDisconnect, closed)
  // Of a token that is none this says so at once; of intents only the close does.
  client.login(token).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'TokenInvalid')
      reject(
        new DiscordRefused(
          'DISCORD_TOKEN: Discord does not know this token. Copy it from the Bot page of the application.',
        ),
      )
    else if (error instanceof Error && /disallowed intents/i.test(error.message)) resolve('disallowed')
    else reject(error)
  })
  try {
    return await promise
  } catch (error) {
    await client.destroy()
    throw error
  } finally {
    clearTimeout(timer)
    client.off(Events.ClientReady, ready)
    client.off(Events.ShardDisconnect, closed)
  }
}
