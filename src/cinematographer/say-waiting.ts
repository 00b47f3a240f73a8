/** Tells the threads of briefs whose shots no GPU host takes: once for as long as it lasts. */
import type { BriefEvent } from '../domain/event.ts'
import type { BriefId } from '../domain/ids.ts'
import type { WaitingShot } from '../domain/next-shot.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { OnRoster } from './roster.ts'

type Why = Extract<BriefEvent, { type: 'ShotsWait' }>['why']

export type SayWaiting = ReturnType<typeof createSayWaiting>

export function createSayWaiting(deps: { readonly store: Pick<Store, 'transact'>; readonly clock: Clock }) {
  const said = new Map<BriefId, { readonly why: Why; readonly shotIndexes: readonly number[] }>()
  return {
    async wait(shots: readonly WaitingShot[], why: Why, roster: readonly OnRoster[]): Promise<void> {
      const hosts = roster.map((h) => ({ name: h.name, standing: h.isPaused ? ('paused' as const) : h.standing }))
      for (const [briefId, waiting] of Map.groupBy(shots, (s) => s.briefId)) {
        if (said.get(briefId)?.why === why) continue
        const shotIndexes = waiting.map((s) => s.shotIndex).sort((a, b) => a - b)
        said.set(briefId, { why, shotIndexes })
        const event: BriefEvent = { type: 'ShotsWait', why, shotIndexes, hosts }
        await deps.store.transact((tx) => tx.appendEvents(briefId, [event], deps.clock.now()))
      }
    },
    /** The next time that none is, it is said again. */
    hostIsUp(): void {
      for (const [briefId, { why }] of said) if (why === 'no-host-is-up') said.delete(briefId)
    },
    /** What begins is no sign for others of its film that no host can render. */
    goesOn({ briefId, shotIndex }: Pick<WaitingShot, 'briefId' | 'shotIndex'>): void {
      if (said.get(briefId)?.shotIndexes.includes(shotIndex)) said.delete(briefId)
    },
  }
}
