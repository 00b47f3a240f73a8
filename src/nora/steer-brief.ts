/** What people may tell a brief between its stages: go, plan again, cancel, retry. */
import { advance } from '../coordination/advance.ts'
import { reserveGpu } from '../coordination/reserve-gpu.ts'
import type { Verb } from '../domain/access.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import type { BriefId, PersonId } from '../domain/ids.ts'
import { decide, type LifecycleEvent } from '../domain/lifecycle.ts'
import { fail, type Result } from '../domain/result.ts'
import { SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { notAllowed, refuse } from './review-door.ts'

type Deps = { readonly store: Store; readonly clock: Clock }
export type Steered = { readonly briefId: BriefId; readonly personId: PersonId }

/** The plan that the person saw, when they saw one: a late click on an old plan changes nothing. */
export type SteeredPlan = Steered & { readonly planVersion: number | null }
type MaybeSeen = Steered & { readonly planVersion?: number | null }

/** What must hold before a brief moves; may take what the move needs. */
type Guard = (tx: Transaction, brief: Brief, at: Date) => Promise<Failure | null>

const createSteer =
  (
    deps: Deps,
    verb: Verb,
    ownVerb: Verb | null,
    event: (brief: Brief) => LifecycleEvent,
    o: {
      readonly guard?: Guard
      /** What else belongs to it, once it was allowed. */
      readonly also?: (tx: Transaction, brief: Brief, at: Date) => Promise<void>
    } = {},
  ) =>
  (input: MaybeSeen): Promise<Result<Brief, Failure>> =>
    deps.store.transact(async (tx) => {
      const brief = await tx.lockBrief(input.briefId)
      if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
      const asked = ownVerb !== null && brief.requesterId === input.personId ? ownVerb : verb
      const at = deps.clock.now()
      const move = decide(brief.state, event(brief))
      const refused =
        (await notAllowed(tx, brief, input.personId, asked)) ??
        overtaken(brief, input.planVersion ?? null) ??
        (move.ok ? await o.guard?.(tx, brief, at) : move.failure) ??
        null
      const outcome = refused === null ? await advance(tx, brief, event(brief), at, { by: 'nora' }) : fail(refused)
      if (outcome.ok) await o.also?.(tx, brief, at)
      else await refuse(tx, brief, { ...input, verb, failure: outcome.failure, deliveryNo: null }, at)
      return outcome
    })

const overtaken = ({ planVersion: newest }: Brief, planVersion: number | null): Failure | null =>
  planVersion === null || planVersion === newest ? null : { type: 'stale-plan', planVersion, newest }

export const createGo = (deps: Deps) => (input: SteeredPlan) =>
  createSteer(deps, 'go', null, (b) => ({ type: 'go', planVersion: input.planVersion ?? b.planVersion }), {
    guard: (tx, brief, at) => affordable(tx, brief, brief.planVersion, at),
  })(input)

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
    { guard: affordableAgain, also: liftRejections },
  )

/** Takes the plan's GPU time out of the month's budget, or says what it lacks. */
async function affordable(tx: Transaction, brief: Brief, version: number, at: Date): Promise<Failure | null> {
  const plan = await tx.plan(brief.id, version)
  if (plan === null) return null
  const estimateMs = plan.estimateGpuSeconds * SECOND
  const open = plan.shots.filter((s) => s.currentTakeId === null).length
  const left = await tx.gpuLeft(brief.id, version)
  const ms = left === null ? estimateMs : Math.max(left, (estimateMs * open) / plan.shots.length)
  const lack = await reserveGpu(tx, brief, { version, ms: open === 0 ? 0 : ms }, at)
  return lack === null ? null : { type: 'over-budget', ...lack }
}

/** What goes back to its renders needs what they have not spent yet: while it stood still, nothing was kept for it. */
async function affordableAgain(tx: Transaction, brief: Brief, at: Date): Promise<Failure | null> {
  const { state } = brief
  const to = state.stage === 'failed' || state.stage === 'cancelled' ? state.from : null
  return to?.stage === 'shooting' ? affordable(tx, brief, to.planVersion, at) : null
}

/** What closed the brief is over with its reopening; otherwise the next verdict of anybody would close it again. */
async function liftRejections(tx: Transaction, brief: Brief, at: Date): Promise<void> {
  if (brief.state.stage !== 'cancelled' || brief.state.from.stage !== 'in-review') return
  const newest = (await tx.deliveries(brief.id)).at(-1)
  if (newest === undefined) return
  for (const verdict of await tx.verdictsInForce(newest.id))
    if (verdict.verdict === 'reject') await tx.revokeVerdict(newest.id, verdict.personId, at)
}
