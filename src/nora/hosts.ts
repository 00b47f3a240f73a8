/** What people may tell GPU hosts and the queue: pause one, let it go on, let a brief go first. */
import { mayDo } from '../domain/access.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import { type BriefId, DEFAULT_PROJECT, type PersonId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import { nameOf } from './names.ts'
import { notAllowed, refuse } from './review-door.ts'

type Deps = { readonly store: Store; readonly clock: Clock }

/** For admins of the house, which are those of the project `default`. A paused host ends what it has. */
export const createPauseHost =
  (deps: Deps) =>
  (input: {
    readonly host: string
    readonly personId: PersonId
    readonly pause: boolean
  }): Promise<Result<void, Failure>> =>
    deps.store.transact(async (tx) => {
      const may = mayDo({ personId: input.personId, role: await tx.role(DEFAULT_PROJECT, input.personId) }, 'set')
      if (!may.ok) return may
      const [by, at] = input.pause ? [input.personId, deps.clock.now()] : [null, null]
      if (await tx.pauseHost(input.host, by, at)) return ok(undefined)
      return fail({ type: 'host-unknown', host: input.host, known: (await tx.hosts()).map((h) => h.name) })
    })

/** For producers: the shots of this brief go before all others, in the order in which briefs were let go first. */
export const createBump =
  (deps: Deps) =>
  (input: { readonly briefId: BriefId; readonly personId: PersonId }): Promise<Result<Brief, Failure>> =>
    deps.store.transact(async (tx) => {
      const brief = await tx.lockBrief(input.briefId)
      if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
      const at = deps.clock.now()
      const refused = await notAllowed(tx, brief, input.personId, 'bump')
      if (refused !== null)
        return refuse(tx, brief, { verb: 'bump', failure: refused, personId: input.personId, deliveryNo: null }, at)
      // Asked twice, it keeps the place that it got first.
      if (brief.bumpedAt !== null) return ok(brief)
      await tx.saveBrief({ ...brief, bumpedAt: at, updatedAt: at })
      await tx.appendEvents(brief.id, [{ type: 'Bumped', who: await nameOf(tx, input.personId) }], at)
      return ok({ ...brief, bumpedAt: at, version: brief.version + 1 })
    })
