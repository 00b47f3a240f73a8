/** How Slack reaches Nora, from the tokens that are given. */
import { ConfigError, type Role } from './config-variables.ts'

export type SlackConfig = {
  readonly botToken: string
  /** Socket Mode, or requests to `/slack/events` that are signed. */
  readonly door: { readonly appToken: string } | { readonly signingSecret: string }
  /** Null: Slack's own. */
  readonly apiUrl: string | null
}

/** Socket Mode where there is an app token: it needs no address that Slack could reach. */
export function slackOf(
  o: {
    readonly bot: string | null
    readonly app: string | null
    readonly signing: string | null
    readonly apiUrl: string | null
  },
  roles: readonly Role[],
): SlackConfig | null {
  const { bot: botToken, app: appToken, signing: signingSecret, apiUrl } = o
  if (botToken === null) {
    const lonely = appToken !== null ? 'SLACK_APP_TOKEN' : signingSecret !== null ? 'SLACK_SIGNING_SECRET' : null
    if (lonely === null) return null
    throw new ConfigError(
      `SLACK_BOT_TOKEN: expected the app's bot token while ${lonely} is set, got nothing. For example: SLACK_BOT_TOKEN=xoxb-…`,
    )
  }
  if (appToken !== null) return { botToken, door: { appToken }, apiUrl }
  if (signingSecret === null)
    throw new ConfigError(
      'SLACK_APP_TOKEN: expected an app-level token, or SLACK_SIGNING_SECRET, while SLACK_BOT_TOKEN is set, got nothing. For example: SLACK_APP_TOKEN=xapp-…',
    )
  if (roles.includes('chat') && !roles.includes('http'))
    throw new ConfigError(
      'NORA_ROLES: expected http beside chat while SLACK_SIGNING_SECRET is set without SLACK_APP_TOKEN, since Slack then calls Nora. For example: NORA_ROLES=chat,http',
    )
  return { botToken, door: { signingSecret }, apiUrl }
}
