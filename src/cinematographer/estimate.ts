/** Answers how much GPU time a plan will cost, from what past takes of the same workflows cost. */
import type { Shot } from '../domain/shot.ts'
import type { Store } from '../ports/store.ts'

/** GPU seconds; workflows that never ran count as 0, since a guess would be no estimate. */
export type Estimate = (shots: readonly Shot[]) => Promise<number>

export const createEstimate =
  (deps: { readonly store: Store }): Estimate =>
  async (shots) => {
    const perFrame = new Map<string, number>()
    for (const name of new Set(shots.map((s) => s.workflow)))
      perFrame.set(name, (await deps.store.gpuMsPerFrame(name)) ?? 0)
    const ms = shots.reduce((sum, shot) => sum + shot.durationFrames * (perFrame.get(shot.workflow) ?? 0), 0)
    return Math.round(ms) / 1000
  }
