/** Takes verdicts and takes them back; a quorum approves, one request for changes blocks, a rejection closes. */
import { advance } from '../coordination/advance.ts'
import type { Brief } from '../domain/brief.ts'
import type { Delivery } from '../domain/delivery.ts'
import type { Failure } from '../domain/failure.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Mark } from '../domain/mark.ts'
import type { MessagePlace } from '../domain/message.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { endsForce, type GivenVerdict, tally, weigh, type Verdict, type VerdictBy } from '../domain/review.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { nameOf } from './names.ts'
import { openDelivery, type Spoken } from './review-door.ts'
import { waitingNotes } from './settle-notes.ts'

export type NewVerdict = Spoken & {
  readonly verdict: Verdict
  readonly text: string | null
  readonly by: VerdictBy
  /** The message that carries the mark, where it is one. */
  readonly on?: MessagePlace
}
/** `which` null takes back whatever is in force. `on`: the message that carried the mark. */
export type TakenBack = Spoken & { readonly which: Verdict | null; readonly on?: MessagePlace }

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
      const mark = await markOf(tx, input, input.verdict)
      if (mark !== null) await tx.putMark(mark)
      const decided = await decidedSo(tx, input)
      if (decided !== null) return ok(decided)
      const open = await openDelivery(tx, { ...input, isMark: input.by === 'reaction' }, 'verdict', at)
      if (!open.ok) return open
      const { brief, delivery } = open.value
      const inForce = await inForceOf(tx, delivery, input.personId)
      const weight = weigh(inForce?.verdict ?? null, input.verdict, input.by)
      const { personId, verdict, text, by } = input
      const given = { deliveryId: delivery.id, personId, verdict, by, text, at }
      if (weight === 'same') {
        // Said by a button as well, it no longer goes with the mark.
        if (by === 'button' && inForce?.by === 'reaction') {
          await tx.revokeVerdict(delivery.id, personId, at)
          await tx.insertVerdict({ ...given, text: text ?? inForce.text }, true)
        }
        // Counted all the same: the project's quorum may have changed since.
        return ok(await conclude(tx, brief, delivery, at))
      }
      if (weight === 'takes-force') await tx.revokeVerdict(delivery.id, personId, at)
      await tx.insertVerdict(given, weight === 'takes-force')
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
      const mark = input.which === null ? null : await markOf(tx, input, input.which)
      if (mark !== null) {
        await tx.dropMark(mark)
        // The same mark may stand under another message of the delivery.
        const others = (await tx.marks(mark.deliveryId)).filter((m) => m.personId === mark.personId)
        if (others.some((m) => m.verdict === mark.verdict))
          return fail({ type: 'nothing-to-revoke', deliveryNo: input.deliveryNo })
      }
      const open = await openDelivery(tx, { ...input, isMark: input.on !== undefined }, 'verdict', at)
      if (!open.ok) return open
      const { brief, delivery } = open.value
      const inForce = await inForceOf(tx, delivery, input.personId)
      const by = mark === null ? 'button' : 'reaction'
      if (inForce === null || !endsForce(inForce, input.which, by))
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
            verdict: inForce.verdict,
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
  if (delivery === undefined || (await inForceOf(tx, delivery, personId))?.verdict !== verdict) return null
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

const inForceOf = async (tx: Transaction, delivery: Delivery, personId: PersonId): Promise<GivenVerdict | null> =>
  (await tx.verdictsInForce(delivery.id)).find((v) => v.personId === personId) ?? null

/** Known whatever comes of it, so that nothing more comes of it at the next start. */
async function markOf(tx: Transaction, said: Spoken & Pick<TakenBack, 'on'>, verdict: Verdict): Promise<Mark | null> {
  const { briefId, personId, deliveryNo, on: place } = said
  if (place === undefined || (await tx.lockBrief(briefId)) === null) return null
  const delivery = (await tx.deliveries(briefId)).find((d) => d.number === deliveryNo)
  return delivery === undefined ? null : { deliveryId: delivery.id, personId, verdict, place }
}
