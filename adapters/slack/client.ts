/** Calls Slack's Web API: each once, so that whoever asked decides what a refusal means. */
import { type Logger, LogLevel, webApi } from '@slack/bolt'
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import { codeOf } from './failures.ts'

export type SlackClient = webApi.WebClient

const TIMEOUT_MS = 30 * SECOND

export type Line = {
  /** Null: Slack's own. */
  readonly apiUrl: string | null
  readonly log: Log
  /** Cuts off what still runs when Nora goes. */
  readonly signal?: AbortSignal
}

export const optionsOf = (o: Line): webApi.WebClientOptions => ({
  ...(o.apiUrl === null ? {} : { slackApiUrl: o.apiUrl }),
  // The SDK's own ten tries take half an hour, and look like a hang.
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: TIMEOUT_MS,
  fetch: (url, init) => fetch(url, { ...init, signal: anyOf(init?.signal, o.signal) }),
  logger: loggerTo(o.log),
})

/** `onShut`: Slack says of a channel that Nora is not in it, or that there is none. */
export const createClient = (
  o: Line & { readonly token: string; readonly onShut?: (channel: string) => void },
): SlackClient => new NoticingClient(o)

const SHUT = ['not_in_channel', 'channel_not_found']

class NoticingClient extends webApi.WebClient {
  readonly #onShut: ((channel: string) => void) | undefined

  constructor(o: Parameters<typeof createClient>[0]) {
    super(o.token, optionsOf(o))
    this.#onShut = o.onShut
  }

  override async apiCall(...[method, options]: Parameters<webApi.WebClient['apiCall']>) {
    try {
      return await super.apiCall(method, options)
    } catch (error) {
      const channel = options?.['channel']
      if (typeof channel === 'string' && SHUT.includes(codeOf(error) ?? '')) this.#onShut?.(channel)
      throw error
    }
  }
}

const anyOf = (...signals: readonly (AbortSignal | null | undefined)[]): AbortSignal =>
  AbortSignal.any(signals.filter((s) => s != null))

/** The rule means windows of browsers. */
export const post = (client: SlackClient, message: webApi.ChatPostMessageArguments) =>
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  client.chat.postMessage(message)

/** Its warnings and errors; the rest is of no use to who runs Nora. */
export function loggerTo(log: Pick<Log, 'warn'>): Logger {
  const text = (parts: readonly unknown[]) =>
    parts.map((p) => (p instanceof Error ? p.message : typeof p === 'string' ? p : JSON.stringify(p))).join(' ')
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn('slack-sdk', { text: text(parts) }),
    error: (...parts) => log.warn('slack-sdk', { text: text(parts) }),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}
