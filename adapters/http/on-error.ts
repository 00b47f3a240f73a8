/** Turns everything that goes wrong in a request into the one shape; what nobody expected is logged and kept to ourselves. */
import type { Hook } from '@hono/zod-openapi'
import type { Context, Env, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'
import type { Log } from '../../src/ports/log.ts'
import { invalidInput, Refused, type Problem } from './problem.ts'

export const createOnError =
  (log: Log): ErrorHandler =>
  (error, c) => {
    if (error instanceof Refused) {
      for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
      return c.json({ error: error.problem }, error.status)
    }
    if (error instanceof HTTPException && error.status < 500)
      return c.json({ error: ofException(error) }, error.status === 415 ? 415 : error.status === 413 ? 413 : 400)
    if (c.req.raw.signal.aborted) {
      // The client left in the middle of its request; nobody reads the answer.
      log.info('http-client-left', { method: c.req.method, path: c.req.path })
    } else {
      log.error('http-failed', { method: c.req.method, path: c.req.path, error })
    }
    const problem: Problem = {
      code: 'internal',
      message: 'Something broke in Nora herself: try again, and look at the log if it happens again.',
      details: {},
    }
    return c.json({ error: problem }, 500)
  }

export const onNotFound = (c: Context) => {
  const problem: Problem = {
    code: 'route-unknown',
    message: `There is nothing at ${c.req.method} ${c.req.path.slice(0, 200)}: the routes are listed at /api/openapi.json.`,
    details: {},
  }
  return c.json({ error: problem }, 404)
}

/** What hono itself refuses before a handler runs. */
function ofException({ status }: HTTPException): Problem {
  if (status === 415)
    return {
      code: 'unsupported-media-type',
      message: 'The body is of the wrong kind: send JSON with "Content-Type: application/json".',
      details: {},
    }
  if (status === 413) return tooLarge()
  return {
    code: 'malformed-json',
    message: 'The body is not valid JSON: check its quotes, commas and brackets.',
    details: {},
  }
}

/** Far above any brief, so that a text that is too long gets the sentence of the house. */
export const MAX_JSON_BYTES = 1024 * 1024

export const tooLarge = (): Problem => ({
  code: 'body-too-large',
  message: 'The body is larger than 1 MB: send files to /api/projects/{id}/assets instead.',
  details: { maxBytes: MAX_JSON_BYTES },
})

/** Refuses what does not fit a route's schema, naming each field. */
export const onInvalid: Hook<unknown, Env, string, void> = (result) => {
  if (!result.success) throw invalidInput(result.error.issues.flatMap(inputProblems))
}

function inputProblems(issue: z.core.$ZodIssue) {
  const path = issue.path.join('.')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.').slice(0, 200),
      message: 'there is no such field',
    }))
  return [{ path, message: lowerFirst(issue.message.replace(/^Invalid input: /, '')) }]
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
