/** Turns everything that goes wrong in a request into the one shape; what nobody expected is logged and kept to ourselves. */
import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ZodError } from 'zod'
import { BadCursor } from '../../src/domain/failure.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Randomness } from '../../src/ports/randomness.ts'
import { invalidInput, Refused } from './problem.ts'

export const createOnError =
  (deps: { readonly log: Log; readonly randomness: Pick<Randomness, 'uuid'> }): ErrorHandler =>
  (error, c) => {
    const known = asRefused(error)
    if (known !== null) {
      for (const [name, value] of Object.entries(known.headers)) c.header(name, value)
      return c.json({ error: known.problem }, known.status)
    }
    const reference = deps.randomness.uuid()
    deps.log.error('http-failed', { reference, method: c.req.method, path: c.req.path, error })
    const message =
      'Something broke in Nora herself: try again, and look for the reference in the log if it happens again.'
    return c.json({ error: { code: 'internal', message, details: { reference } } }, 500)
  }

function asRefused(error: unknown): Refused | null {
  if (error instanceof Refused) return error
  if (error instanceof BadCursor)
    return invalidInput([{ path: 'cursor', message: 'no page gave this out, leave it out to begin at the first page' }])
  if (!(error instanceof HTTPException)) return null
  // What hono refuses before a handler runs.
  switch (error.status) {
    case 400:
      return new Refused(400, {
        code: 'malformed-json',
        message: 'The body is not valid JSON: check its quotes, commas and brackets.',
        details: {},
      })
    case 415:
      return new Refused(415, {
        code: 'unsupported-media-type',
        message: 'The body is of the wrong kind: send JSON with "Content-Type: application/json".',
        details: {},
      })
    default:
      return null
  }
}

export const onNotFound = (c: Context) =>
  c.json(
    {
      error: {
        code: 'route-unknown',
        message: `There is nothing at ${c.req.method} ${c.req.path.slice(0, 200)}: the routes are listed at /api/openapi.json.`,
        details: {},
      },
    },
    404,
  )

/** Refuses what does not fit a route's schema, naming each field. */
export function onInvalid(
  result: { readonly success: true } | { readonly success: false; readonly error: ZodError },
): void {
  if (!result.success)
    throw invalidInput(
      result.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({
              path: [...issue.path, key.slice(0, 100)].join('.'),
              message: 'there is no such field',
            }))
          : [{ path: issue.path.join('.'), message: lowerFirst(issue.message.replace(/^Invalid input: /, '')) }],
      ),
    )
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
