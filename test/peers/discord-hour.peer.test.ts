/** Does Nora keep to the pace that Discord is seen to want, in an hour in which fifty films are told of? */
import { expect, test } from 'vitest'
import { SECOND } from '../../src/domain/time.ts'
import { leastBetween, liveAnHour, MINUTES, mostWithin } from './busy-hour.ts'
import type { Call } from './fault-proxy.ts'
import { openDiscordSide } from './discord-side.ts'

/** Requests of a bot. */
const A_SECOND = 50
/** Of one message, which is said nowhere and seen to be taken. */
const EDIT_EVERY_MS = 2 * SECOND
/** Messages of a channel or thread. */
const POSTS = { most: 5, withinMs: 5 * SECOND }

const at = (calls: readonly Call[]): number[] => calls.map((c) => c.at)
const named = (calls: readonly Call[], method: string) => calls.filter((c) => c.method === method)

test(`${MINUTES} minutes of fifty films`, { timeout: 900_000 }, async () => {
  const side = await openDiscordSide()
  const calls = await liveAnHour(side, { tellsEveryMs: 1000 })
  await side.close()
  expect(mostWithin(at(calls), SECOND)).toBeLessThanOrEqual(A_SECOND)
  const edits = named(calls, 'PATCH /channels/:id/messages/:id')
  for (const made of Map.groupBy(edits, (c) => c.path).values())
    expect(leastBetween(at(made))).toBeGreaterThanOrEqual(EDIT_EVERY_MS)
  const posts = named(calls, 'POST /channels/:id/messages')
  for (const made of Map.groupBy(posts, (c) => c.path).values())
    expect(mostWithin(at(made), POSTS.withinMs)).toBeLessThanOrEqual(POSTS.most)
  expect(edits.length).toBeGreaterThan(20 * MINUTES)
})
