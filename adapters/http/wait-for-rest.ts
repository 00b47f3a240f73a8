/** Waits until nothing more happens to a brief without a person, or until the time is up. */
import type { BriefId } from '../../src/domain/ids.ts'
import { isResting } from '../../src/domain/lifecycle.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { Nora } from '../../src/nora.ts'

export const createWaitForRest =
  (deps: { readonly nora: Pick<Nora, 'readBrief' | 'followBrief'>; readonly stopping: AbortSignal }) =>
  async (briefId: BriefId, seconds: number, left: AbortSignal): Promise<void> => {
    const rests = async (): Promise<boolean> => {
      const full = await deps.nora.readBrief(briefId)
      return !full.ok || isResting(full.value.brief.state.stage)
    }
    if (await rests()) return
    const end = new AbortController()
    const signal = AbortSignal.any([end.signal, AbortSignal.timeout(seconds * SECOND), left, deps.stopping])
    try {
      for await (const { event } of deps.nora.followBrief(briefId, 0, signal))
        // The log also tells of rests long past: only the brief itself says whether it rests now.
        if (event.type === 'StageChanged' && isResting(event.to) && (await rests())) return
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      end.abort()
    }
  }
