/** What an operation knows of the call that it serves. */
export type Task = {
  readonly signal: AbortSignal
  /** Whole frames done. */
  readonly tick: (done: number) => void
}
