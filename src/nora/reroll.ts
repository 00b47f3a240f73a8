/** New seeds for named shots or all of them, without a new text. */
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import { type BriefId, makeId, type PersonId } from '../domain/ids.ts'
import type { Note } from '../domain/note.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import { notAllowed } from './review-door.ts'
import { takeUp } from './settle-notes.ts'
import { tellTaken } from './take-note.ts'

export type Reroll = {
  readonly briefId: BriefId
  readonly personId: PersonId
  /** Counted from 0; null for all that are not locked. */
  readonly shotIndices: readonly number[] | null
}

export const createReroll =
  (deps: { readonly store: Store; readonly clock: Clock; readonly randomness: Randomness }) =>
  (input: Reroll): Promise<Result<Brief, Failure>> =>
    deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const brief = await tx.lockBrief(input.briefId)
      if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
      const refused = await notAllowed(tx, brief, input.personId, 'note')
      if (refused !== null) return fail(refused)
      const { stage } = brief.state
      const plan = await tx.plan(brief.id, brief.planVersion)
      if (plan === null || stage !== 'in-review') return fail({ type: 'stale-event', stage, event: 'reroll' })
      const { shotIndices } = input
      const named = plan.shots.filter((s) => (shotIndices === null ? !s.locked : shotIndices.includes(s.index)))
      if (named.length === 0 || named.length < (shotIndices?.length ?? 0))
        return fail({
          type: 'cannot-revise',
          reason: `the film has shots 1 to ${plan.shots.length}, and some may be locked`,
        })
      const note: Note = {
        id: makeId('note', deps.randomness.uuid()),
        briefId: brief.id,
        deliveryNo: brief.deliveryCount,
        personId: input.personId,
        text:
          shotIndices === null
            ? 'Try every shot again.'
            : `Try shot ${named.map((s) => s.index + 1).join(', ')} again.`,
        at,
        state: { is: 'waiting', changes: [{ type: 'reroll', shotIds: named.map((s) => s.id) }] },
      }
      await tx.insertNote(note)
      await tellTaken(tx, brief, note, [], at)
      return ok((await takeUp(tx, brief, at, false)) ?? brief)
    })
