/** Does a host's queue stand still while its HTTP answers? Then its worker has died, and only a restart helps. */
import type { HostFailure } from '../../src/domain/failure.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { Patience } from './patience.ts'
import type { Http } from './http.ts'
import { zJobs, zQueue } from './messages.ts'

/** Without a socket a render gives no sign at all between its start and its end. */
const DEAF_PATIENCE = 6
/** How often the queue is asked for within the time after which it counts as stuck. */
const ASKS = 4

export function createStillness(o: {
  readonly host: string
  readonly http: Http
  readonly patience: Patience
  /** Whether the socket would tell, if there were anything to tell. */
  readonly hears: () => boolean
}) {
  /** Since when nothing runs though something waits; of the host, whoever asks. */
  let idleSince: number | null = null
  let askedAt = -Infinity
  let asking: Promise<boolean | null> | null = null
  /** What one prompt found is so for all on the host. */
  let verdict: { readonly at: number; readonly failure: HostFailure } | null = null
  function frozen(reason: string): HostFailure {
    verdict = { at: performance.now(), failure: { type: 'host-frozen', host: o.host, reason } }
    return verdict.failure
  }

  /** Null when it does not say. The jobs API tells it without whole graphs. */
  async function runsNothing(): Promise<boolean | null> {
    const told = await o.http.ask('/api/jobs?status=in_progress&limit=1')
    const jobs = told.answered && told.answer.status === 200 ? zJobs.safeParse(told.answer.json) : null
    if (jobs?.success) return jobs.data.jobs.length === 0
    const asked = await o.http.ask('/api/queue')
    const queue = asked.answered ? zQueue.safeParse(asked.answer.json) : null
    return queue?.success ? queue.data.queue_running.length === 0 : null
  }

  return {
    /** To be asked for each look at a prompt that waits. */
    async whileWaiting(): Promise<HostFailure | null> {
      const now = performance.now()
      if (verdict !== null && now - verdict.at < o.patience.stuckAfterMs) return verdict.failure
      if (asking !== null || now - askedAt < o.patience.stuckAfterMs / ASKS) return null
      // A rest from asking: what it stood at before is no longer known.
      if (now - askedAt > o.patience.stuckAfterMs) idleSince = null
      askedAt = now
      asking = runsNothing()
      const isIdle = await asking
      asking = null
      idleSince = isIdle === true ? (idleSince ?? now) : null
      return idleSince !== null && now - idleSince >= o.patience.stuckAfterMs
        ? frozen('prompts wait and none runs')
        : null
    },

    /** To be asked for each look at a prompt that runs; `sign` is when it last gave one. */
    whileRunning(sign: number): HostFailure | null {
      idleSince = null
      const silentMs = performance.now() - sign
      if (silentMs < o.patience.frozenAfterMs * (o.hears() ? 1 : DEAF_PATIENCE)) {
        verdict = null
        return null
      }
      return frozen(`a prompt has run for ${Math.round(silentMs / SECOND)} s without a sign of life`)
    },
  }
}
export type Stillness = ReturnType<typeof createStillness>
