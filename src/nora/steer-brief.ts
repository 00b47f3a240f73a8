/** What people may tell a brief between its stages: go, plan again, cancel, retry. */
import { advance } from '../coordination/advance.ts'
import { mayDo, type Verb } from '../domain/access.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import type { BriefId, PersonId } from '../domain/ids.ts'
import type { LifecycleEvent } from '../domain/lifecycle.ts'
import { fail, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store, Transaction } from '../ports/store.ts'

type Deps = { readonly store: Store; readonly clock: Clock }
export type Steered = { readonly briefId: BriefId; readonly personId: PersonId }

/** The plan that the person saw, when they saw one: a late click on an old plan changes nothing. */
export type SteeredPlan = Steered & { readonly planVersion: number | null }

const createSteer =
  (deps: Deps, verb: Verb, ownVerb: Verb | null, event: (brief: Brief) => LifecycleEvent) =>
  (input: Steered): Promise<Result<Brief, Failure>> =>
    deps.store.transact(async (tx) => {
      const brief = await tx.lockBrief(input.briefId)
      if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
      const refused = await refusal(
        tx,
        brief,
        input.personId,
        ownVerb !== null && brief.requesterId === input.personId ? ownVerb : verb,
      )
      const at = deps.clock.now()
      const outcome = refused === null ? await advance(tx, brief, event(brief), at, { by: 'nora' }) : fail(refused)
      if (!outcome.ok) await tx.appendEvents(brief.id, [{ type: 'Refused', verb, failure: outcome.failure }], at)
      return outcome
    })

async function refusal(tx: Transaction, brief: Brief, personId: PersonId, verb: Verb): Promise<Failure | null> {
  const role = await tx.role(brief.projectId, personId)
  const may = mayDo({ personId, role }, verb, { requesterId: brief.requesterId, hasReviewers: false })
  return may.ok ? null : may.failure
}

export const createGo = (deps: Deps) => (input: SteeredPlan) =>
  createSteer(deps, 'go', null, (b) => ({ type: 'go', planVersion: input.planVersion ?? b.planVersion }))(input)

export const createPlanAgain = (deps: Deps) => (input: SteeredPlan) =>
  createSteer(deps, 'go', 'note', (b) => ({ type: 'plan-again', planVersion: input.planVersion ?? b.planVersion }))(
    input,
  )

export const createCancel = (deps: Deps) => createSteer(deps, 'cancel', 'cancel-own', () => ({ type: 'cancelled' }))

export const createRetry = (deps: Deps) => createSteer(deps, 'retry', 'note', () => ({ type: 'retried' }))
