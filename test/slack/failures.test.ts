/** Is each refusal of Slack what it is: over soon, over with a person's help, or never? */
import { webApi } from '@slack/bolt'
import { expect, test } from 'vitest'
import { failureOf } from '../../adapters/slack/failures.ts'

const said = (error: string, more: object = {}) =>
  failureOf(new webApi.WebAPIPlatformError({ ok: false, error, response_metadata: {}, ...more }))

test('refusals are sorted', () => {
  expect(failureOf(new webApi.WebAPIRateLimitedError(7))).toEqual({ type: 'rate-limited', afterMs: 7000 })
  expect(failureOf(new webApi.WebAPIRequestError(new Error('ECONNRESET')))).toMatchObject({ type: 'unreachable' })
  expect(failureOf(new webApi.WebAPIHTTPError(503, 'x', {}))).toMatchObject({ type: 'unreachable' })
  expect(failureOf(new webApi.WebAPIHTTPError(404, 'x', {}))).toMatchObject({ type: 'refused' })
  expect(said('message_not_found')).toEqual({ type: 'gone', what: 'message' })
  expect(said('is_archived')).toEqual({ type: 'gone', what: 'channel' })
  expect(said('channel_not_found')).toEqual({ type: 'gone', what: 'channel' })
  expect(said('not_in_channel')).toEqual({ type: 'forbidden', missing: expect.stringContaining('/invite') })
  expect(said('missing_scope', { needed: 'files:write' })).toEqual({ type: 'forbidden', missing: 'files:write' })
  expect(said('token_revoked')).toEqual({ type: 'forbidden', missing: 'a valid SLACK_BOT_TOKEN' })
  expect(said('file_upload_size_restricted')).toEqual({ type: 'too-large', maxBytes: null })
  expect(said('internal_error')).toMatchObject({ type: 'unreachable' })
  expect(said('invalid_blocks')).toEqual({ type: 'refused', reason: 'invalid_blocks' })
})

test('a bug of ours is no failure of Slack', () => {
  expect(() => failureOf(new TypeError('x'))).toThrow(TypeError)
})
