/** How Discord's own client sends, waits and gives up: it queues by what each answer says is left. */
import { STATUS_CODES } from 'node:http'
import { Readable } from 'node:stream'
import { DefaultRestOptions, type RateLimitData, type RESTOptions } from 'discord.js'
import { Headers, request } from 'undici'
import { SECOND } from '../../src/domain/time.ts'
import { MessageForm } from './message-form.ts'

/** Longer pauses are waited for by the thread's own turn, so that nothing else waits behind them. */
const LONGEST_PAUSE_MS = 5 * SECOND

export const REST_OPTIONS: Partial<RESTOptions> = {
  // Where no time is said, as by what stands before Discord, the client would ask again at once and for ever.
  rejectOnRateLimit: ({ retryAfter, timeToReset }: RateLimitData) =>
    retryAfter <= 0 || Math.max(retryAfter, timeToReset) > LONGEST_PAUSE_MS,
  retries: 2,
  // A film of 25 MB on a slow line.
  timeout: 90 * SECOND,

  /** The client itself would put all of a body together before it sends the first byte. */
  async makeRequest(url, init) {
    const form: unknown = init.body
    if (!(form instanceof MessageForm)) return DefaultRestOptions.makeRequest(url, init)
    const headers = {
      ...(init.headers as Readonly<Record<string, string>>),
      'content-length': String(form.bytes),
    }
    const {
      statusCode,
      headers: said,
      body,
    } = await request(url, {
      method: 'POST',
      headers,
      body: Readable.from(form, { objectMode: false }),
      signal: init.signal ?? null,
    })
    return {
      body: null,
      json: () => body.json(),
      text: () => body.text(),
      arrayBuffer: () => body.arrayBuffer(),
      get bodyUsed() {
        return body.bodyUsed
      },
      headers: new Headers(said as Record<string, string>),
      status: statusCode,
      statusText: STATUS_CODES[statusCode] ?? '',
      ok: statusCode >= 200 && statusCode < 300,
    }
  },
}
