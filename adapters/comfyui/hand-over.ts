/** Gives a prompt to the host. A call that breaks is looked up before it counts as failed, and is never made twice. */
import type { HostFailure } from '../../src/domain/failure.ts'
import { fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import { MINUTE } from '../../src/domain/time.ts'
import type { Prompt } from '../../src/ports/gpu-host.ts'
import { looseEnd } from '../../workflows/validate.ts'
import type { Cancel } from './cancel.ts'
import { fromNodeErrors, fromRefusal, hostDown } from './failures.ts'
import type { Patience } from './patience.ts'
import { lookAfterBreak } from './follow.ts'
import type { Http } from './http.ts'
import type { Accepted } from './messages.ts'
import { zAccepted } from './messages.ts'
import type { Look } from './standing.ts'

export function createHandOver(o: {
  readonly host: string
  readonly clientId: string
  readonly http: Http
  readonly look: Look
  readonly cancel: Cancel
  readonly patience: Patience
}) {
  return async (prompt: Prompt, wantsPreviews: boolean): Promise<Result<void, HostFailure>> => {
    const where = { host: o.host, workflow: prompt.workflow }
    // No server refuses it, but the worker of every one dies of it.
    const loose = looseEnd(prompt.graph)
    if (loose !== null) return fail({ type: 'bad-graph', ...where, reason: loose })

    const asked = await o.http.ask('/api/prompt', {
      method: 'POST',
      // Never a `number`: with the id of a prompt that is queued already it would kill the worker.
      json: {
        prompt: prompt.graph,
        prompt_id: prompt.promptId,
        client_id: o.clientId,
        extra_data: {
          // Never a `workflow` in it: one that is no object breaks the server's job list for everybody.
          extra_pnginfo: { nora: prompt.note },
          ...(wantsPreviews ? { preview_method: 'latent2rgb' } : {}),
        },
      },
      patienceMs: MINUTE,
    })
    if (!asked.answered && !asked.sent) return fail(hostDown(o.host, asked.reason))
    if (asked.answered && asked.answer.status === 200) {
      const accepted = zAccepted.safeParse(asked.answer.json)
      if (accepted.success) return taken(accepted.data)
    } else if (asked.answered && asked.answer.status < 500) return fail(fromRefusal(where, asked.answer))

    const standing = await lookAfterBreak(o.look, prompt.promptId, o.patience)
    switch (standing.at) {
      case 'unknown':
        return fail(standing.failure)
      case 'lost':
        return fail(asked.answered ? fromRefusal(where, asked.answer) : hostDown(o.host, asked.reason))
      default:
        return ok(undefined)
    }

    async function taken(accepted: Accepted): Promise<Result<void, HostFailure>> {
      // The server runs what outputs are left when some are wrong: half a result is none.
      const wrong = fromNodeErrors(where, accepted.node_errors)
      const failure: HostFailure | null =
        wrong ??
        (accepted.prompt_id === prompt.promptId
          ? null
          : { type: 'bad-graph', ...where, reason: 'the server gave the prompt another id' })
      if (failure === null) return ok(undefined)
      await o.cancel(accepted.prompt_id)
      return fail(failure)
    }
  }
}
