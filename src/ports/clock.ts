/** Time, as the core needs it. */
export interface Clock {
  now(): Date
}
