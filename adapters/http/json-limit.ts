/** Refuses JSON bodies that nobody writes by hand before they are read. */
import { bodyLimit } from 'hono/body-limit'
import { Refused } from './problem.ts'

/** Far above any brief, so that a text that is too long still gets the sentence of the house. */
const MAX_BYTES = 1024 * 1024

export const jsonLimit = bodyLimit({
  maxSize: MAX_BYTES,
  onError: () => {
    throw new Refused(413, {
      code: 'body-too-large',
      message: 'The body is larger than 1 MB: send files to /api/projects/{id}/assets instead.',
      details: { maxBytes: MAX_BYTES },
    })
  },
})
