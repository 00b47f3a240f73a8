/** Stops one prompt wherever it is, and no other: asks again until the host says that it is over. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { HostFailure } from '../../src/domain/failure.ts'
import { fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import { MINUTE } from '../../src/domain/time.ts'
import { hostDown } from './failures.ts'
import type { Patience } from './patience.ts'
import type { Http } from './http.ts'
import { zCancelled } from './messages.ts'
import type { Look } from './standing.ts'

/** An interruption lands between nodes and steps; loading a large model is the longest stretch without one. */
const GIVE_UP_MS = 5 * MINUTE
const FIRST_LOOK_MS = 20

export type Cancel = (promptId: string) => Promise<Result<void, HostFailure>>

export function createCancel(o: {
  readonly host: string
  readonly http: Http
  readonly look: Look
  readonly patience: Patience
}): Cancel {
  return async (promptId) => {
    const began = performance.now()
    for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(waitMs * 2, o.patience.lookEveryMs)) {
      const standing = await o.look(promptId)
      if (standing.at === 'unknown') return fail(standing.failure)
      if (standing.at === 'ended' || standing.at === 'lost') return ok(undefined)
      if (performance.now() - began > GIVE_UP_MS) return fail(hostDown(o.host, 'it does not stop the prompt'))
      // The server may forget it: its worker clears the wish when it begins the very prompt.
      await stopOnce(promptId, standing.at)
      await sleep(waitMs)
    }
  }

  async function stopOnce(promptId: string, at: 'pending' | 'running'): Promise<void> {
    const asked = await o.http.ask(`/api/jobs/${promptId}/cancel`, { method: 'POST' })
    if (asked.answered && asked.answer.status === 200 && zCancelled.safeParse(asked.answer.json).success) return
    // Older servers. Never without the id: that would stop whatever runs, perhaps somebody else's.
    if (at === 'running') await o.http.ask('/api/interrupt', { method: 'POST', json: { prompt_id: promptId } })
    else await o.http.ask('/api/queue', { method: 'POST', json: { delete: [promptId] } })
  }
}
