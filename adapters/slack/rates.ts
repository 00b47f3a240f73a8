/** May Slack be asked so much now? What it takes of a method in a minute is counted here, so that it need not refuse. */
import { MINUTE } from '../../src/domain/time.ts'
import { SLACK } from './limits.ts'

type Method = keyof typeof SLACK.aMinute
export type Need = Readonly<Partial<Record<Method, number>>>
export type Rates = ReturnType<typeof createRates>

/** `now` in ms. */
export function createRates(now: () => number) {
  const asked = new Map<Method, number[]>()

  /** Those of the last minute, oldest first; a clock that is set back forgets them. */
  const lately = (method: Method, at: number): number[] =>
    (asked.get(method) ?? []).filter((t) => t > at - MINUTE && t <= at)

  return {
    /** 0: all of it may be asked for now, and is counted. Else in how many ms to try again, and nothing is counted. */
    take(need: Need): number {
      const at = now()
      let waitMs = 0
      for (const [method, n] of Object.entries(need) as [Method, number][]) {
        const made = lately(method, at)
        const over = made.length + n - SLACK.aMinute[method]
        // More than a minute has room for: as soon as there is nothing else.
        const until = over > 0 ? made[Math.min(over, made.length) - 1] : undefined
        if (until !== undefined) waitMs = Math.max(waitMs, until + MINUTE - at)
      }
      if (waitMs > 0) return waitMs
      for (const [method, n] of Object.entries(need) as [Method, number][])
        asked.set(method, [...lately(method, at), ...Array<number>(n).fill(at)])
      return 0
    },
  }
}
