/** Looks for the references that a brief's words ask for and that it does not bring. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { bringsIt, type Wish, wishesIn } from '../domain/reference-wishes.ts'
import type { Log } from '../ports/log.ts'
import type { Found, Research, SearchBounds } from '../ports/research.ts'

/** What was asked for, and what was found for it; null when nothing was. */
export type Answered = { readonly wish: Wish; readonly found: Found | null }
export type FindReferences = (brief: Brief, own: readonly Asset[], signal: AbortSignal) => Promise<readonly Answered[]>

const MAX_WISHES = 4
const BOUNDS: SearchBounds = { limit: 1, bytes: 200 * 1024 ** 2, ms: 5000 }

export function createFindReferences(deps: { readonly research: Research; readonly log: Log }): FindReferences {
  return async (brief, own, signal) => {
    const wishes = wishesIn(brief.summary).filter((wish) => !bringsIt(wish, own))
    const answered: Answered[] = []
    for (const wish of wishes.slice(0, MAX_WISHES)) {
      const found = await search(brief, wish, signal)
      answered.push({
        wish,
        found: found?.asset.id === undefined || own.some((a) => a.id === found.asset.id) ? null : found,
      })
    }
    return answered
  }

  /** A search that fails or takes too long finds nothing: the plan does without. */
  async function search(brief: Brief, { words, sought }: Wish, signal: AbortSignal): Promise<Found | null> {
    const late = AbortSignal.timeout(BOUNDS.ms)
    const gaveUp = new Promise<readonly Found[]>((resolve) => late.addEventListener('abort', () => resolve([])))
    try {
      const asked = deps.research.search(
        { projectId: brief.projectId, words, sought },
        BOUNDS,
        AbortSignal.any([signal, late]),
      )
      const found = await Promise.race([asked, gaveUp])
      return found.find((f) => f.asset.bytes <= BOUNDS.bytes) ?? null
    } catch (error) {
      signal.throwIfAborted()
      deps.log.warn('search-failed', { briefId: brief.id, words, error })
      return null
    }
  }
}
