/** Is all that Nora needs in Slack given: tokens, scopes, and channels that she is in? Says what is missing and where it is given. */
import { createClient, type SlackClient } from './client.ts'
import { attempt } from './failures.ts'
import { BOT_SCOPES } from './manifest.ts'
import type { ChatFailure } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import type { SlackSettings } from './slack.ts'

export type Finding = { readonly isGood: boolean; readonly line: string }

const good = (line: string): Finding => ({ isGood: true, line })
const bad = (line: string): Finding => ({ isGood: false, line })
const MOST_NAMED = 10

export async function examineSlack(settings: SlackSettings, log: Log): Promise<readonly Finding[]> {
  const { botToken, apiUrl, door } = settings
  const client = createClient({ token: botToken, apiUrl, log })
  const self = await attempt(() => client.auth.test())
  if (!self.ok) return [bad(`The bot token does not work (${why(self.failure)}): look at SLACK_BOT_TOKEN.`)]
  const { team, user, response_metadata: about } = self.value
  return [
    good(`The bot token works: she is ${user} in ${team}.`),
    scopes(about?.scopes),
    await doorOf(door, apiUrl, log),
    await channels(client),
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

async function channels(client: SlackClient): Promise<Finding> {
  const read = await attempt(() =>
    client.users.conversations({ types: 'public_channel,private_channel', exclude_archived: true, limit: 200 }),
  )
  if (!read.ok) return bad(`Slack does not say which channels she is in (${why(read.failure)}).`)
  const names = (read.value.channels ?? []).map((c) => `#${c.name}`)
  if (names.length === 0) return bad('She is in no channel: write /invite @Nora where films are made.')
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''
  return good(`She is in ${names.slice(0, MOST_NAMED).join(', ')}${more}.`)
}

const why = (f: ChatFailure): string =>
  f.type === 'forbidden' ? `missing: ${f.missing}` : 'reason' in f ? f.reason : f.type
