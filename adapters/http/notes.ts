/** The routes of revision: say what to change, answer what Nora asks back, and let her begin. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Note } from '../../src/domain/note.ts'
import type { Nora } from '../../src/nora.ts'
import type { PersonNamed } from './asker.ts'
import { zBrief } from './brief-json.ts'
import { jsonLimit } from './json-limit.ts'
import { toNotedJson, toNoteJson, zNewNote, zNote, zNoted } from './note-json.ts'
import { onInvalid } from './on-error.ts'
import { invalidInput, orRefuse, Refused } from './problem.ts'
import type { ReadInFull } from './read-in-full.ts'
import { answers, briefIdOf, BRIEFS, jsonBody, otherwise, zId } from './wire.ts'

const tags = ['review']
const one = { params: zId('brf_…') }
const noted = {
  200: answers(zNoted, 'It changes nothing: talk, a question that is answered, or one that Nora asks back'),
  202: answers(zNoted, 'A note: it waits for others that may follow, then the film is revised'),
  default: otherwise,
}

const say = createRoute({
  method: 'post',
  path: `${BRIEFS}/{id}/notes`,
  tags,
  summary: 'Say what to change, in plain words',
  middleware: jsonLimit,
  request: {
    ...one,
    body: jsonBody(zNewNote, { text: 'shot 2 darker', timecodeSeconds: 3.5 }),
  },
  responses: noted,
})

const list = createRoute({
  method: 'get',
  path: `${BRIEFS}/{id}/notes`,
  tags,
  summary: 'List the notes of a brief, oldest first',
  request: one,
  responses: {
    200: answers(z.object({ items: z.array(zNote), nextCursor: z.null() }), 'All notes'),
    default: otherwise,
  },
})

const answer = createRoute({
  method: 'post',
  path: `${BRIEFS}/{id}/notes/{noteId}/answer`,
  tags,
  summary: 'Answer what Nora asked about a note',
  middleware: jsonLimit,
  request: {
    params: one.params.extend({
      noteId: z.string().openapi({ param: { name: 'noteId', in: 'path' }, example: 'nte_…' }),
    }),
    body: jsonBody(
      z.strictObject({
        answer: z.number().int().min(0).openapi({ description: 'Which of the answers; 0 is the first.' }),
        personId: z.string().optional(),
      }),
      { answer: 0 },
    ),
  },
  responses: noted,
})

const renderAnew = createRoute({
  method: 'post',
  path: `${BRIEFS}/{id}/notes/{noteId}/render`,
  tags,
  summary: 'Have rendered anew what the cut only comes near to, where a note offered it',
  middleware: jsonLimit,
  request: {
    params: answer.request.params,
    body: { ...jsonBody(z.strictObject({ personId: z.string().optional() }), {}), required: false },
  },
  responses: noted,
})

const begin = createRoute({
  method: 'post',
  path: `${BRIEFS}/{id}/revision`,
  tags,
  summary: 'Take up the notes that wait at once; reopens a film that is approved',
  middleware: jsonLimit,
  request: {
    ...one,
    body: {
      ...jsonBody(
        z.strictObject({
          personId: z.string().optional(),
          noteId: z.string().optional().openapi({
            description: 'The note that was looked at; when it is taken up already, nothing more happens.',
          }),
        }),
        {},
      ),
      required: false,
    },
  },
  responses: { 200: answers(zBrief, 'The brief as it is now'), default: otherwise },
})

export function createNoteRoutes(deps: {
  readonly nora: Pick<Nora, 'readBrief' | 'takeNote' | 'listNotes' | 'answerQuestion' | 'renderAnew' | 'startRevision'>
  readonly readInFull: ReadInFull
  readonly personNamed: PersonNamed
}) {
  const { nora, personNamed } = deps
  const app = new OpenAPIHono({ defaultHook: onInvalid })

  const notesOf = async (briefId: BriefId): Promise<readonly Note[]> => {
    orRefuse(await nora.readBrief(briefId))
    return nora.listNotes(briefId)
  }

  app.openapi(say, async (c) => {
    const briefId = briefIdOf(c.req.valid('param').id)
    const { text, personId, deliveryNumber, shotIndex, timecodeSeconds } = c.req.valid('json')
    const taken = orRefuse(
      await nora.takeNote({
        briefId,
        personId: await personNamed('personId', personId),
        text,
        deliveryNo: deliveryNumber ?? null,
        shotIndex: shotIndex ?? null,
        timecodeSeconds: timecodeSeconds ?? null,
      }),
    )
    return c.json(toNotedJson(taken), taken.became === 'note' ? 202 : 200)
  })

  app.openapi(list, async (c) => {
    const notes = await notesOf(briefIdOf(c.req.valid('param').id))
    return c.json({ items: notes.map(toNoteJson), nextCursor: null }, 200)
  })

  app.openapi(answer, async (c) => {
    const { id, noteId } = c.req.valid('param')
    const body = c.req.valid('json')
    const note = noteNamed(await notesOf(briefIdOf(id)), noteId)
    if (note.state.is === 'asking' && body.answer >= note.state.question.answers.length)
      throw invalidInput([{ path: 'answer', message: `must be below ${note.state.question.answers.length}` }])
    const personId = await personNamed('personId', body.personId)
    const taken = orRefuse(await nora.answerQuestion({ noteId: note.id, personId, answer: body.answer }))
    return c.json(toNotedJson(taken), taken.became === 'note' ? 202 : 200)
  })

  app.openapi(renderAnew, async (c) => {
    const { id, noteId } = c.req.valid('param')
    const note = noteNamed(await notesOf(briefIdOf(id)), noteId)
    const personId = await personNamed('personId', c.req.valid('json').personId)
    const taken = orRefuse(await nora.renderAnew({ noteId: note.id, personId }))
    return c.json(toNotedJson(taken), taken.became === 'note' ? 202 : 200)
  })

  app.openapi(begin, async (c) => {
    const briefId = briefIdOf(c.req.valid('param').id)
    const body = c.req.valid('json')
    const note = body.noteId === undefined ? null : noteNamed(await notesOf(briefId), body.noteId)
    const personId = await personNamed('personId', body.personId)
    orRefuse(await nora.startRevision({ briefId, personId, noteId: note?.id ?? null }))
    return c.json(await deps.readInFull(briefId), 200)
  })

  return app
}

/** A note of another brief is not there. */
function noteNamed(notes: readonly Note[], noteId: string): Note {
  const note = notes.find((n) => n.id === noteId)
  if (note !== undefined) return note
  throw new Refused(404, {
    code: 'note-unknown',
    message: 'There is no such note: list the notes of the brief, and look at its id.',
    details: { noteId: noteId.slice(0, 100) },
  })
}
