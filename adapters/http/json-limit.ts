/** Refuses JSON bodies that nobody writes by hand before they are read. */
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refused } from './problem.ts'

/** Far above any brief, so that a text that is too long still gets the sentence of the house. */
const MAX_BYTES = 1024 * 1024

const tooLarge = (): never => {
  throw new Refused(413, {
    code: 'body-too-large',
    message: 'The body is larger than 1 MB: send files to /api/projects/{id}/assets instead.',
    details: { maxBytes: MAX_BYTES },
  })
}
const counted = bodyLimit({ maxSize: MAX_BYTES, onError: tooLarge })

export const jsonLimit: MiddlewareHandler = (c, next) => {
  const length = c.req.header('content-length')
  // A body of unknown length must be counted. One that is never touched leaves the connection fit for the next request.
  if (length === undefined) return counted(c, next)
  return Number(length) > MAX_BYTES ? tooLarge() : next()
}
