/** How long a film still waits and is shot, from the forecast of its shots; and whether that is worth telling again. Pure. */
import type { Estimated } from './estimate.ts'
import type { HostRecord } from './host.ts'
import type { BriefId } from './ids.ts'
import type { WaitingShot } from './next-shot.ts'
import { SECOND } from './time.ts'

export type InQueue = {
  /** Among the films that wait, 1 is next; null once a host has a shot of it. */
  readonly position: number | null
  /** Until its last shot is rendered. */
  readonly etaSeconds: number
  /** Nothing like it, or like what goes before it, was ever rendered. */
  readonly isGuess: boolean
}

type Shot = { readonly shot: Pick<WaitingShot, 'briefId'>; readonly basis: Estimated['basis'] }
type Queue = {
  readonly hosts: readonly (Pick<HostRecord, 'standing'> & { readonly has: readonly (Shot & { endsInMs: number })[] })[]
  /** In the order in which they are expected to begin. */
  readonly waiting: readonly (Shot & { readonly endsInMs: number | null })[]
  /** Those that nobody looked as far ahead as. */
  readonly beyond: readonly Pick<WaitingShot, 'briefId'>[]
}

/** Without films of which it is not known: those with a shot on a host that is away, or that wait while none is up. */
export function placesIn({ hosts, waiting, beyond }: Queue): ReadonlyMap<BriefId, InQueue> {
  const isUp = (h: Pick<HostRecord, 'standing'>) => h.standing === 'up' || h.standing === 'busy'
  const given = hosts.flatMap((h) => h.has.map((s) => ({ ...s, endsInMs: isUp(h) ? s.endsInMs : null })))
  const all = [...given, ...waiting, ...beyond.map((shot) => ({ shot, endsInMs: null, basis: 'guess' as const }))]
  const being = new Set(given.map((s) => s.shot.briefId))
  const inLine = [...new Set(waiting.map((s) => s.shot.briefId))].filter((id) => !being.has(id))
  const places = new Map<BriefId, InQueue>()
  for (const [briefId, shots] of Map.groupBy(all, (s) => s.shot.briefId)) {
    const ends = shots.flatMap((s) => s.endsInMs ?? [])
    if (ends.length < shots.length) continue
    const last = Math.max(...ends)
    places.set(briefId, {
      position: being.has(briefId) ? null : inLine.indexOf(briefId) + 1,
      etaSeconds: Math.round(last / SECOND),
      isGuess: all.some((s) => s.basis === 'guess' && s.endsInMs !== null && s.endsInMs <= last),
    })
  }
  return places
}

/** Less than this is no news, however short it all takes. */
const LEAST_SECONDS = 20
const LEAST_SHARE = 0.2

/** `before` is what was last told. */
export const isNews = (before: InQueue | null, now: InQueue): boolean =>
  before === null ||
  before.position !== now.position ||
  before.isGuess !== now.isGuess ||
  Math.abs(before.etaSeconds - now.etaSeconds) >= Math.max(LEAST_SECONDS, LEAST_SHARE * before.etaSeconds)
