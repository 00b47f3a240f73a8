/** When will each waiting shot be rendered? Plays the choice of the next shot forward; pure. */
import { type Lately, loadOf, nextShot, rankOf, TURN, type WaitingShot } from './next-shot.ts'

export type Expected<S extends WaitingShot> = {
  readonly shot: S
  /** The host it is expected on; null when none is up. */
  readonly host: string | null
  /** Milliseconds from now until it begins, and until it has ended; null when no host is up. */
  readonly beginsInMs: number | null
  readonly endsInMs: number | null
  readonly rank: ReturnType<typeof rankOf>
}

export type BusyHost = {
  readonly name: string
  /** Milliseconds until what it has now is rendered. */
  readonly freeInMs: number
  readonly loaded: string | null
}

/** In the order in which they are expected to begin. `gpuMsOf` a shot is what it is expected to take. */
export function forecast<S extends WaitingShot>(
  waiting: readonly S[],
  hosts: readonly BusyHost[],
  lately: Lately,
  gpuMsOf: (shot: S) => number,
): readonly Expected<S>[] {
  const left = new Set(waiting)
  const free = hosts.map((h) => ({ ...h }))
  let now = lately
  const expected: Expected<S>[] = []
  while (left.size > 0) {
    const host = free.reduce<(typeof free)[number] | null>(
      (a, b) => (a === null || b.freeInMs < a.freeInMs ? b : a),
      null,
    )
    const others = free.flatMap((h) => (h === host || h.loaded === null ? [] : [h.loaded]))
    const memory = { loaded: host?.loaded ?? null, loadedElsewhere: new Set(others) }
    const shot = nextShot([...left], memory, now)
    if (shot === null) break
    left.delete(shot)
    const rank = rankOf(shot, now)
    const gpuMs = gpuMsOf(shot)
    expected.push({
      shot,
      rank,
      host: host?.name ?? null,
      beginsInMs: host?.freeInMs ?? null,
      endsInMs: host === null ? null : host.freeInMs + gpuMs,
    })
    if (host !== null) {
      host.freeInMs += gpuMs
      host.loaded = loadOf(shot)
    }
    now = {
      // As many as are looked at when it comes to it.
      started: [shot, ...now.started].slice(0, 2 * TURN),
      latestArrivals: shot.bumpedAt === null ? later(now.latestArrivals, shot.queuedAt) : now.latestArrivals,
    }
  }
  return expected
}

const later = (latest: readonly Date[], one: Date): readonly Date[] => {
  const at = latest.findIndex((d) => d < one)
  return at === -1 ? [...latest, one] : [...latest.slice(0, at), one, ...latest.slice(at)]
}
