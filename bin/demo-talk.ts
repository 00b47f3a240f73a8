/** What a person may type under a delivery in the terminal: a verdict, an answer, Go, or a note in their own words. */
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Failure } from '../src/domain/failure.ts'
import { type BriefId, LOCAL_PERSON, type NoteId } from '../src/domain/ids.ts'
import type { Result } from '../src/domain/result.ts'
import type { Verdict } from '../src/domain/review.ts'
import type { Nora } from '../src/nora.ts'
import { sayFailure } from '../src/words/say.ts'

export const TALK_HELP =
  'Type what to change, or: approve, reject, changes, take back, go, render anew, use this look, a number to answer a question. An empty line ends.'

const VERDICT_WORDS: Readonly<Record<string, Verdict>> = {
  approve: 'approve',
  reject: 'reject',
  changes: 'request-changes',
}

/** `say` shows a sentence of Nora's that is not in the log. */
export function createTalk(o: {
  readonly nora: Nora
  readonly briefId: BriefId
  readonly say: (sentence: string) => void
}) {
  const who = { briefId: o.briefId, personId: LOCAL_PERSON }
  let asked: NoteId | null = null
  let offered: NoteId | null = null

  const tell = (result: Result<unknown, Failure>): void => {
    if (!result.ok) o.say(sayFailure(result.failure))
  }

  async function deliveryNo(): Promise<number> {
    const read = await o.nora.readBrief(o.briefId)
    return read.ok ? read.value.brief.deliveryCount : 0
  }

  /** One line of a person. */
  async function act(line: string): Promise<void> {
    const words = line.trim().toLowerCase()
    const verdict = VERDICT_WORDS[words]
    if (verdict !== undefined)
      return tell(
        await o.nora.giveVerdict({ ...who, deliveryNo: await deliveryNo(), verdict, text: null, by: 'button' }),
      )
    if (words === 'take back')
      return tell(await o.nora.takeBackVerdict({ ...who, deliveryNo: await deliveryNo(), which: null }))
    if (words === 'go') return tell(await go())
    if (/^use (?:this|the|its) look$/.test(words)) return tell(await useLook())
    if (/^render (?:it )?anew$/.test(words) && offered !== null)
      return tell(await o.nora.renderAnew({ noteId: offered, personId: LOCAL_PERSON }))
    if (/^\d+$/.test(words) && asked !== null)
      return tell(await o.nora.answerQuestion({ noteId: asked, personId: LOCAL_PERSON, answer: Number(words) - 1 }))
    const noted = await o.nora.takeNote({
      ...who,
      text: line,
      deliveryNo: null,
      shotIndex: null,
      timecodeSeconds: null,
    })
    tell(noted)
    if (!noted.ok) return
    if (noted.value.became === 'note' && noted.value.offer !== null) offered = noted.value.noteId
    asked = noted.value.became === 'question-to-you' ? noted.value.noteId : asked
  }

  /** A plan that waits is started, else the notes that wait are taken up. */
  async function go(): Promise<Result<unknown, Failure>> {
    const read = await o.nora.readBrief(o.briefId)
    return read.ok && read.value.brief.state.stage === 'plan-review'
      ? o.nora.go({ ...who, planVersion: null })
      : o.nora.startRevision(who)
  }

  async function useLook(): Promise<Result<unknown, Failure>> {
    const read = await o.nora.readBrief(o.briefId)
    return read.ok ? o.nora.useLook({ ...who, projectId: read.value.brief.projectId }) : read
  }

  return {
    /** Reads until an empty line or the end; then takes up what still waits. */
    async listen(from: Readable, over: AbortSignal): Promise<void> {
      for await (const line of createInterface({ input: from })) {
        if (line.trim() === '' || over.aborted) break
        await act(line)
      }
      if (over.aborted) return
      if ((await o.nora.listNotes(o.briefId)).some((n) => n.state.is === 'waiting')) await o.nora.startRevision(who)
    },
  }
}
