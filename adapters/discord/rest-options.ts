/** How Discord's own client waits and gives up: it queues by what each answer says is left. */
import type { RateLimitData, RESTOptions } from 'discord.js'
import { SECOND } from '../../src/domain/time.ts'

/** Longer pauses are waited for by the thread's own turn, so that nothing else waits behind them. */
const LONGEST_PAUSE_MS = 5 * SECOND

export const REST_OPTIONS: Partial<RESTOptions> = {
  rejectOnRateLimit: ({ retryAfter, timeToReset }: RateLimitData) =>
    Math.max(retryAfter, timeToReset) > LONGEST_PAUSE_MS,
  retries: 2,
  // A film of 25 MB on a slow line.
  timeout: 90 * SECOND,
}
