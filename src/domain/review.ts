/** Decides what verdicts amount to: whose is in force, whether a delivery is approved, and what a late one is answered. Pure. */
import type { DeliveryId, PersonId } from './ids.ts'

/** From mildest to strictest. */
export const VERDICTS = ['approve', 'request-changes', 'reject'] as const
export type Verdict = (typeof VERDICTS)[number]

/** How it was given: a reaction stays beside others of the same person, a button or a request says what counts now. */
export const VERDICT_WAYS = ['reaction', 'button'] as const
export type VerdictBy = (typeof VERDICT_WAYS)[number]

export type GivenVerdict = {
  readonly deliveryId: DeliveryId
  readonly personId: PersonId
  readonly verdict: Verdict
  readonly by: VerdictBy
  readonly text: string | null
  readonly at: Date
}

const strictness = (v: Verdict): number => VERDICTS.indexOf(v)

/** What a new verdict does to the person's verdict in force: `same` changes nothing, `beneath` is kept in the log only. */
export function weigh(inForce: Verdict | null, given: Verdict, by: VerdictBy): 'takes-force' | 'same' | 'beneath' {
  if (inForce === given) return 'same'
  if (inForce === null || by === 'button') return 'takes-force'
  return strictness(given) > strictness(inForce) ? 'takes-force' : 'beneath'
}

type InForce = Pick<GivenVerdict, 'verdict' | 'by'>

/**
 * Whether taking a verdict away ends the one in force. `which` null takes back whatever is in force. A mark that goes
 * ends what a mark said; a button said it for itself. Nothing earlier comes back by guess: who wants it to count gives
 * it again.
 */
export const endsForce = (inForce: InForce, which: Verdict | null, by: VerdictBy): boolean =>
  which === null || (which === inForce.verdict && (by === 'button' || inForce.by === 'reaction'))

/** What the verdicts in force on the newest delivery amount to; one a person. */
export function tally(inForce: readonly Verdict[], quorum: number): 'open' | 'approved' | 'changes' | 'rejected' {
  if (inForce.includes('reject')) return 'rejected'
  if (inForce.includes('request-changes')) return 'changes'
  return inForce.filter((v) => v === 'approve').length >= Math.max(1, quorum) ? 'approved' : 'open'
}
