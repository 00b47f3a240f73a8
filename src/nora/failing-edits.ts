/** Edits of status cards that fail. Held by this process alone: the next one counts anew. */
import type { BriefId } from '../domain/ids.ts'
import type { Clock } from '../ports/clock.ts'

export function createFailingEdits(clock: Clock) {
  const known = new Map<
    BriefId,
    { readonly card: string; readonly refusals: number; readonly tries: number; readonly since: Date | null }
  >()
  return {
    /** How often that state of the card, by its hash, was refused by now. */
    failed(briefId: BriefId, card: string, isRefusal: boolean): number {
      const before = known.get(briefId)
      const refusals = (before?.card === card ? before.refusals : 0) + (isRefusal ? 1 : 0)
      const tries = (before?.tries ?? 0) + 1
      known.set(briefId, { card, refusals, tries, since: before?.since ?? clock.now() })
      return refusals
    },
    /** In a row. */
    tries: (briefId: BriefId): number => known.get(briefId)?.tries ?? 0,
    since: (briefId: BriefId): Date | null => known.get(briefId)?.since ?? null,
    /** Something else came through: there is no silence. */
    posted(briefId: BriefId): void {
      const before = known.get(briefId)
      if (before !== undefined) known.set(briefId, { ...before, since: null })
    },
    done: (briefId: BriefId) => void known.delete(briefId),
  }
}
