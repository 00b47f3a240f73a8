/** Takes what somebody says about a film: a change waits for others, an unclear one is asked about, talk gets no answer. */
import { remindLater } from '../coordination/remind-later.ts'
import type { Brief } from '../domain/brief.ts'
import type { Reading } from '../domain/change.ts'
import type { Failure } from '../domain/failure.ts'
import { type BriefId, makeId, makeIdFor, type PersonId } from '../domain/ids.ts'
import type { MessagePlace } from '../domain/message.ts'
import { isOpen, MAX_NOTE_CHARACTERS, type Note, type NoteState } from '../domain/note.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Take } from '../domain/take.ts'
import type { Clock } from '../ports/clock.ts'
import type { NoteReader } from '../ports/note-reader.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { answerTo } from '../words/answer.ts'
import { approximated } from './approximations.ts'
import { becameOf, closed, type Noted, stateOf, tellTaken } from './noted.ts'
import { mayNotAsk, notAllowed, refuse } from './review-door.ts'

export type NewNote = {
  readonly briefId: BriefId
  readonly personId: PersonId
  readonly text: string
  /** What the person saw; null: the newest. */
  readonly deliveryNo: number | null
  /** Counted from 0. */
  readonly shotIndex: number | null
  readonly timecodeSeconds: number | null
  /** The same words of the same person on the same delivery, sent again, are the note that is there. */
  readonly onlyOnce?: boolean
  /** The message of a platform in which it was said: the same one again is the note that is there. */
  readonly message?: MessagePlace
  /** Its author changed the message: the note that it said gives way to this one, unless it is in a plan already. */
  readonly isChanged?: boolean
  /** What names this request among all: carried out again, it is the note that is there, or the answer that was given. */
  readonly request?: string
  readonly signal?: AbortSignal
}
export type TakeNote = ReturnType<typeof createTakeNote>

export function createTakeNote(deps: {
  readonly store: Store
  readonly noteReader: NoteReader
  readonly clock: Clock
  readonly randomness: Randomness
}) {
  return async (input: NewNote): Promise<Result<Noted, Failure>> => {
    const text = input.text.trim()
    if (text === '') return fail({ type: 'note-empty' })
    if (text.length > MAX_NOTE_CHARACTERS)
      return fail({ type: 'note-too-long', characters: text.length, maxCharacters: MAX_NOTE_CHARACTERS })
    const brief = await deps.store.brief(input.briefId)
    if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
    const plan = await planSeen(brief, input.deliveryNo)
    if (plan === null) return fail({ type: 'no-delivery' })
    const takes = (await deps.store.takes(brief.id)).filter((t) => t.outcome === 'rendered')
    const project = await deps.store.project(brief.projectId)
    const { notesModel = null, plannerModel = null } = project?.settings ?? {}
    const signal = input.signal ?? AbortSignal.timeout(60_000)
    const { shotIndex, timecodeSeconds } = input
    const read = await deps.noteReader.read({
      text,
      brief,
      plan,
      takes,
      newestDelivery: brief.deliveryCount,
      shotIndex,
      timecodeSeconds,
      model: notesModel ?? plannerModel,
      signal,
    })
    if (!read.ok) return read
    const reading = read.value
    if (reading.kind === 'talk') return ok({ became: 'talk' })
    return deps.store.transact((tx) => keep(tx, { ...input, text }, reading, plan, takes))
  }

  /** The plan that the person looked at. */
  async function planSeen(brief: Brief, deliveryNo: number | null): Promise<ShotPlan | null> {
    const delivery = (await deps.store.deliveries(brief.id)).find(
      (d) => d.number === (deliveryNo ?? brief.deliveryCount),
    )
    const version = delivery?.planVersion ?? brief.planVersion
    return version === 0 ? null : deps.store.plan(brief.id, version)
  }

  async function keep(
    tx: Transaction,
    input: NewNote,
    reading: Exclude<Reading, { kind: 'talk' }>,
    plan: ShotPlan,
    takes: readonly Take[],
  ): Promise<Result<Noted, Failure>> {
    const at = deps.clock.now()
    const brief = await tx.lockBrief(input.briefId)
    if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
    const { personId, request } = input
    const id = request === undefined ? makeId('note', deps.randomness.uuid()) : makeIdFor('note', request)
    const there = request === undefined ? null : await tx.note(id)
    if (there !== null) return ok(becameOf(there))
    const mayNot =
      reading.kind === 'question'
        ? await notAllowed(tx, brief, personId, 'comment')
        : await mayNotAsk(tx, brief, personId, reading.kind === 'changes' ? reading.changes : [])
    const refused = mayNot ?? closed(brief, input.deliveryNo)
    if (refused !== null) return refuse(tx, brief, { ...input, verb: 'note', failure: refused }, at)
    if (reading.kind === 'question') {
      const text = answerTo(reading.about, brief, plan, takes)
      const isNew = request === undefined || (await tx.claimKey(personId, `answer:${request}`, 'chat', brief.id))
      if (isNew) await tx.appendEvents(brief.id, [{ type: 'Answered', text }], at)
      return ok({ became: 'answer', text })
    }
    const said = input.message === undefined ? null : await tx.messageAt(input.message)
    const heard = said?.noteId == null ? null : await tx.note(said.noteId)
    if (heard !== null && heard.state.is !== 'set-aside') {
      if (input.isChanged !== true || !isOpen(heard)) return ok(becameOf(heard))
      await tx.saveNote({ ...heard, state: { is: 'set-aside' } })
    }
    if (input.onlyOnce === true) {
      const { personId, deliveryNo, text } = input
      const earlier = (await tx.notes(brief.id)).find(
        (n) => n.personId === personId && n.deliveryNo === deliveryNo && n.text === text,
      )
      if (earlier !== undefined) return ok(becameOf(earlier))
    }
    const note = (state: NoteState): Note => ({
      id,
      briefId: brief.id,
      deliveryNo: input.deliveryNo ?? (brief.deliveryCount === 0 ? null : brief.deliveryCount),
      personId: input.personId,
      text: input.text,
      at,
      state,
    })
    if (reading.kind === 'unclear') {
      const asking = note({ is: 'asking', question: reading.question })
      await tx.insertNote(asking)
      await remember(tx, asking, input.message, at)
      const { text, answers } = reading.question
      const labels = answers.map((a) => a.label)
      await tx.appendEvents(
        brief.id,
        [{ type: 'QuestionAsked', noteId: asking.id, text, answers: labels, personId: input.personId }],
        at,
      )
      await remindLater(tx, brief.id, { noteId: asking.id })
      return ok(becameOf(asking))
    }
    const taken = note(stateOf(brief, await approximated(tx, brief, reading.changes)))
    await tx.insertNote(taken)
    await remember(tx, taken, input.message, at)
    await tellTaken(tx, brief, taken, reading.remarks, at)
    return ok(becameOf(taken))
  }
}

async function remember(tx: Transaction, note: Note, place: MessagePlace | undefined, at: Date): Promise<void> {
  if (place === undefined) return
  const { platform, workspace, channel, message } = place
  const { briefId, id: noteId } = note
  const isNew = await tx.rememberMessage({
    platform,
    workspace,
    channel,
    message,
    briefId,
    role: 'note',
    deliveryNo: null,
    noteId,
    at,
  })
  if (!isNew) await tx.saveMessageNote(place, noteId)
}
