/** What people say and press in a film's thread, and what they are answered: adapters translate, and call these. */
import { mayDo } from '../src/domain/access.ts'
import type { Failure } from '../src/domain/failure.ts'
import type { BriefId, PersonId } from '../src/domain/ids.ts'
import type { MessagePlace } from '../src/domain/message.ts'
import type { Result } from '../src/domain/result.ts'
import type { Verdict } from '../src/domain/review.ts'
import type { Nora } from '../src/nora.ts'
import { card } from '../src/words/card.ts'
import { parsePress, type Pressed } from '../src/words/press.ts'
import { type Answer, type Asked, type Form, NOTHING, refuse, refused, requestOf, say } from './command.ts'
import { parseCommand } from './parse-command.ts'
import { runCommand } from './run.ts'

const UNHEARD = say(card('I read nothing to change in that: say for instance “shot 2 darker”, or “help”.', []))

const VERDICT_IN_WORDS =
  /^\s*(?:please )?(?:approve|approved|reject|rejected|request changes)(?: (?:it|this|the film))?[.! ]*$/i
const BY_MARK = refuse(
  'A verdict is a mark on the film, ✅ 🔁 or ❌, or a button under it; in words say what to change, such as “shot 2 darker”.',
)

/** `isCalled`: it was said to Nora by name. */
type Said = { readonly place: MessagePlace; readonly text: string; readonly isCalled?: boolean }

/**
 * A message in a film's thread: a leading verb is that command, all else is a note; talk is answered only where Nora was
 * called, files count too. `asked.briefId` is the film's.
 */
export async function replyInThread(nora: Nora, asked: Asked, said: Said): Promise<Answer> {
  const { briefId, personId } = asked
  if (briefId === null) return NOTHING
  const typed = parseCommand(said.text)
  if (typed !== null && typed.command.name !== 'brief') return runCommand(nora, typed.command, asked, typed.given)
  if (said.isCalled === true && VERDICT_IN_WORDS.test(said.text)) return BY_MARK
  const by = { briefId, personId, request: requestOf(asked) }
  const dropped = asked.files.length === 0 ? null : await nora.filesInThread({ ...by, files: asked.files })
  if (dropped?.ok === false) return refused(dropped.failure)
  const [lost] = dropped?.value.refused ?? []
  if (said.text.trim() === '') return lost === undefined ? NOTHING : refused(lost)
  const noted = await nora.takeNote({
    ...by,
    text: said.text,
    deliveryNo: null,
    shotIndex: null,
    timecodeSeconds: null,
    message: said.place,
  })
  // What became of it is told in the thread, for all to read.
  if (!noted.ok) return refused(noted.failure)
  if (noted.value.became === 'talk' && said.isCalled === true && asked.files.length === 0) return UNHEARD
  return lost === undefined ? NOTHING : refused(lost)
}

/** Until its note is taken up, what stands in the message counts; a message that said none may say one now. */
export async function messageEdited(
  nora: Nora,
  asked: Asked,
  said: { readonly place: MessagePlace; readonly text: string },
): Promise<Answer> {
  const known = await nora.messageAt(said.place)
  if (known === null) return parseCommand(said.text) === null ? replyInThread(nora, asked, said) : NOTHING
  const changed = await nora.changeNote({ ...said, personId: asked.personId })
  return changed.ok ? NOTHING : refused(changed.failure)
}

/** Platforms do not say who deleted a message: its author's note goes with it. */
export async function messageDeleted(nora: Nora, said: { readonly place: MessagePlace }): Promise<void> {
  await nora.withdrawNote(said)
}

/** A mark that is put on a message. `personId` null: Nora's own. What shows no delivery is ignored. */
export const markAdded = async (
  nora: Nora,
  on: { readonly place: MessagePlace; readonly personId: PersonId | null; readonly mark: Verdict },
): Promise<Answer> =>
  on.personId === null
    ? NOTHING
    : answered(await nora.judgeMessage({ ...on, verdict: on.mark, text: null, by: 'reaction' }))

export async function markRemoved(
  nora: Nora,
  on: { readonly place: MessagePlace; readonly personId: PersonId | null; readonly mark: Verdict },
): Promise<Answer> {
  if (on.personId === null) return NOTHING
  const taken = await nora.takeBackOnMessage({ ...on, which: on.mark })
  // A mark that never counted, or that something stricter has replaced, goes without a word.
  return !taken.ok && taken.failure.type === 'nothing-to-revoke' ? NOTHING : answered(taken)
}

/** A button of one of our cards, by the text that travelled with it (`pressId`). */
export async function pressed(nora: Nora, text: string, personId: PersonId): Promise<Answer> {
  const press = parsePress(text)
  if (press === null) return refuse('That button is none of mine any more: say it in words, or ask “help”.')
  const answer = await press_(nora, press, personId)
  const done = DONE[press.is]
  return answer.show === 'nothing' && done !== null ? { show: 'nothing', done } : answer
}

/** Null where others may press as well, or once more. */
const DONE: Readonly<Record<Pressed['is'], string | null>> = {
  go: 'Go',
  cancel: 'Cancelled',
  answer: 'Answered',
  'start-revision': 'Go',
  'render-anew': 'Render anew',
  'use-look': 'Use this look',
  retry: 'Again',
  change: null,
  verdict: null,
}

async function press_(nora: Nora, p: Pressed, personId: PersonId): Promise<Answer> {
  switch (p.is) {
    case 'go':
      return answered(await nora.go({ ...p, personId }))
    case 'cancel':
      return answered(await nora.cancel({ ...p, personId }))
    case 'change':
      return { show: 'form', form: reviseForm(p.briefId, 'What should change in the plan?') }
    case 'verdict': {
      const given = await nora.judge({ ...p, personId, text: null, by: 'button' })
      const isToRevise =
        p.verdict === 'request-changes' && (given.ok || (await mayOnlyNote(nora, p.briefId, personId, given.failure)))
      return isToRevise ? { show: 'form', form: reviseForm(p.briefId, 'What should change?') } : answered(given)
    }
    case 'use-look': {
      const read = await nora.readBrief(p.briefId)
      return read.ok
        ? answered(await nora.useLook({ ...p, projectId: read.value.brief.projectId, personId }))
        : refused(read.failure)
    }
    case 'answer':
      return answered(await nora.answerQuestion({ ...p, personId }))
    case 'render-anew':
      return answered(await nora.renderAnew({ ...p, personId }))
    case 'start-revision': {
      const briefId = await nora.briefOfNote(p.noteId)
      return briefId === null
        ? refused({ type: 'question-closed' })
        : answered(await nora.startRevision({ briefId, noteId: p.noteId, personId }))
    }
    case 'retry':
      return answered(await nora.retry({ ...p, personId }))
  }
}

/** Who may not judge may still say what should change. */
async function mayOnlyNote(nora: Nora, briefId: BriefId, personId: PersonId, failure: Failure): Promise<boolean> {
  const read = failure.type === 'not-allowed' ? await nora.readBrief(briefId) : null
  if (read?.ok !== true) return false
  const { projectId, requesterId } = read.value.brief
  const role = await nora.readRole(projectId, personId)
  return mayDo({ personId, role }, 'note', { requesterId, hasReviewers: true }).ok
}

const reviseForm = (briefId: string, title: string): Form => ({ title, command: 'revise', given: { brief: briefId } })

/** What was done is told in the thread; only what was not is said to who asked. */
const answered = (done: Result<unknown, Failure>): Answer => (done.ok ? NOTHING : refused(done.failure))
