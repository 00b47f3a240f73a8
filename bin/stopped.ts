/** A reason to stop that a person can act on: its message is all that is shown. */
import type { Failure } from '../src/domain/failure.ts'
import { sayFailure } from '../src/words/say.ts'

export class Stopped extends Error {
  override name = 'Stopped'
  /** Its message says all that the person who started Nora needs to know. */
  readonly forPeople = true
}

export const refused = (failure: Failure): Stopped => new Stopped(sayFailure(failure))
