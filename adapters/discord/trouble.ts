/** What did Discord mean by refusing, and what can be done about it? Its error codes are read here and nowhere else. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { ChatFailure } from '../../src/ports/chat.ts'

const CODES = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  alreadyAnswered: 40_060,
  tooLarge: 40_005,
  missingAccess: 50_001,
  missingPermission: 50_013,
  tokenExpired: 50_027,
  threadPutAway: 50_083,
  threadThere: 160_004,
  threadLocked: 160_005,
} as const

const TOKEN_REFUSED: ChatFailure = { type: 'unreachable', reason: 'Discord refuses DISCORD_TOKEN' }
/** Where Discord, or what stands before it, asks for a pause and does not say for how long. */
const UNSAID_PAUSE_MS = 30 * SECOND

const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

export const isCode = (error: unknown, ...codes: readonly (keyof typeof CODES)[]): boolean =>
  error instanceof DiscordAPIError && codes.some((c) => CODES[c] === error.code)

/** The interaction is past being answered: what is left to say is said in a message of our own. */
export const isTokenDead = (error: unknown): boolean =>
  isCode(error, 'unknownInteraction', 'unknownWebhook', 'tokenExpired')

export const isTokenRefused = (error: unknown): boolean => error instanceof DiscordAPIError && error.status === 401

/** `needs`: the permission, as Discord's settings call it, without which this is refused. */
export async function attempt<T>(
  needs: string,
  act: () => Promise<T>,
  where: 'channel' | 'thread' = 'channel',
): Promise<Result<T, ChatFailure>> {
  try {
    return ok(await act())
  } catch (error) {
    return fail(meant(error, needs, where))
  }
}

/** The same for an edit: one that was sent and never answered may show late what is over by then. */
export async function attemptEdit<T>(needs: string, act: () => Promise<T>): Promise<Result<T, ChatFailure>> {
  try {
    return ok(await act())
  } catch (error) {
    const failure = meant(error, needs, 'channel')
    return fail(failure.type === 'unreachable' && mayFollow(error) ? { ...failure, mayFollow: true } : failure)
  }
}

/** Sent it was, unless nobody took the connection; a gateway answers for whoever did not. */
function mayFollow(error: unknown): boolean {
  if (error instanceof HTTPError || error instanceof DiscordAPIError)
    return error.status === 502 || error.status === 504
  return !(error instanceof Error && 'code' in error && NEVER_SENT.includes(String(error.code)))
}

function meant(error: unknown, needs: string, where: 'channel' | 'thread'): ChatFailure {
  if (error instanceof RateLimitError) {
    const { retryAfter, timeToReset } = error
    const afterMs = retryAfter > 0 ? Math.max(SECOND, retryAfter, timeToReset) : UNSAID_PAUSE_MS
    return { type: 'rate-limited', afterMs }
  }
  if (error instanceof DiscordAPIError) return refused(error, needs, where)
  if (error instanceof HTTPError)
    return error.status === 413
      ? { type: 'too-large', maxBytes: null }
      : { type: 'unreachable', reason: `Discord answered ${error.status}` }
  // By our own ceiling, before its turn came.
  if (error instanceof Error && error.message === 'Request aborted manually')
    return { type: 'unreachable', reason: 'Discord has too much to do' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  if (error instanceof Error && (error.name === 'AbortError' || code !== null))
    return { type: 'unreachable', reason: code ?? 'Discord did not answer in time' }
  // Once Discord refused the token the client forgets it.
  if (error instanceof Error && error.message.startsWith('Expected token')) return TOKEN_REFUSED
  throw error
}

function refused(error: DiscordAPIError, needs: string, where: 'channel' | 'thread'): ChatFailure {
  switch (error.code) {
    case CODES.unknownMessage:
      return { type: 'gone', what: 'message' }
    case CODES.unknownChannel:
      return { type: 'gone', what: where }
    case CODES.unknownGuild:
      return { type: 'gone', what: 'channel' }
    case CODES.missingAccess:
      return { type: 'forbidden', missing: 'View Channel' }
    case CODES.missingPermission:
      return { type: 'forbidden', missing: needs }
    case CODES.threadPutAway:
    case CODES.threadLocked:
      return { type: 'forbidden', missing: 'Manage Threads (the thread is locked)' }
    case CODES.tooLarge:
      return { type: 'too-large', maxBytes: null }
  }
  if (error.status === 413) return { type: 'too-large', maxBytes: null }
  if (error.status === 429) return { type: 'rate-limited', afterMs: 5000 }
  if (error.status >= 500) return { type: 'unreachable', reason: `Discord answered ${error.status}` }
  if (error.status === 401) return TOKEN_REFUSED
  return { type: 'refused', reason: `${error.message} (${error.code})`.slice(0, 500) }
}
