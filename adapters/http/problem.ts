/** How the API says that something went wrong: always `{ error: { code, message, details } }`. */
import { z } from '@hono/zod-openapi'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Failure } from '../../src/domain/failure.ts'
import type { Result } from '../../src/domain/result.ts'
import { sayFailure } from '../../src/words/say.ts'
import { statusOf } from './status-of.ts'

export const zProblem = z
  .object({
    code: z.string().openapi({ example: 'brief-empty' }),
    message: z.string().openapi({ description: 'One sentence: what is wrong and what to do.' }),
    details: z.record(z.string(), z.unknown()),
  })
  .openapi('Problem')
export type Problem = z.infer<typeof zProblem>

export const zError = z.object({ error: zProblem }).openapi('Error')

/** A failure as the wire has it: its type is the code, the rest of it the details. */
export function toProblem(failure: Failure): Problem {
  const { type, ...details } = failure
  return { code: type, message: sayFailure(failure), details }
}

/**
 * Ends a request with an answer other than the route's own. Thrown, because hono turns what a handler throws into the
 * answer in one place, whatever types the route declares.
 */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: ContentfulStatusCode
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
  constructor(status: ContentfulStatusCode, problem: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.message)
    this.status = status
    this.problem = problem
    this.headers = headers
  }
}

export const refused = (failure: Failure): Refused => new Refused(statusOf(failure), toProblem(failure))

/** The value, or the end of the request. */
export function orRefuse<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw refused(result.failure)
  return result.value
}

export type InputProblem = { readonly path: string; readonly message: string }

/** What was sent does not fit the route. */
export const invalidInput = (problems: readonly InputProblem[]): Refused =>
  new Refused(422, {
    code: 'invalid-input',
    message: `This cannot be used: ${problems.map((p) => (p.path === '' ? p.message : `${p.path}: ${p.message}`)).join('; ')}.`,
    details: { problems },
  })
