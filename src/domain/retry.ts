/** Decides from the failure and the tries so far whether work is worth another try, and when. The only place that does. */
import type { Failure } from './failure.ts'
import { HOUR, MINUTE, SECOND } from './time.ts'

export type RetryDecision =
  | {
      readonly do: 'again'
      readonly afterMs: number
      /** With the smaller settings that the workflow declares. */
      readonly smaller?: true
      /** Not on the host that refused it. */
      readonly elsewhere?: true
    }
  | { readonly do: 'stop' }

/** What a job has behind it: tries that failed, and, in a row, waits for a host that was down. */
export type Behind = {
  readonly tries: number
  readonly waits?: number
  /** It is being tried with the smaller settings that its workflow declares. */
  readonly smaller?: boolean
  /** Hosts that lacked something which they were thought to have. */
  readonly notOn?: readonly string[]
}

/** What could be done otherwise the next time. */
export type Ways = { readonly canShrink: boolean; readonly canMove: boolean }

/** Waiting uses up no try: what fails when the host is back is not to blame for how long it was away. */
export const countFailure = (before: Behind, failure: Failure): Required<Behind> => ({
  ...(failure.type === 'host-down' || failure.type === 'host-frozen'
    ? { tries: before.tries, waits: (before.waits ?? 0) + 1 }
    : { tries: before.tries + 1, waits: 0 }),
  smaller: before.smaller ?? false,
  notOn: before.notOn ?? [],
})

/** `behind` counts this failure too; `jitter` is from 0 to 1 and spreads the herd. */
export function decideRetry(
  failure: Failure,
  behind: Behind & { readonly waits: number },
  jitter: number,
  { canShrink, canMove }: Ways = { canShrink: false, canMove: false },
): RetryDecision {
  const { tries, waits } = behind
  switch (failure.type) {
    // The host comes back or another one is there: a brief waits for as long as it takes.
    case 'host-down':
    case 'host-frozen':
      return again(backoff(waits, 2 * SECOND, MINUTE, jitter))
    // A restart of ComfyUI forgets every prompt: the shot is simply not rendered yet.
    case 'host-lost-prompt':
    case 'interrupted':
      return tries < 5 ? again(backoff(tries, SECOND, 30 * SECOND, jitter)) : stop
    // A broken file, or a node that fell over: once more, then a person looks.
    case 'bad-output':
    case 'node-failed':
    case 'media-failed':
      return tries < 2 ? again(backoff(tries, SECOND, 10 * SECOND, jitter)) : stop
    case 'internal':
      return tries < 5 ? again(backoff(tries, SECOND, MINUTE, jitter)) : stop
    // The same again would fail the same way, so once more otherwise, where there is a way.
    case 'out-of-memory':
      return canShrink && !behind.smaller ? { do: 'again', afterMs: 0, smaller: true } : stop
    case 'missing-node':
    case 'missing-model':
      return canMove ? { do: 'again', afterMs: 0, elsewhere: true } : stop
    case 'bad-graph':
    case 'workflow-cannot':
    case 'plan-refused':
    case 'asset-lost':
      return stop
    default:
      // What a person gave, may not do, or did too late is never retried.
      return stop
  }
}

const stop: RetryDecision = { do: 'stop' }
const again = (afterMs: number): RetryDecision => ({ do: 'again', afterMs })

/** Doubles from `first` (n = 1) to `most`, and takes off up to a half by `jitter`. */
const backoff = (n: number, first: number, most: number, jitter: number): number =>
  Math.round(Math.min(most, first * 2 ** (n - 1)) * (1 - jitter / 2))

/** When a chat platform is spoken to again after so many failures in a row: `shut` where somebody must let us in first. */
export const chatBackoff = (why: 'away' | 'shut', tries: number, jitter: number): number =>
  why === 'shut'
    ? backoff(Math.min(tries, 12), MINUTE, HOUR, jitter)
    : backoff(Math.min(tries, 12), SECOND, MINUTE, jitter)
