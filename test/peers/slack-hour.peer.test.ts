/** Does Nora keep to Slack's rates, method by method, in an hour in which fifty films are told of? */
import { expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../src/domain/time.ts'
import { leastBetween, liveAnHour, MINUTES, mostWithin } from './busy-hour.ts'
import type { Call } from './fault-proxy.ts'
import { openSlackSide } from './slack-side.ts'

/** Requests a minute in a workspace, as Slack's page of each method says by its tier: 3 is 50, 4 is 100. */
const A_MINUTE: Readonly<Record<string, number>> = {
  'chat.update': 50,
  'chat.postEphemeral': 100,
  'reactions.add': 50,
  'reactions.get': 50,
  'conversations.history': 50,
  'conversations.replies': 50,
  'conversations.info': 50,
  'users.info': 100,
  'files.getUploadURLExternal': 100,
  'files.completeUploadExternal': 100,
  'files.info': 100,
  'auth.test': 100,
}
/** Messages are counted by channel; files themselves lie elsewhere. */
const OTHERWISE = ['chat.postMessage', 'upload', 'download']
/** "Short bursts" aside, one message a second. */
const POST_EVERY_MS = SECOND

const channelOf = ({ body }: Call): string => new URLSearchParams(body.toString()).get('channel') ?? ''

test(`${MINUTES} minutes of fifty films`, { timeout: 600_000 }, async () => {
  const side = await openSlackSide({ door: 'http' })
  const calls = await liveAnHour(side, { tellsEveryMs: 250 })
  await side.close()
  const byMethod = Map.groupBy(calls, (c) => c.method)
  const most = [...byMethod].map(([method, made]) => ({
    method,
    total: made.length,
    most: mostWithin(
      made.map((c) => c.at),
      MINUTE,
    ),
  }))
  expect(most.map((m) => m.method).filter((m) => !(m in A_MINUTE) && !OTHERWISE.includes(m))).toEqual([])
  expect(most.filter((m) => m.most > (A_MINUTE[m.method] ?? Infinity))).toEqual([])
  for (const [channel, posts] of Map.groupBy(byMethod.get('chat.postMessage') ?? [], channelOf))
    expect(leastBetween(posts.map((c) => c.at)), `in ${channel}`).toBeGreaterThanOrEqual(POST_EVERY_MS)
  // A house as busy as it is meant to be.
  expect(byMethod.get('chat.update')?.length).toBeGreaterThan(20 * MINUTES)
  expect(byMethod.get('files.completeUploadExternal')?.length).toBeGreaterThan(100)
})
