/** Waits for a prompt's end: looks once a second, and at once when the socket hints that something happened. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { HostFailure } from '../../src/domain/failure.ts'
import { exhaustive, fail } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import type { Ended } from '../../src/ports/gpu-host.ts'
import { hostDown } from './failures.ts'
import type { Patience } from './patience.ts'
import type { Standing, Look } from './standing.ts'
import type { Stillness } from './stillness.ts'

/** Between a hint and the row in history lie milliseconds; these are the looks in between. */
const FIRST_LOOK_AGAIN_MS = 5

export type Follow = {
  readonly promptId: string
  /** Look now. */
  hint(): void
  /** From when the host has accepted it. `onLook` hears where it stands while it has not ended. */
  end(outputNode: string, onLook: (at: 'pending' | 'running') => void): Promise<Result<Ended, HostFailure>>
}

export function createFollow(o: {
  readonly host: string
  readonly promptId: string
  readonly look: Look
  readonly patience: Patience
  readonly stopped: AbortSignal
  /** Whether we asked for its end: then being gone is no loss. */
  readonly isCancelled: () => boolean
  readonly stillness: Stillness
  /** When the socket last said anything of it. */
  readonly lastSign: () => number
}): Follow {
  let hinted = Promise.withResolvers<void>()
  return {
    promptId: o.promptId,
    hint: () => hinted.resolve(),

    async end(outputNode, onLook) {
      let soonMs: number | null = null
      let silentSince: number | null = null
      let lostBefore = false
      let runsSince: number | null = null
      for (;;) {
        const waited = new AbortController()
        const wasHinted = await Promise.race([
          hinted.promise.then(() => true),
          sleep(soonMs ?? o.patience.lookEveryMs, false, {
            signal: AbortSignal.any([waited.signal, o.stopped]),
          }).catch(() => false),
        ])
        waited.abort()
        if (o.stopped.aborted) return fail(hostDown(o.host, 'no longer watched'))
        if (wasHinted) {
          hinted = Promise.withResolvers()
          soonMs = FIRST_LOOK_AGAIN_MS
        } else if (soonMs !== null) soonMs = soonMs * 2 > o.patience.lookEveryMs ? null : soonMs * 2

        const standing = await o.look(o.promptId)
        const now = performance.now()
        if (standing.at !== 'unknown') silentSince = null
        switch (standing.at) {
          case 'ended':
            return standing.result(outputNode)
          case 'unknown':
            silentSince ??= now
            if (now - silentSince >= o.patience.downAfterMs) return fail(standing.failure)
            break
          case 'lost':
            if (o.isCancelled()) return fail({ type: 'interrupted', host: o.host })
            if (lostBefore) return fail({ type: 'host-lost-prompt', host: o.host, promptId: o.promptId })
            break
          case 'pending':
          case 'running': {
            onLook(standing.at)
            runsSince = standing.at === 'running' ? (runsSince ?? now) : null
            const still =
              runsSince === null
                ? await o.stillness.whileWaiting()
                : o.stillness.whileRunning(Math.max(runsSince, o.lastSign()))
            if (still !== null) return fail(still)
            break
          }
          default:
            return exhaustive(standing)
        }
        // Believed only when seen twice: a render is not thrown away over one odd answer.
        lostBefore = standing.at === 'lost'
      }
    },
  }
}

/** After a call that broke: did it arrive? Looks again a few times, since the server may still be checking the graph. */
export async function lookAfterBreak(look: Look, promptId: string, p: Patience): Promise<Standing> {
  let standing = await look(promptId)
  for (const part of [0.25, 0.75, 2]) {
    if (standing.at !== 'lost' && standing.at !== 'unknown') break
    await sleep(part * p.lookEveryMs)
    standing = await look(promptId)
  }
  return standing
}
