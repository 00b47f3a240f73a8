/** What people may tell a brief between its stages: go, plan again, cancel, retry. */
import { advance } from '../coordination/advance.ts'
import type { Verb } from '../domain/access.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import type { BriefId, PersonId } from '../domain/ids.ts'
import type { LifecycleEvent } from '../domain/lifecycle.ts'
import { fail, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { notAllowed, refuse } from './review-door.ts'

type Deps = { readonly store: Store; readonly clock: Clock }
export type Steered = { readonly briefId: BriefId; readonly personId: PersonId }

/** The plan that the person saw, when they saw one: a late click on an old plan changes nothing. */
export type SteeredPlan = Steered & { readonly planVersion: number | null }

const createSteer =
  (
    deps: Deps,
    verb: Verb,
    ownVerb: Verb | null,
    event: (brief: Brief) => LifecycleEvent,
    /** What else belongs to it, once it was allowed. */
    also: (tx: Transaction, brief: Brief, at: Date) => Promise<void> = async () => {},
  ) =>
  (input: Steered): Promise<Result<Brief, Failure>> =>
    deps.store.transact(async (tx) => {
      const brief = await tx.lockBrief(input.briefId)
      if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
      const refused = await notAllowed(
        tx,
        brief,
        input.personId,
        ownVerb !== null && brief.requesterId === input.personId ? ownVerb : verb,
      )
      const at = deps.clock.now()
      const outcome = refused === null ? await advance(tx, brief, event(brief), at, { by: 'nora' }) : fail(refused)
      if (outcome.ok) await also(tx, brief, at)
      else await refuse(tx, brief, { ...input, verb, failure: outcome.failure, deliveryNo: null }, at)
      return outcome
    })

export const createGo = (deps: Deps) => (input: SteeredPlan) =>
  createSteer(deps, 'go', null, (b) => ({ type: 'go', planVersion: input.planVersion ?? b.planVersion }))(input)

export const createPlanAgain = (deps: Deps) => (input: SteeredPlan) =>
  createSteer(deps, 'go', 'note', (b) => ({ type: 'plan-again', planVersion: input.planVersion ?? b.planVersion }))(
    input,
  )

export const createCancel = (deps: Deps) => createSteer(deps, 'cancel', 'cancel-own', () => ({ type: 'cancelled' }))

/** Goes on from where it failed, was cancelled or was rejected. */
export const createRetry = (deps: Deps) =>
  createSteer(
    deps,
    'retry',
    'note',
    (b) => (b.state.stage === 'cancelled' ? { type: 'reopened' } : { type: 'retried' }),
    liftRejections,
  )

/** What closed the brief is over with its reopening; otherwise the next verdict of anybody would close it again. */
async function liftRejections(tx: Transaction, brief: Brief, at: Date): Promise<void> {
  if (brief.state.stage !== 'cancelled' || brief.state.from.stage !== 'in-review') return
  const newest = (await tx.deliveries(brief.id)).at(-1)
  if (newest === undefined) return
  for (const verdict of await tx.verdictsInForce(newest.id))
    if (verdict.verdict === 'reject') await tx.revokeVerdict(newest.id, verdict.personId, at)
}
