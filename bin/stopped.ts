/** A reason to stop that a person can act on: its message is all that is shown. */
export class Stopped extends Error {
  override name = 'Stopped'
}
