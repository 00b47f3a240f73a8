/** What every word about a delivery must pass first: is it the newest one, is it open, and may this person speak? */
import { mayDo, type Verb } from '../domain/access.ts'
import type { Brief } from '../domain/brief.ts'
import type { Change } from '../domain/change.ts'
import type { Delivery } from '../domain/delivery.ts'
import type { Failure } from '../domain/failure.ts'
import type { BriefId, PersonId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { nameOf } from './names.ts'
import type { Transaction } from '../ports/store.ts'

export type Spoken = {
  readonly briefId: BriefId
  readonly personId: PersonId
  /** What the person saw. */
  readonly deliveryNo: number
  /** They put a mark on it, or took one away, which nobody can answer. */
  readonly isMark?: boolean
}

export type OpenDelivery = { readonly brief: Brief; readonly delivery: Delivery }

/** The delivery when it is the newest, in review, and the person may judge it; else why not, logged. */
export async function openDelivery(
  tx: Transaction,
  said: Spoken,
  verb: Verb,
  at: Date,
): Promise<Result<OpenDelivery, Failure>> {
  const brief = await tx.lockBrief(said.briefId)
  if (brief === null) return fail({ type: 'brief-unknown', briefId: said.briefId })
  const delivery = (await tx.deliveries(brief.id)).find((d) => d.number === said.deliveryNo)
  const refusal = (await notAllowed(tx, brief, said.personId, verb)) ?? notOpen(brief, said.deliveryNo, delivery)
  if (refusal === null && delivery !== undefined) return ok({ brief, delivery })
  const failure = refusal ?? { type: 'no-delivery' as const }
  return refuse(tx, brief, { ...said, verb, failure }, at)
}

/** Every refused attempt is logged, with what tells it from others: the thread answers the same mark once. */
export async function refuse(
  tx: Transaction,
  brief: Brief,
  o: {
    readonly verb: string
    readonly failure: Failure
    readonly personId: PersonId
    readonly deliveryNo: number | null
    readonly isMark?: boolean
  },
  at: Date,
): Promise<Result<never, Failure>> {
  const { verb, failure, personId, isMark = false } = o
  const who = isMark ? { who: await nameOf(tx, personId) } : {}
  const deliveryNo = o.deliveryNo ?? brief.deliveryCount
  await tx.appendEvents(brief.id, [{ type: 'Refused', verb, failure, personId, ...who, deliveryNo }], at)
  return fail(failure)
}

export async function notAllowed(
  tx: Transaction,
  brief: Brief,
  personId: PersonId,
  verb: Verb,
): Promise<Failure | null> {
  const role = await tx.role(brief.projectId, personId)
  const subject = { requesterId: brief.requesterId, hasReviewers: await tx.hasReviewers(brief.projectId) }
  const may = mayDo({ personId, role }, verb, subject)
  return may.ok ? null : may.failure
}

/** A note needs the right to note, and one that locks shots or unlocks them that to lock. */
export async function mayNotAsk(
  tx: Transaction,
  brief: Brief,
  personId: PersonId,
  changes: readonly Change[],
): Promise<Failure | null> {
  const refused = await notAllowed(tx, brief, personId, 'note')
  return refused === null && changes.some((c) => c.type === 'lock') ? notAllowed(tx, brief, personId, 'lock') : refused
}

function notOpen(brief: Brief, deliveryNo: number, delivery: Delivery | undefined): Failure | null {
  if (brief.deliveryCount === 0 || delivery === undefined) return { type: 'no-delivery' }
  if (deliveryNo !== brief.deliveryCount) return { type: 'stale-delivery', deliveryNo, newest: brief.deliveryCount }
  if (brief.state.stage === 'approved') return { type: 'approval-stands', deliveryNo }
  return brief.state.stage === 'in-review' ? null : { type: 'stale-event', stage: brief.state.stage, event: 'verdict' }
}
