/** Does what people say over HTTP become what it is: a note, a question, an answer, talk; and does a film go on from it? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliveredAgain, planMade } from './film.ts'
import { type Service, startService } from './service.ts'
import { openStudio, type Studio } from './studio.ts'

let nora: Service
let studio: Studio
/** In review, and nothing that is said to it may leave a trace. */
let untouched: Awaited<ReturnType<Studio['inReview']>>
beforeAll(async () => {
  nora = await startService()
  studio = await openStudio(nora)
  untouched = await studio.inReview()
})
afterAll(() => nora.close())

const noteIn = (json: unknown) => (json as { noteId: string }).noteId

describe('what is said', () => {
  test('is a note when it asks for a change', async () => {
    const film = await studio.inReview()
    const said = await film.say(' shot 1 darker ', { deliveryNumber: 1 })
    expect(said).toMatchObject({ status: 202, json: { became: 'note', changes: [{ type: 'finish', exposure: -0.5 }] } })
    const note = {
      id: noteIn(said.json),
      deliveryNumber: 1,
      text: 'shot 1 darker',
      state: 'waiting',
      changes: [{ type: 'finish' }],
    }
    expect(await film.notes()).toMatchObject({ items: [note], nextCursor: null })
    expect(await film.read()).toMatchObject({ status: 'in-review', notes: [note] })
  })

  test('is found where the person pointed', async () => {
    const film = await studio.inReview()
    expect((await film.say('darker', { shotIndex: 0 })).json).toMatchObject({ became: 'note' })
  })

  test('is answered when it asks', async () => {
    const film = await studio.inReview()
    const said = await film.say('how far are we?')
    expect(said).toMatchObject({ status: 200, json: { became: 'answer', text: expect.stringMatching(/\w/) } })
    expect(await film.notes()).toMatchObject({ items: [] })
  })

  test('is nothing when it is talk', async () => {
    const film = await studio.inReview()
    const before = await nora.store.events(film.briefId, 0, 1000)
    expect(await film.say('thanks')).toMatchObject({ status: 200, json: { became: 'talk' } })
    expect(await film.notes()).toMatchObject({ items: [] })
    expect(await nora.store.events(film.briefId, 0, 1000)).toEqual(before)
  })

  test('to an old delivery changes nothing and is told which is here', async () => {
    const film = await studio.inReview()
    await film.say('shot 1 darker')
    await film.begin()
    await deliveredAgain(nora.store, film.briefId, studio.film)
    expect(await film.say('shot 1 darker', { deliveryNumber: 1 })).toMatchObject({
      status: 409,
      json: { error: { code: 'stale-delivery', details: { newest: 2 } } },
    })
    expect((await film.say('shot 1 darker', { deliveryNumber: 2 })).status).toBe(202)
  })

  test('before there is a plan is answered so', async () => {
    const briefId = await studio.taken()
    expect(await nora.post(`/api/nora/cinematics/briefs/${briefId}/notes`, { text: 'shot 1 darker' })).toMatchObject({
      status: 409,
      json: { error: { code: 'no-delivery' } },
    })
  })

  test('by somebody who may not is refused', async () => {
    const film = await studio.inReview()
    const personId = await studio.person('Guest', 'guest')
    expect(await film.say('shot 1 darker', { personId })).toMatchObject({ status: 403 })
    expect(await film.notes()).toMatchObject({ items: [] })
  })

  test.each([
    ['nothing', { text: '  ' }, 'note-empty', undefined],
    ['a novel', { text: 'darker '.repeat(1000) }, 'note-too-long', undefined],
    ['no text', {}, 'invalid-input', 'text'],
    ['an unknown field', { text: 'shot 1 darker', shot: 1 }, 'invalid-input', 'shot'],
    ['delivery 0', { text: 'shot 1 darker', deliveryNumber: 0 }, 'invalid-input', 'deliveryNumber'],
    ['half a shot', { text: 'shot 1 darker', shotIndex: 0.5 }, 'invalid-input', 'shotIndex'],
    ['time before the film', { text: 'shot 1 darker', timecodeSeconds: -1 }, 'invalid-input', 'timecodeSeconds'],
    ['a person who is nobody', { text: 'shot 1 darker', personId: 'me' }, 'invalid-input', 'personId'],
  ])('with %s is refused', async (_, body, code, path) => {
    const film = untouched
    expect(await nora.post(`/api/nora/cinematics/briefs/${film.briefId}/notes`, body)).toMatchObject({
      status: 422,
      json: { error: { code, details: path === undefined ? {} : { problems: [{ path }] } } },
    })
    expect(await film.notes()).toMatchObject({ items: [] })
  })
})

