/** Reminds once, a day after a film came to wait for somebody, whoever still has to say something. */
import type { Brief } from '../domain/brief.ts'
import type { BriefEvent } from '../domain/event.ts'
import type { NoteId } from '../domain/ids.ts'
import type { Awaited, Job } from '../domain/job.ts'
import { tally } from '../domain/review.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { judgesOf } from './judges.ts'

const MOST_EVENTS = 100_000

export const createRemind =
  (deps: { readonly store: Store; readonly clock: Clock }) =>
  (job: Extract<Job, { kind: 'remind' }>): Promise<void> =>
    deps.store.transact(async (tx) => {
      await tx.jobs.settle(job)
      const brief = await tx.lockBrief(job.payload.briefId)
      const reminder = brief === null ? null : await reminderOf(tx, brief, job.payload)
      if (brief !== null && reminder !== null) await tx.appendEvents(brief.id, [reminder], deps.clock.now())
    })

/** Null where it is decided, revised, answered or replaced meanwhile: nobody is waited for. */
async function reminderOf(tx: Transaction, brief: Brief, awaited: Awaited): Promise<BriefEvent | null> {
  const { state } = brief
  if ('deliveryNo' in awaited) {
    const { deliveryNo } = awaited
    return state.stage === 'in-review' && state.deliveryNo === deliveryNo ? ofReview(tx, brief, deliveryNo) : null
  }
  if ('planVersion' in awaited) {
    const { planVersion } = awaited
    const waits = state.stage === 'plan-review' && state.planVersion === planVersion
    return waits ? { type: 'StillWaits', waitsFor: { for: 'go', planVersion } } : null
  }
  return 'noteId' in awaited ? ofQuestion(tx, brief, awaited.noteId) : ofFailure(tx, brief, awaited.failedAt)
}

/** Those who have judged are not asked again, but for what they want changed. */
async function ofReview(tx: Transaction, brief: Brief, deliveryNo: number): Promise<BriefEvent> {
  const delivery = (await tx.deliveries(brief.id)).find((d) => d.number === deliveryNo)
  const given = delivery === undefined ? [] : await tx.verdictsInForce(delivery.id)
  const quorum = (await tx.project(brief.projectId))?.settings.quorum ?? 1
  const verdicts = given.map((v) => v.verdict)
  if (tally(verdicts, quorum) === 'changes') {
    const asked = given.filter((v) => v.verdict === 'request-changes').map((v) => v.personId)
    return { type: 'ReviewReminded', deliveryNo, calls: asked, waitsFor: 'note' }
  }
  const silent = (await judgesOf(tx, brief)).filter((id) => !given.some((v) => v.personId === id))
  return { type: 'ReviewReminded', deliveryNo, calls: silent, waitsFor: 'verdict' }
}

async function ofQuestion(tx: Transaction, brief: Brief, noteId: NoteId): Promise<BriefEvent | null> {
  const note = await tx.note(noteId)
  const isOver = brief.state.stage === 'cancelled' || brief.state.stage === 'failed'
  if (note?.state.is !== 'asking' || isOver) return null
  const { text, answers } = note.state.question
  const labels = answers.map((a) => a.label)
  return {
    type: 'StillWaits',
    waitsFor: { for: 'answer', noteId, text, answers: labels, personId: note.personId },
  }
}

/** A film that went on and failed again is reminded of by the later failure. */
async function ofFailure(tx: Transaction, brief: Brief, failedAt: string): Promise<BriefEvent | null> {
  if (brief.state.stage !== 'failed') return null
  const failures = (await tx.events(brief.id, 0, MOST_EVENTS)).filter(
    ({ event }) => event.type === 'StageChanged' && event.to === 'failed',
  )
  if (failures.at(-1)?.at.toISOString() !== failedAt) return null
  return { type: 'StillWaits', waitsFor: { for: 'retry', failure: brief.state.failure } }
}
