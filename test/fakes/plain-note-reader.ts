/** A reader of notes that knows four kinds of words: "shot 2 darker", a question, thanks, and all else, which it asks about. */
import type { Change } from '../../src/domain/change.ts'
import { ok } from '../../src/domain/result.ts'
import type { NoteReader } from '../../src/ports/note-reader.ts'

const DARKER_STOPS = -0.5

export const createPlainNoteReader = (): NoteReader => ({
  read: async ({ text, plan, shotIndex }) => {
    const darker = (index: number): readonly Change[] =>
      plan.shots
        .filter((shot) => shot.index === index)
        .map((shot) => ({ type: 'finish', shotIds: [shot.id], exposure: DARKER_STOPS }))
    const number = /\bshot (\d+)\b/i.exec(text)?.[1]
    const index = number === undefined ? shotIndex : Number(number) - 1
    if (/\bdarker\b/i.test(text) && index !== null && darker(index).length > 0)
      return ok({ kind: 'changes', changes: darker(index), remarks: [] })
    if (text.endsWith('?')) return ok({ kind: 'question', about: 'status' })
    if (/\bthanks\b/i.test(text)) return ok({ kind: 'talk' })
    return ok({
      kind: 'unclear',
      question: {
        text: 'Which shot shall be darker?',
        answers: [
          ...plan.shots.map((shot) => ({ label: `Shot ${shot.index + 1}`, changes: darker(shot.index) })),
          { label: 'Leave it', changes: [] },
        ],
      },
    })
  },
})
