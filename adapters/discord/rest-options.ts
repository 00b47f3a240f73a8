/** How Discord's own client sends, waits and gives up: it queues by what each answer says is left. */
import { DefaultRestOptions, type RateLimitData, type RESTOptions } from 'discord.js'
import { SECOND } from '../../src/domain/time.ts'

/** Longer pauses are waited for by the thread's own turn, so that nothing else waits behind them. */
const LONGEST_PAUSE_MS = 5 * SECOND

export const REST_OPTIONS: Partial<RESTOptions> = {
  rejectOnRateLimit: ({ retryAfter, timeToReset }: RateLimitData) =>
    Math.max(retryAfter, timeToReset) > LONGEST_PAUSE_MS,
  retries: 2,
  // A film of 25 MB on a slow line.
  timeout: 90 * SECOND,

  /** Files are put into bytes here: the client has an undici of its own, and ours, whose connections it uses, takes no foreign form. */
  async makeRequest(url, init) {
    if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init)
    const form = new Response(init.body)
    const headers = { ...(init.headers as Readonly<Record<string, string>>) }
    headers['content-type'] = form.headers.get('content-type') ?? ''
    return DefaultRestOptions.makeRequest(url, { ...init, headers, body: new Uint8Array(await form.arrayBuffer()) })
  },
}
