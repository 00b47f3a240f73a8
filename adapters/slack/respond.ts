/** Answers by the address that came with a command or a button; it works where Nora is not in the channel. */
import { request } from 'undici'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { ChatFailure } from '../../src/ports/chat.ts'

const TIMEOUT_MS = 10 * SECOND
/** Where Slack does not say how long. */
const RATE_PAUSE_MS = SECOND

/** `signal`: cuts it off when Nora goes. */
export type Respond = (message: object, signal: AbortSignal) => Promise<Result<void, ChatFailure>>

/** Null where Slack gave no address. */
export const respondTo = (url: string | null | undefined): Respond | null =>
  url == null
    ? null
    : async (message, signal) => {
        try {
          const { statusCode, headers, body } = await request(url, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(message),
            signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
          })
          await body.dump()
          return statusCode < 300 ? ok(undefined) : fail(failureOf(statusCode, Number(headers['retry-after'])))
        } catch (error) {
          return fail({ type: 'unreachable', reason: error instanceof Error ? error.message : String(error) })
        }
      }

function failureOf(status: number, afterSeconds: number): ChatFailure {
  if (status === 429) return { type: 'rate-limited', afterMs: afterSeconds > 0 ? afterSeconds * SECOND : RATE_PAUSE_MS }
  const reason = `Slack answered ${status}`
  return status >= 500 || status === 408 ? { type: 'unreachable', reason } : { type: 'refused', reason }
}
