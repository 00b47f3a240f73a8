/** Takes verdicts and takes them back; a quorum approves, one request for changes blocks, a rejection closes. */
import { advance } from '../coordination/advance.ts'
import type { Brief } from '../domain/brief.ts'
import type { Delivery } from '../domain/delivery.ts'
import type { Failure } from '../domain/failure.ts'
import type { PersonId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { endsForce, tally, weigh, type Verdict, type VerdictBy } from '../domain/review.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { nameOf } from './names.ts'
import { openDelivery, type Spoken } from './review-door.ts'
import { waitingNotes } from './settle-notes.ts'

export type NewVerdict = Spoken & { readonly verdict: Verdict; readonly text: string | null; readonly by: VerdictBy }
/** `which` null takes back whatever is in force. */
export type TakenBack = Spoken & { readonly which: Verdict | null }

/** What the verdicts amount to now. */
export type Standing = { readonly brief: Brief; readonly standing: ReturnType<typeof tally> }

type Deps = { readonly store: Store; readonly clock: Clock }
export type GiveVerdict = ReturnType<typeof createGiveVerdict>
export type TakeBackVerdict = ReturnType<typeof createTakeBackVerdict>

export const createGiveVerdict =
  (deps: Deps) =>
  (input: NewVerdict): Promise<Result<Standing, Failure>> =>
    deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const decided = await decidedSo(tx, input)
      if (decided !== null) return ok(decided)
      const open = await openDelivery(tx, input, 'verdict', at)
      if (!open.ok) return open
      const { brief, delivery } = open.value
      const inForce = await inForceOf(tx, delivery, input.personId)
      const weight = weigh(inForce, input.verdict, input.by)
      // Counted all the same: the project's quorum may have changed since.
      if (weight === 'same') return ok(await conclude(tx, brief, delivery, at))
      if (weight === 'takes-force') await tx.revokeVerdict(delivery.id, input.personId, at)
      const { personId, verdict, text } = input
      await tx.insertVerdict({ deliveryId: delivery.id, personId, verdict, text, at }, weight === 'takes-force')
      await tx.appendEvents(
        brief.id,
        [
          {
            type: 'VerdictGiven',
            deliveryNo: delivery.number,
            personId,
            who: await nameOf(tx, personId),
            verdict,
            text,
            counts: weight === 'takes-force',
          },
        ],
        at,
      )
      return ok(await conclude(tx, brief, delivery, at))
    })

export const createTakeBackVerdict =
  (deps: Deps) =>
  (input: TakenBack): Promise<Result<Standing, Failure>> =>
    deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const open = await openDelivery(tx, input, 'verdict', at)
      if (!open.ok) return open
      const { brief, delivery } = open.value
      const inForce = await inForceOf(tx, delivery, input.personId)
      if (inForce === null || !endsForce(inForce, input.which))
        return fail({ type: 'nothing-to-revoke', deliveryNo: delivery.number })
      await tx.revokeVerdict(delivery.id, input.personId, at)
      await tx.appendEvents(
        brief.id,
        [
          {
            type: 'VerdictRevoked',
            deliveryNo: delivery.number,
            personId: input.personId,
            who: await nameOf(tx, input.personId),
            verdict: inForce,
          },
        ],
        at,
      )
      // Without the objection, the approvals that are there may be enough.
      return ok(await conclude(tx, brief, delivery, at))
    })

/** The same click twice is one: the second finds what the first decided. */
async function decidedSo(
  tx: Transaction,
  { briefId, personId, deliveryNo, verdict }: NewVerdict,
): Promise<Standing | null> {
  const brief = await tx.lockBrief(briefId)
  const isDecided = brief?.state.stage === 'approved' || brief?.state.stage === 'cancelled'
  if (brief === null || !isDecided || deliveryNo !== brief.deliveryCount) return null
  const delivery = (await tx.deliveries(briefId)).find((d) => d.number === deliveryNo)
  if (delivery === undefined || (await inForceOf(tx, delivery, personId)) !== verdict) return null
  return standing(tx, brief, delivery)
}

/** Moves the brief on when the verdicts in force decide it. */
async function conclude(tx: Transaction, brief: Brief, delivery: Delivery, at: Date): Promise<Standing> {
  const now = await standing(tx, brief, delivery)
  const verdicts = await tx.verdictsInForce(delivery.id)
  const deliveryNo = delivery.number
  if (now.standing === 'approved') {
    const by = await Promise.all(verdicts.map((v) => nameOf(tx, v.personId)))
    const moved = await advance(tx, brief, { type: 'approved', deliveryNo }, at, {
      by: 'nora',
      events: [{ type: 'Approved', deliveryNo, by, when: at.toISOString() }],
    })
    await putOffNotes(tx, brief, at)
    return moved.ok ? { ...now, brief: moved.value } : now
  }
  if (now.standing === 'rejected') {
    const rejection = verdicts.find((v) => v.verdict === 'reject')
    const who = rejection === undefined ? 'Somebody' : await nameOf(tx, rejection.personId)
    const moved = await advance(tx, brief, { type: 'rejected', deliveryNo }, at, {
      by: 'nora',
      events: [{ type: 'Rejected', deliveryNo, who, text: rejection?.text ?? null }],
    })
    return moved.ok ? { ...now, brief: moved.value } : now
  }
  // Judged is judged, whatever it comes to; a verdict that is taken back is waited for again.
  await (now.standing === 'changes' ? tx.closeTasks(brief.id) : tx.reopenTask(brief.id))
  return now
}

/** Notes that nobody took up before the approval wait for "Reopen?" like those that come after it. */
async function putOffNotes(tx: Transaction, brief: Brief, at: Date): Promise<void> {
  for (const note of await waitingNotes(tx, brief.id)) {
    if (note.state.is !== 'waiting') continue
    await tx.saveNote({ ...note, state: { is: 'after-approval', changes: note.state.changes } })
    const { id: noteId, personId, text } = note
    const who = await nameOf(tx, personId)
    await tx.appendEvents(
      brief.id,
      [{ type: 'NoteTaken', noteId, personId, who, text, remarks: [], offer: null, waitsFor: 'reopening' }],
      at,
    )
  }
}

async function standing(tx: Transaction, brief: Brief, delivery: Delivery): Promise<Standing> {
  const project = await tx.project(brief.projectId)
  const verdicts = await tx.verdictsInForce(delivery.id)
  return {
    brief,
    standing: tally(
      verdicts.map((v) => v.verdict),
      project?.settings.quorum ?? 1,
    ),
  }
}

const inForceOf = async (tx: Transaction, delivery: Delivery, personId: PersonId): Promise<Verdict | null> =>
  (await tx.verdictsInForce(delivery.id)).find((v) => v.personId === personId)?.verdict ?? null
