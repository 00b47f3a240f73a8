/** Takes a prompt off a host's queue while it waits there, and never interrupts it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { HostFailure } from '../../src/domain/failure.ts'
import { fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import { hostDown } from './failures.ts'
import type { Patience } from './patience.ts'
import type { Http } from './http.ts'
import type { Look } from './standing.ts'

const TRIES = 3

export function createWithdraw(o: {
  readonly host: string
  readonly http: Http
  readonly look: Look
  readonly patience: Patience
}) {
  return async (promptId: string): Promise<Result<'withdrawn' | 'kept', HostFailure>> => {
    let asked = false
    for (let tries = 0; ; tries++) {
      const standing = await o.look(promptId)
      if (standing.at === 'unknown') return fail(standing.failure)
      // Gone without ever having been asked to leave: it was never here, or is of an earlier life.
      if (standing.at !== 'pending') return ok(asked && standing.at === 'lost' ? 'withdrawn' : 'kept')
      if (tries === TRIES) return fail(hostDown(o.host, 'it does not let go of a prompt that waits'))
      // Of all ways to stop a prompt this is the one that touches only what waits. It answers 200 to anything.
      const deleted = await o.http.ask('/api/queue', { method: 'POST', json: { delete: [promptId] } })
      asked ||= deleted.answered || deleted.sent
      if (tries > 0) await sleep(o.patience.lookEveryMs / 4)
    }
  }
}
