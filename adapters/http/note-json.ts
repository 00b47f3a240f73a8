/** A note as the wire has it: where it stands, and what became of it when it was said. */
import { z } from '@hono/zod-openapi'
import type { Change } from '../../src/domain/change.ts'
import type { Note, NoteState } from '../../src/domain/note.ts'
import type { Nora } from '../../src/nora.ts'
import { zText } from './wire.ts'

/** Whether the text is empty or too long the domain says in its own sentences. */
export const zNewNote = z
  .strictObject({
    text: zText.openapi({ example: 'shot 2 darker' }),
    personId: z.string().optional(),
    deliveryNumber: z.number().int().min(1).optional().openapi({
      description: 'What was looked at; when a newer one is here, nothing happens. Left out: the newest.',
    }),
    shotIndex: z.number().int().min(0).optional().openapi({ description: '0 is the first shot of the film.' }),
    timecodeSeconds: z.number().min(0).optional(),
  })
  .openapi('NewNote')

const CHANGES = [
  'content',
  'finish',
  'film-length',
  'shot-length',
  'swap',
  'move',
  'drop',
  'add',
  'lock',
  'use-take',
  'back-to',
  'reroll',
  'voiceover',
] as const satisfies readonly Change['type'][]
const STATES = [
  'waiting',
  'asking',
  'after-approval',
  'taken',
  'set-aside',
] as const satisfies readonly NoteState['is'][]

const zChange = z
  .looseObject({ type: z.enum(CHANGES) })
  .openapi('Change', { description: 'What is asked of the plan; the other fields depend on the type.' })

const zQuestion = z.object({ text: z.string(), answers: z.array(z.string()) }).openapi('Question')

export const zNote = z
  .object({
    id: z.string(),
    deliveryNumber: z.number().nullable().openapi({ description: 'What it was said to; null before the first.' }),
    personId: z.string(),
    text: z.string(),
    at: z.iso.datetime(),
    state: z.enum(STATES),
    changes: z.array(zChange).optional(),
    question: zQuestion.optional().openapi({ description: 'What must be answered first; only while "asking".' }),
    planVersion: z.number().optional().openapi({ description: 'The plan that follows it; only when "taken".' }),
  })
  .openapi('Note')

export const toNoteJson = (note: Note): z.infer<typeof zNote> => ({
  id: note.id,
  deliveryNumber: note.deliveryNo,
  personId: note.personId,
  text: note.text,
  at: note.at.toISOString(),
  ...toStateJson(note.state),
})

function toStateJson(state: NoteState): Pick<z.infer<typeof zNote>, 'state' | 'changes' | 'question' | 'planVersion'> {
  const { is } = state
  switch (is) {
    case 'asking':
      return { state: is, question: { text: state.question.text, answers: state.question.answers.map((a) => a.label) } }
    case 'taken':
      return { state: is, changes: toChangesJson(state.changes), planVersion: state.planVersion }
    case 'set-aside':
      return { state: is }
    default:
      return { state: is, changes: toChangesJson(state.changes) }
  }
}

const toChangesJson = (changes: readonly Change[]) => changes.map((change) => ({ ...change }))

export const zNoted = z
  .object({
    became: z.enum(['note', 'question', 'answer', 'talk']),
    noteId: z.string().optional(),
    changes: z.array(zChange).optional().openapi({ description: 'What will be done; only for a note.' }),
    question: zQuestion
      .optional()
      .openapi({ description: 'What Nora asks back; nothing is done until it is answered.' }),
    offer: z.string().optional().openapi({
      description: 'What the cut only comes near to; …/notes/{noteId}/render renders it anew instead.',
    }),
    text: z.string().optional().openapi({ description: 'What Nora answers to a question of yours.' }),
  })
  .openapi('Noted')

type Noted = Extract<Awaited<ReturnType<Nora['takeNote']>>, { ok: true }>['value']

export function toNotedJson(noted: Noted): z.infer<typeof zNoted> {
  switch (noted.became) {
    case 'note':
      return {
        became: 'note',
        noteId: noted.noteId,
        changes: toChangesJson(noted.changes),
        ...(noted.offer === null ? {} : { offer: noted.offer }),
      }
    case 'question-to-you':
      return {
        became: 'question',
        noteId: noted.noteId,
        question: { text: noted.text, answers: [...noted.answers] },
      }
    default:
      return noted
  }
}
