/** Follows prompts to their ends: what the socket says of each is passed on, and makes HTTP be asked at once. */
import type { HostFailure } from '../../src/domain/failure.ts'
import type { Result } from '../../src/domain/result.ts'
import type { Graph } from '../../src/domain/workflow.ts'
import type { Ended, Watch } from '../../src/ports/gpu-host.ts'
import { createFollow } from './follow.ts'
import type { Follow } from './follow.ts'
import type { Patience } from './patience.ts'
import { isOver } from './listening.ts'
import type { Listening } from './listening.ts'
import { createProgress } from './progress.ts'
import type { Look } from './standing.ts'
import type { Stillness } from './stillness.ts'

export type Watched = {
  /** Follows it no longer. */
  readonly letGo: () => void
  readonly end: (outputNode: string) => Promise<Result<Ended, HostFailure>>
}

export function createWatching(o: {
  readonly host: string
  readonly look: Look
  readonly listening: Listening
  readonly patience: Patience
  readonly stillness: Stillness
  readonly stopped: AbortSignal
}) {
  /** The same prompt may be followed twice: submitted, and gone back to. */
  const followed = new Set<Follow>()
  /** Prompts that somebody wants gone, by how many do. */
  const unwanted = new Map<string, number>()
  const unwant = (promptId: string, by: 1 | -1): void => {
    const now = (unwanted.get(promptId) ?? 0) + by
    if (now > 0) unwanted.set(promptId, now)
    else unwanted.delete(promptId)
  }
  const follows = (promptId: string) => [...followed].filter((f) => f.promptId === promptId)

  return {
    /** Listens from now on, so that nothing between here and the host's answer is missed. */
    watch(promptId: string, graph: Graph | null, { onProgress, onPreview }: Watch): Watched {
      let lastSign = -Infinity
      const follow = createFollow({
        ...o,
        promptId,
        isCancelled: () => unwanted.has(promptId),
        lastSign: () => lastSign,
      })
      followed.add(follow)
      const progress = createProgress(graph, onProgress)
      const unlisten = o.listening.listen({
        promptId,
        onOpen: () => follow.hint(),
        onMessage(message) {
          lastSign = performance.now()
          progress(message)
          if (isOver(message)) follow.hint()
        },
        onPreview({ image, mime }) {
          lastSign = performance.now()
          onPreview?.(image, mime)
        },
      })
      const letGo = () => {
        unlisten()
        followed.delete(follow)
        if (follows(promptId).length === 0) unwanted.delete(promptId)
      }
      return {
        letGo,
        end: (outputNode) =>
          follow
            .end(
              outputNode,
              createReopen(o, () => lastSign),
            )
            .finally(letGo),
      }
    },

    isWatched: (promptId: string) => follows(promptId).length > 0,
    isUnwanted: (promptId: string) => unwanted.has(promptId),

    /** While `work` makes a prompt go away, its being gone is no loss. `isGone`: whether it came to that. */
    async without<T>(promptId: string, work: () => Promise<T>, isGone: (done: T) => boolean): Promise<T> {
      unwant(promptId, 1)
      const done = await work()
      const waiting = follows(promptId)
      if (!isGone(done) || waiting.length === 0) unwant(promptId, -1)
      for (const follow of waiting) follow.hint()
      return done
    },
  }
}

/** Opens the socket anew when it should have said something by now: a server can forget one that it has open. */
function createReopen(o: { readonly listening: Listening; readonly patience: Patience }, lastSign: () => number) {
  const heardBefore = o.listening.heard()
  let patienceMs = o.patience.deafAfterMs
  let deafAt = performance.now() + patienceMs
  let runsSince: number | null = null
  return (at: 'pending' | 'running'): void => {
    const now = performance.now()
    runsSince = at === 'running' ? (runsSince ?? now) : null
    const isDeaf = o.listening.heard() === heardBefore && now >= deafAt
    // Before the host is called frozen there is time to hear that it is not.
    const isSilent = runsSince !== null && now - Math.max(runsSince, lastSign()) >= o.patience.frozenAfterMs / 2
    if (!isDeaf && !isSilent) return
    // A host where nothing happens is silent too: less and less often.
    patienceMs *= 2
    deafAt = now + patienceMs
    if (isSilent) runsSince = now
    o.listening.startOver()
  }
}
