/** What Slack's refusals mean to the core. */
import { webApi } from '@slack/bolt'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { ChatFailure } from '../../src/ports/chat.ts'

/** Where Slack says neither how long nor why. */
const RATE_PAUSE_MS = 30 * SECOND

const GONE: Readonly<Record<string, 'message' | 'thread' | 'channel'>> = {
  message_not_found: 'message',
  cant_update_message: 'message',
  edit_window_closed: 'message',
  thread_not_found: 'thread',
  channel_not_found: 'channel',
  is_archived: 'channel',
}
const FORBIDDEN: Readonly<Record<string, string>> = {
  not_in_channel: 'membership of the channel (/invite Nora)',
  restricted_action: 'leave to post here, from an admin of the workspace',
  restricted_action_thread_only_channel: 'leave to post outside of threads here',
  restricted_action_read_only_channel: 'leave to post here: the channel is read-only',
  no_permission: 'leave of an admin of the workspace',
  access_denied: 'leave of an admin of the workspace',
  file_uploads_disabled: 'leave to upload files, from an admin of the workspace',
  file_upload_disabled: 'leave to upload files, from an admin of the workspace',
}
const REFUSED_TOKEN = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]
const TOO_LARGE = ['file_upload_size_restricted', 'file_too_large', 'storage_limit_reached', 'file_upload_too_large']
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']
const AWAY = ['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org']

export function failureOf(error: unknown): ChatFailure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { type: 'rate-limited', afterMs: Math.max(1, error.retryAfter) * SECOND }
  if (error instanceof webApi.WebAPIRequestError) return { type: 'unreachable', reason: reasonOf(error.original) }
  if (error instanceof webApi.WebAPIHTTPError)
    return error.statusCode >= 500 || error.statusCode === 408
      ? { type: 'unreachable', reason: `Slack answered ${error.statusCode}` }
      : { type: 'refused', reason: `Slack answered ${error.statusCode}` }
  if (!(error instanceof webApi.WebAPIPlatformError)) throw error
  const code = error.data.error
  const gone = GONE[code]
  if (gone !== undefined) return { type: 'gone', what: gone }
  if (code === 'missing_scope') return { type: 'forbidden', missing: scopeNeeded(error.data) }
  const missing = isRefusedToken(code) ? 'a valid SLACK_BOT_TOKEN' : FORBIDDEN[code]
  if (missing !== undefined) return { type: 'forbidden', missing }
  if (TOO_LARGE.includes(code)) return { type: 'too-large', maxBytes: null }
  if (AWAY.includes(code)) return { type: 'unreachable', reason: code }
  if (code === 'ratelimited' || code === 'rate_limited') return { type: 'rate-limited', afterMs: RATE_PAUSE_MS }
  return { type: 'refused', reason: code }
}

/** The same may be done later. */
export const isForNow = ({ type }: ChatFailure): boolean => type === 'rate-limited' || type === 'unreachable'

export const isRefusedToken = (code: string): boolean => REFUSED_TOKEN.includes(code)

/** Slack's own word for what went wrong; null where it was none of its refusals. */
export const codeOf = (error: unknown): string | null =>
  error instanceof webApi.WebAPIPlatformError ? error.data.error : null

/** The same for what people see: what was never answered Slack may yet do. */
export async function attemptEffect<T>(call: () => Promise<T>): Promise<Result<T, ChatFailure>> {
  try {
    return ok(await call())
  } catch (error) {
    const failure = failureOf(error)
    return fail(failure.type === 'unreachable' && mayFollow(error) ? { ...failure, mayFollow: true } : failure)
  }
}

/** Sent it was, unless nobody took the connection; a gateway answers for whoever did not. */
function mayFollow(error: unknown): boolean {
  if (error instanceof webApi.WebAPIHTTPError) return error.statusCode === 502 || error.statusCode === 504
  if (!(error instanceof webApi.WebAPIRequestError)) return false
  const { cause } = error.original
  return !(cause instanceof Error && 'code' in cause && NEVER_SENT.includes(String(cause.code)))
}

/** A call to Slack as a result; what is a bug of ours is thrown. */
export async function attempt<T>(call: () => Promise<T>): Promise<Result<T, ChatFailure>> {
  try {
    return ok(await call())
  } catch (error) {
    return fail(failureOf(error))
  }
}

const scopeNeeded = (data: object): string =>
  'needed' in data && typeof data.needed === 'string' ? data.needed : 'a scope of the manifest'

const reasonOf = (error: Error): string =>
  error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message
