/** Is all that Nora needs in Slack given: tokens, scopes, and channels that she is in? Says what is missing and where it is given. */
import { createClient } from './client.ts'
import { bad, examineChannels, type Finding, good, why } from './doctor-channels.ts'
import { attempt } from './failures.ts'
import { BOT_SCOPES } from './manifest.ts'
import type { Channel } from '../../src/domain/message.ts'
import type { Log } from '../../src/ports/log.ts'
import type { SlackSettings } from './slack.ts'

/** `bound`: channels with a project, so with films. */
export async function examineSlack(
  settings: SlackSettings,
  bound: readonly Channel[],
  log: Log,
): Promise<readonly Finding[]> {
  const { botToken, apiUrl, door } = settings
  const client = createClient({ token: botToken, apiUrl, log })
  const self = await attempt(() => client.auth.test())
  if (!self.ok) return [bad(`The bot token does not work (${why(self.failure)}): look at SLACK_BOT_TOKEN.`)]
  const { team, team_id: workspace = '', user, response_metadata: about } = self.value
  return [
    good(`The bot token works: she is ${user} in ${team}.`),
    scopes(about?.scopes),
    await doorOf(door, apiUrl, log),
    ...(await examineChannels(client, { workspace, team: team ?? workspace, user: user ?? 'Nora' }, bound)),
  ]
}

/** Slack names them in a header of every answer. */
function scopes(given: readonly string[] | undefined): Finding {
  if (given === undefined) return bad('Slack did not say which scopes the token has.')
  const missing = BOT_SCOPES.filter((scope) => !given.includes(scope))
  return missing.length === 0
    ? good(`It has all ${BOT_SCOPES.length} scopes.`)
    : bad(
        `It lacks ${missing.join(', ')}: paste slack/manifest.yaml at api.slack.com/apps → App Manifest, then install the app again.`,
      )
}

async function doorOf(door: SlackSettings['door'], apiUrl: string | null, log: Log): Promise<Finding> {
  if ('signingSecret' in door)
    return good('Slack calls her: its requests must reach NORA_PUBLIC_URL/slack/events from the internet.')
  const client = createClient({ token: door.appToken, apiUrl, log })
  const opened = await attempt(() => client.apps.connections.open({}))
  return opened.ok
    ? good('The app token opens Socket Mode.')
    : bad(
        `The app token does not open Socket Mode (${why(opened.failure)}): make one with the scope connections:write at Basic Information → App-Level Tokens, and turn Socket Mode on.`,
      )
}
