/** Is Discord set up so that Nora can work there? Asked without connecting: the token, the switch, the servers, the bound channels. */
import {
  type APIApplication,
  type APIGuildChannel,
  type APIGuildMember,
  type APIRole,
  type APIUser,
  ApplicationFlags,
  type RESTAPIPartialCurrentUserGuild,
  REST,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import type { Channel } from '../../src/domain/message.ts'
import type { ChatFailure } from '../../src/ports/chat.ts'
import type { DiscordConfig } from './app.ts'
import { inviteLink, missingIn } from './permissions.ts'
import { REST_OPTIONS } from './rest-options.ts'
import type { Api } from './send.ts'
import { attempt, isTokenRefused } from './trouble.ts'

export type Finding = { readonly isGood: boolean; readonly line: string }

const well = (line: string): Finding => ({ isGood: true, line })
const wrong = (line: string): Finding => ({ isGood: false, line })
const zOverwrites = z.array(z.object({ id: z.string(), allow: z.string(), deny: z.string() })).catch([])

export async function examineDiscord(
  config: Pick<DiscordConfig, 'token' | 'apiUrl' | 'guildId' | 'wantsMessageContent'>,
  bound: readonly Channel[],
): Promise<readonly Finding[]> {
  const api = new REST({ ...REST_OPTIONS, ...(config.apiUrl === null ? {} : { api: config.apiUrl }) }).setToken(
    config.token,
  )
  let me: APIUser
  try {
    me = (await api.get(Routes.user('@me'))) as APIUser
  } catch (error) {
    return [
      wrong(
        isTokenRefused(error)
          ? 'DISCORD_TOKEN: Discord does not know this token. Copy it from the Bot page of the application.'
          : `Discord cannot be asked: ${error instanceof Error ? error.message : 'no answer'}.`,
      ),
    ]
  }
  const findings = [well(`Nora is ${me.username} on Discord.`)]
  const app = await attempt('', () => api.get(Routes.currentApplication()) as Promise<APIApplication>)
  if (app.ok)
    findings.push(
      well(`Let her into a server: ${inviteLink(app.value.id)}`),
      contentSwitch(app.value, config.wantsMessageContent),
    )
  else findings.push(wrong(`Her application could not be looked at: ${said(app.failure)}.`))
  const guilds = await attempt('', () => api.get(Routes.userGuilds()) as Promise<RESTAPIPartialCurrentUserGuild[]>)
  if (guilds.ok) findings.push(...servers(guilds.value, config.guildId))
  else findings.push(wrong(`Her servers could not be looked at: ${said(guilds.failure)}.`))
  for (const channel of bound) findings.push(await inChannel(api, channel, me.id))
  return findings
}

function servers(guilds: readonly RESTAPIPartialCurrentUserGuild[], guildId: string | null): readonly Finding[] {
  const named = guilds.find((g) => g.id === guildId)
  return [
    guilds.length === 0
      ? wrong('She is in no server yet: open that link, and choose one that you may manage.')
      : well(`She is in ${guilds.map((g) => g.name).join(', ')}.`),
    ...(guildId === null
      ? []
      : [
          named === undefined
            ? wrong(`DISCORD_GUILD_ID: she is not in the server ${guildId}.`)
            : well(`DISCORD_GUILD_ID: her commands are in ${named.name} alone; all other servers lose them.`),
        ]),
  ]
}

/** Why something could not be looked at. */
function said(failure: ChatFailure): string {
  switch (failure.type) {
    case 'unreachable':
    case 'refused':
      return failure.reason
    case 'rate-limited':
      return 'Discord wants to be asked less often; ask again in a minute'
    case 'forbidden':
    case 'gone':
      return 'Discord does not show it to her'
    case 'too-large':
      return 'Discord calls the question too large'
  }
}

function contentSwitch(app: APIApplication, isWanted: boolean): Finding {
  const isOn =
    (app.flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited)) !== 0
  if (!isWanted) return well('What people write is not asked for (DISCORD_MESSAGE_CONTENT=no).')
  return isOn
    ? well('She may read what people write in threads.')
    : wrong(
        'She may not read what people write: switch on “Message Content Intent” on the Bot page of the application. Until then notes are taken by a reply with ping, a mention, a button or /nora revise.',
      )
}

async function inChannel(api: Api, { workspace: guild, channel }: Channel, me: string): Promise<Finding> {
  const seen = await attempt('', async () => {
    const found = (await api.get(Routes.channel(channel))) as APIGuildChannel
    const member = (await api.get(Routes.guildMember(guild, me))) as APIGuildMember
    const all = (await api.get(Routes.guildRoles(guild))) as APIRole[]
    const roles = all.filter((r) => r.id === guild || member.roles.includes(r.id))
    const overwrites = zOverwrites.parse(found.permission_overwrites ?? [])
    return { name: found.name ?? channel, missing: missingIn({ guild, me, roles, overwrites }) }
  })
  if (!seen.ok)
    switch (seen.failure.type) {
      case 'gone':
        return wrong(`The channel ${channel} that is bound to a project is gone, or she is no longer in its server.`)
      case 'forbidden':
        return wrong(`She cannot see the channel ${channel} that is bound to a project: let her view it.`)
      default:
        return wrong(`The channel ${channel} could not be looked at: ${said(seen.failure)}.`)
    }
  const { name, missing } = seen.value
  return missing.length === 0
    ? well(`In #${name} she may do all that she must.`)
    : wrong(`In #${name} she lacks: ${missing.join(', ')}.`)
}
