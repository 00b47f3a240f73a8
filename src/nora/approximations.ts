/** Which changes of a note the cut can only come near to, given the plan and the notes that wait already. */
import { withApproximations } from '../domain/approximation.ts'
import type { Brief } from '../domain/brief.ts'
import type { Change } from '../domain/change.ts'
import type { Transaction } from '../ports/store.ts'
import { waitingNotes } from './settle-notes.ts'

/** The changes as they are to be kept: an offer to render is made of what they then carry. */
export async function approximated(
  tx: Transaction,
  brief: Brief,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const plan = await tx.plan(brief.id, brief.planVersion)
  const waiting = (await waitingNotes(tx, brief.id)).flatMap((n) => (n.state.is === 'waiting' ? n.state.changes : []))
  return plan === null ? changes : withApproximations(plan.shots, waiting, changes, brief.fps)
}
