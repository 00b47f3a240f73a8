/** Takes up the notes of a brief once they have settled: three typed in a row are one revision. */
import { advance } from '../coordination/advance.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import type { BriefId, NoteId, PersonId } from '../domain/ids.ts'
import { type Job, jobKey } from '../domain/job.ts'
import { type Note, NOTES_SETTLE_MS } from '../domain/note.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { notAllowed, refuse } from './review-door.ts'

type Deps = { readonly store: Store; readonly clock: Clock }

/** The job that a note sends ahead. A note that came later puts it off. */
export const createSettleNotes =
  (deps: Deps) =>
  (job: Extract<Job, { kind: 'settle' }>): Promise<void> =>
    deps.store.transact(async (tx) => {
      const brief = await tx.lockBrief(job.payload.briefId)
      await tx.jobs.settle(job)
      if (brief === null) return
      const waiting = await waitingNotes(tx, brief.id)
      const last = waiting.at(-1)
      if (last === undefined) return
      const at = deps.clock.now()
      const restMs = last.at.getTime() + NOTES_SETTLE_MS - at.getTime()
      if (restMs > 0) {
        const { payload } = job
        await tx.jobs.send('settle', payload, { afterMs: restMs, key: jobKey('settle', payload) })
        return
      }
      await takeUp(tx, brief, at, false)
    })

export type StartRevision = {
  readonly briefId: BriefId
  readonly personId: PersonId
  /** The note under which Go was pressed: a late click on one that is done changes nothing. */
  readonly noteId?: NoteId | null
}

/** Go: the notes that wait are taken up at once; an approved film is reopened by it. */
export const createStartRevision =
  (deps: Deps) =>
  (input: StartRevision): Promise<Result<Brief, Failure>> =>
    deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const brief = await tx.lockBrief(input.briefId)
      if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
      const no = (failure: Failure) =>
        refuse(tx, brief, { ...input, verb: 'start-revision', failure, deliveryNo: null }, at)
      const refused = await notAllowed(tx, brief, input.personId, 'note')
      if (refused !== null) return no(refused)
      const { stage } = brief.state
      const reopens = stage === 'approved'
      const notes = await tx.notes(brief.id)
      const ready = notes.filter((n) => n.state.is === 'waiting' || (reopens && n.state.is === 'after-approval'))
      const pressed = notes.find((n) => n.id === input.noteId)
      // The same click twice: what it asked for is done, or under way.
      if (pressed?.state.is === 'taken' || (pressed?.state.is === 'waiting' && stage === 'revising')) return ok(brief)
      if (pressed !== undefined && !ready.includes(pressed)) return no({ type: 'question-closed' })
      const stale: Failure = { type: 'stale-event', stage, event: 'start-revision' }
      if (ready.length === 0) return no(stale)
      for (const note of ready)
        if (note.state.is === 'after-approval')
          await tx.saveNote({ ...note, state: { is: 'waiting', changes: note.state.changes } })
      const moved = await takeUp(tx, brief, at, reopens)
      return moved === null ? no(stale) : ok(moved)
    })

/** Those that a revision has not taken up yet, oldest first. */
export const waitingNotes = async (tx: Pick<Transaction, 'notes'>, briefId: BriefId): Promise<readonly Note[]> =>
  (await tx.notes(briefId)).filter((n) => n.state.is === 'waiting').toSorted((a, b) => a.at.getTime() - b.at.getTime())

/** Null where the stage lets no revision begin: the next delivery takes the notes up. */
export async function takeUp(tx: Transaction, brief: Brief, at: Date, mayReopen: boolean): Promise<Brief | null> {
  const { state } = brief
  const event =
    state.stage === 'in-review'
      ? ({ type: 'changes-requested', deliveryNo: state.deliveryNo } as const)
      : state.stage === 'plan-review'
        ? ({ type: 'plan-again', planVersion: state.planVersion } as const)
        : state.stage === 'approved' && mayReopen
          ? ({ type: 'reopened' } as const)
          : null
  if (event === null) return null
  const moved = await advance(tx, brief, event, at, { by: 'nora' })
  return moved.ok ? moved.value : null
}