describe('a question back', () => {
  const asked = async () => {
    const film = await studio.inReview()
    const said = await film.say('hm, unclear')
    expect(said).toMatchObject({
      status: 200,
      json: { became: 'question', question: { text: 'Which shot shall be darker?', answers: ['Shot 1', 'Leave it'] } },
    })
    return { film, noteId: noteIn(said.json) }
  }

  test('waits, and its answer makes it a note, once', async () => {
    const { film, noteId } = await asked()
    expect(await film.notes()).toMatchObject({
      items: [{ state: 'asking', question: { answers: ['Shot 1', 'Leave it'] } }],
    })
    expect(await film.begin()).toMatchObject({ status: 409 })
    expect(await film.answer(noteId, 0)).toMatchObject({ status: 202, json: { became: 'note', noteId } })
    expect(await film.answer(noteId, 1)).toMatchObject({ status: 409, json: { error: { code: 'question-closed' } } })
    expect(await film.notes()).toMatchObject({ items: [{ state: 'waiting', changes: [{ type: 'finish' }] }] })
  })

  test('answered twice at one moment is answered once', async () => {
    const { film, noteId } = await asked()
    const both = await Promise.all([film.answer(noteId, 0), film.answer(noteId, 1)])
    expect(both.filter((a) => a.status === 409)).toHaveLength(1)
    const [note] = ((await film.notes()) as { items: { state: string }[] }).items
    expect(note?.state).toBe(both[0]?.status === 409 ? 'set-aside' : 'waiting')
  })

  test('answered with "leave it" changes nothing', async () => {
    const { film, noteId } = await asked()
    expect(await film.answer(noteId, 1)).toMatchObject({ status: 200, json: { became: 'talk' } })
    expect(await film.notes()).toMatchObject({ items: [{ state: 'set-aside' }] })
  })

  test('takes no answer that is none, of nobody, or of those who may not', async () => {
    const { film, noteId } = await asked()
    for (const answer of [2, -1, 0.5, '0', null])
      expect(await film.answer(noteId, answer)).toMatchObject({
        status: 422,
        json: { error: { details: { problems: [{ path: 'answer' }] } } },
      })
    expect(await film.answer(noteId, 0, { personId: 'me' })).toMatchObject({ status: 422 })
    expect(await film.answer(noteId, 0, { label: 'Shot 1' })).toMatchObject({ status: 422 })
    const personId = await studio.person('Passer-by', 'guest')
    expect(await film.answer(noteId, 0, { personId })).toMatchObject({ status: 403 })
    expect(await film.notes()).toMatchObject({ items: [{ state: 'asking' }] })
  })

  test('of another brief, or of none, is not found', async () => {
    const { noteId } = await asked()
    const other = await studio.inReview()
    for (const id of [noteId, `nte_${'0'.repeat(32)}`, 'nte_x'])
      expect(await other.answer(id, 0)).toMatchObject({ status: 404, json: { error: { code: 'note-unknown' } } })
  })
})

describe('a revision', () => {
  test('begins with the notes that wait, once', async () => {
    const film = await studio.inReview()
    expect(await film.begin()).toMatchObject({ status: 409, json: { error: { code: 'stale-event' } } })
    await film.say('shot 1 darker')
    expect(await film.begin()).toMatchObject({
      status: 200,
      json: { status: 'revising', deliveries: [{ state: 'changes-requested' }] },
    })
    expect(await film.begin()).toMatchObject({ status: 409 })
  })

  test('of an approved film begins when somebody says that it be reopened', async () => {
    const film = await studio.inReview()
    await film.judge('approve')
    expect((await film.say('shot 1 darker')).status).toBe(202)
    expect(await film.read()).toMatchObject({ status: 'approved', notes: [{ state: 'after-approval' }] })
    expect(await film.begin()).toMatchObject({ status: 200, json: { status: 'revising' } })
  })

  test('takes no fields that it does not know', async () => {
    const film = await studio.inReview()
    expect(await film.begin({ notes: [1] })).toMatchObject({ status: 422 })
  })
})

describe('rendering again', () => {
  test.each([
    ['all shots', {}, 'Try every shot again.'],
    ['named ones', { shots: [0, 0] }, 'Try shot 1 again.'],
  ])('%s is a revision with new seeds', async (_, body, text) => {
    const film = await studio.inReview()
    expect(await film.render(body)).toMatchObject({
      status: 200,
      json: { status: 'revising', notes: [{ text, changes: [{ type: 'reroll' }] }] },
    })
    expect(await film.render(body)).toMatchObject({ status: 409 })
  })

  test('shots that the film does not have is refused', async () => {
    const film = await studio.inReview()
    expect(await film.render({ shots: [0, 7] })).toMatchObject({
      status: 422,
      json: { error: { code: 'cannot-revise' } },
    })
    for (const body of [{ shots: [] }, { shots: [-1] }, { shots: 'all' }, { shot: 1 }, { shots: [0], planVersion: 1 }])
      expect(await film.render(body)).toMatchObject({ status: 422, json: { error: { code: 'invalid-input' } } })
    expect(await film.read()).toMatchObject({ status: 'in-review', notes: [] })
  })

  test('by a late Go to a plan that was rendered is not taken for a wish', async () => {
    const film = await studio.inReview()
    expect(await film.render({ planVersion: 1 })).toMatchObject({ status: 409 })
    expect(await film.read()).toMatchObject({ status: 'in-review', notes: [] })
  })

  test('some shots of a plan that was never rendered is refused', async () => {
    const briefId = await studio.taken()
    await planMade(nora.store, briefId, true)
    const render = (body: object) => nora.post(`/api/nora/cinematics/briefs/${briefId}/render`, body)
    expect(await render({ shots: [0] })).toMatchObject({ status: 422 })
    expect(await render({})).toMatchObject({ status: 200, json: { status: 'shooting' } })
  })
})
