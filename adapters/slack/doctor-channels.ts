/** Is Nora in the channels where films are made? Names those that she is missing from, and what lets her in. */
import type { Channel } from '../../src/domain/message.ts'
import type { ChatFailure } from '../../src/ports/chat.ts'
import type { SlackClient } from './client.ts'
import { attempt, codeOf, failureOf } from './failures.ts'
import { SLACK } from './limits.ts'

export type Finding = { readonly isGood: boolean; readonly line: string }

export const good = (line: string): Finding => ({ isGood: true, line })
export const bad = (line: string): Finding => ({ isGood: false, line })
export const why = (f: ChatFailure): string =>
  f.type === 'forbidden' ? `missing: ${f.missing}` : 'reason' in f ? f.reason : f.type

const MOST_NAMED = 10
const UNSEEN = ['channel_not_found', 'not_in_channel']
type Here = { readonly workspace: string; readonly team: string; readonly user: string }

export async function examineChannels(
  client: SlackClient,
  here: Here,
  bound: readonly Channel[],
): Promise<readonly Finding[]> {
  const found: Finding[] = [await whereSheIs(client, here)]
  const others = bound.filter((c) => c.workspace !== here.workspace)
  for (const { channel } of bound.filter((c) => !others.includes(c))) {
    const finding = await inChannel(client, here, channel)
    if (finding !== null) found.push(finding)
  }
  if (others.length > 0)
    found.push(
      bad(
        `${others.length === 1 ? 'A channel' : `${others.length} channels`} with films of hers ${others.length === 1 ? 'is' : 'are'} in another workspace than ${here.team}: these tokens do not reach there.`,
      ),
    )
  return found
}

async function whereSheIs(client: SlackClient, { user }: Here): Promise<Finding> {
  const names: string[] = []
  let cursor = ''
  do {
    const read = await attempt(() =>
      client.users.conversations({
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: SLACK.pageMessages,
        ...(cursor === '' ? {} : { cursor }),
      }),
    )
    if (!read.ok) return bad(`Slack does not say which channels she is in (${why(read.failure)}).`)
    names.push(...(read.value.channels ?? []).map((c) => `#${c.name}`))
    cursor = read.value.response_metadata?.next_cursor ?? ''
  } while (cursor !== '')
  if (names.length === 0) return bad(`She is in no channel: write /invite @${user} where films are made.`)
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''
  return good(`She is in ${names.slice(0, MOST_NAMED).join(', ')}${more}.`)
}

/** Null where nothing is wrong. */
async function inChannel(client: SlackClient, { user }: Here, channel: string): Promise<Finding | null> {
  const invite = `write /invite @${user} there`
  try {
    const { channel: about } = await client.conversations.info({ channel })
    const { name = channel, is_archived, is_member, is_im } = about ?? {}
    if (is_archived === true)
      return bad(`#${name}, where films are made, is archived: unarchive it, or bind its project to another channel.`)
    return is_member === false && is_im !== true
      ? bad(`She is not in #${name}, where films are made: ${invite}.`)
      : null
  } catch (error) {
    return UNSEEN.includes(codeOf(error) ?? '')
      ? bad(
          `She cannot see the channel ${channel}, where films are made: it is deleted, or private and without her; ${invite}.`,
        )
      : bad(
          `Slack does not say whether she is in the channel ${channel}, where films are made (${why(failureOf(error))}).`,
        )
  }
}
