/** Tells the threads of films that are being shot, or wait for it, how long that will take: when it has changed. */
import type { StatusReport } from '../coordination/agents.ts'
import { type InQueue, isNews } from '../domain/brief-queue.ts'
import type { BriefId } from '../domain/ids.ts'
import { SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Roster } from './roster.ts'

const EVERY_MS = 10 * SECOND

/** To be called every few seconds. */
export function createTellQueue(deps: {
  readonly readPlaces: () => Promise<ReadonlyMap<BriefId, InQueue>>
  readonly roster: Pick<Roster, 'all' | 'drivenElsewhere'>
  readonly report: StatusReport
  readonly clock: Clock
}) {
  let told: ReadonlyMap<BriefId, InQueue> = new Map()
  let lookedAt = -Infinity

  /** Of several processes only one tells: that of the first host. */
  const isOurs = (): boolean => {
    const held = deps.roster.all().filter((h) => h.isHeld)
    return held.some((h) => [...deps.roster.drivenElsewhere().keys()].every((other) => h.name < other))
  }

  return async (): Promise<void> => {
    const now = deps.clock.now().getTime()
    if (now - lookedAt < EVERY_MS || !isOurs()) return
    lookedAt = now
    const places = await deps.readPlaces()
    const next = new Map<BriefId, InQueue>()
    for (const [briefId, place] of places) {
      const before = told.get(briefId) ?? null
      const isTold = isNews(before, place)
      next.set(briefId, isTold || before === null ? place : before)
      if (isTold) await deps.report(briefId, 'master_cinematographer', { at: 'waiting', ...place })
    }
    // Of those not in it any more nothing is told until they come again: `ShotsWait` says why they wait.
    told = next
  }
}
