/** Do verdicts given over HTTP come to what they must, and to nothing where they may not? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliveredAgain } from './film.ts'
import { type Service, startService } from './service.ts'
import { openStudio, type Studio } from './studio.ts'

let nora: Service
let one: Studio
let two: Studio
let ann: string
let bo: string
/** In review, and nothing that is said to it may leave a trace. */
let untouched: Awaited<ReturnType<Studio['inReview']>>
beforeAll(async () => {
  nora = await startService()
  one = await openStudio(nora)
  two = await openStudio(nora, { quorum: 2 })
  ann = await two.person('Ann', 'reviewer')
  bo = await two.person('Bo', 'reviewer')
  untouched = await one.inReview()
})
afterAll(() => nora.close())

const logged = async (briefId: Parameters<Service['store']['events']>[0]) =>
  (await nora.store.events(briefId, 0, 1000)).map((entry) => entry.event)

describe('an approval', () => {
  test('is enough where one is asked for', async () => {
    const film = await one.inReview()
    expect(await film.judge('approve', { text: ' lovely ' })).toMatchObject({
      status: 200,
      json: { standing: 'approved', brief: { id: film.briefId, status: 'approved' } },
    })
    expect(await film.read()).toMatchObject({
      status: 'approved',
      deliveries: [
        { state: 'approved', verdicts: [{ verdict: 'approve', text: 'lovely', revokedAt: null, inForce: true }] },
      ],
    })
  })

  test('waits for the second where two are asked for, and the same person counts once', async () => {
    const film = await two.inReview()
    expect((await film.judge('approve', { personId: ann })).json).toMatchObject({ standing: 'open' })
    expect((await film.judge('approve', { personId: ann })).json).toMatchObject({ standing: 'open' })
    expect(await film.read()).toMatchObject({ status: 'in-review', deliveries: [{ state: 'in-review' }] })
    expect((await film.judge('approve', { personId: bo })).json).toMatchObject({
      standing: 'approved',
      brief: { status: 'approved' },
    })
    expect((await logged(film.briefId)).filter((e) => e.type === 'VerdictGiven')).toHaveLength(2)
    expect((await logged(film.briefId)).filter((e) => e.type === 'Approved')).toEqual([
      { type: 'Approved', deliveryNo: 1, by: ['Ann', 'Bo'], when: expect.any(String) },
    ])
  })

  test('stands: taking it back afterwards is answered and changes nothing', async () => {
    const film = await one.inReview()
    await film.judge('approve')
    for (const late of ['revoke', 'request-changes', 'reject'])
      expect(await film.judge(late)).toMatchObject({ status: 409, json: { error: { code: 'approval-stands' } } })
    expect(await film.read()).toMatchObject({ status: 'approved' })
  })

  test('given twice at one moment is one', async () => {
    const film = await one.inReview()
    const both = await Promise.all([film.judge('approve'), film.judge('approve')])
    expect(both.map((a) => a.status)).toEqual([200, 200])
    expect((await logged(film.briefId)).filter((e) => e.type === 'VerdictGiven')).toHaveLength(1)
    expect((await logged(film.briefId)).filter((e) => e.type === 'Approved')).toHaveLength(1)
  })

  test('and a rejection at one moment come to one of the two', async () => {
    const film = await two.inReview()
    await film.judge('approve', { personId: ann })
    await Promise.all([film.judge('approve', { personId: bo }), film.judge('reject', { personId: bo })])
    const ends = (await logged(film.briefId)).filter((e) => e.type === 'Approved' || e.type === 'Rejected')
    expect(ends).toHaveLength(1)
    expect(await film.read()).toMatchObject({ status: ends[0]?.type === 'Approved' ? 'approved' : 'cancelled' })
  })

  test('and its revocation at one moment come to one of the two', async () => {
    const film = await two.inReview()
    await film.judge('approve', { personId: ann })
    const [back] = await Promise.all([film.judge('revoke', { personId: ann }), film.judge('approve', { personId: bo })])
    const { status, deliveries } = (await film.read()) as {
      status: string
      deliveries: { verdicts: { inForce: boolean }[] }[]
    }
    const inForce = deliveries[0]?.verdicts.filter((v) => v.inForce)
    expect([status, back.status, inForce?.length]).toEqual(
      back.status === 200 ? ['in-review', 200, 1] : ['approved', 409, 2],
    )
  })

  test('can be taken back until there are enough', async () => {
    const film = await two.inReview()
    await film.judge('approve', { personId: ann })
    expect(await film.judge('revoke', { personId: ann })).toMatchObject({ status: 200, json: { standing: 'open' } })
    expect((await film.judge('approve', { personId: bo })).json).toMatchObject({ standing: 'open' })
    expect(await film.read()).toMatchObject({
      deliveries: [
        {
          verdicts: [
            { personId: ann, revokedAt: expect.any(String), inForce: false },
            { personId: bo, inForce: true },
          ],
        },
      ],
    })
    expect(await film.judge('revoke', { personId: ann })).toMatchObject({
      status: 409,
      json: { error: { code: 'nothing-to-revoke' } },
    })
  })
})

describe('a request for changes', () => {
  test('blocks; without it the approvals that are there are enough', async () => {
    const film = await two.inReview()
    const ced = await two.person('Ced', 'producer')
    expect((await film.judge('request-changes', { personId: ced })).json).toEqual({
      standing: 'changes',
      brief: expect.objectContaining({ status: 'in-review' }),
    })
    await film.judge('approve', { personId: ann })
    expect((await film.judge('approve', { personId: bo })).json).toMatchObject({ standing: 'changes' })
    expect(await film.read()).toMatchObject({ status: 'in-review', deliveries: [{ state: 'changes-requested' }] })
    expect((await film.judge('revoke', { personId: ced })).json).toMatchObject({
      standing: 'approved',
      brief: { status: 'approved' },
    })
  })

  test('is left for an approval by saying so', async () => {
    const film = await one.inReview()
    await film.judge('request-changes')
    expect((await film.judge('approve')).json).toMatchObject({ standing: 'approved' })
  })

  test('is a note as well when it says what to change, and what became of it is told', async () => {
    const film = await one.inReview()
    expect((await film.judge('request-changes', { text: 'shot 1 darker' })).json).toMatchObject({
      standing: 'changes',
      note: { became: 'note', changes: [{ type: 'finish', exposure: -0.5 }] },
    })
    expect((await film.judge('request-changes', { text: 'more of that' })).json).toMatchObject({
      standing: 'changes',
      note: { became: 'question', question: { answers: ['Shot 1', 'Leave it'] } },
    })
    expect(await film.notes()).toMatchObject({
      items: [
        { state: 'waiting', text: 'shot 1 darker' },
        { state: 'asking', text: 'more of that' },
      ],
    })
  })

  test('with its words twice at one moment is one verdict and one note', async () => {
    const film = await one.inReview()
    const both = await Promise.all([1, 2].map(() => film.judge('request-changes', { text: 'shot 1 darker' })))
    expect(both.map((a) => a.status)).toEqual([200, 200])
    const became = both.map((a) => (a.json as { note: { became: string; noteId: string } }).note)
    expect(became[0]).toMatchObject({ became: 'note' })
    expect(became[1]).toEqual(became[0])
    const { deliveries, notes } = (await film.read()) as { deliveries: { verdicts: unknown[] }[]; notes: unknown[] }
    expect([deliveries[0]?.verdicts.length, notes.length]).toEqual([1, 1])
  })

  test('with more words than a note takes is refused whole', async () => {
    const film = await one.inReview()
    expect(await film.judge('request-changes', { text: 'darker '.repeat(1000) })).toMatchObject({
      status: 422,
      json: { error: { code: 'note-too-long' } },
    })
    expect(await film.read()).toMatchObject({ deliveries: [{ verdicts: [] }] })
  })
})

test('a rejection closes', async () => {
  const film = await one.inReview()
  expect((await film.judge('reject', { text: 'not our film' })).json).toMatchObject({
    standing: 'rejected',
    brief: { status: 'cancelled' },
  })
  expect(await film.read()).toMatchObject({ status: 'cancelled', deliveries: [{ state: 'rejected' }], notes: [] })
  expect(await film.judge('approve')).toMatchObject({ status: 409, json: { error: { code: 'stale-event' } } })
})

describe('a verdict that may not be', () => {
  test('on an old delivery changes nothing and is told which is here', async () => {
    const film = await one.inReview()
    await film.say('shot 1 darker')
    expect(await film.begin()).toMatchObject({ status: 200, json: { status: 'revising' } })
    await deliveredAgain(nora.store, film.briefId, one.film)
    for (const verdict of ['approve', 'reject', 'request-changes', 'revoke'])
      expect(await film.judge(verdict)).toMatchObject({
        status: 409,
        json: {
          error: {
            code: 'stale-delivery',
            message: 'That was delivery 1; delivery 2 is here: look at that one.',
            details: { deliveryNo: 1, newest: 2 },
          },
        },
      })
    expect(await film.read()).toMatchObject({
      status: 'in-review',
      deliveries: [
        { state: 'superseded', verdicts: [] },
        { state: 'in-review', verdicts: [] },
      ],
    })
    expect((await film.judge('approve', {}, 2)).json).toMatchObject({ standing: 'approved' })
  })

  test('before any delivery, or on one that is still to come, is answered so', async () => {
    const briefId = await one.taken()
    const verdict = { verdict: 'approve' }
    expect(await nora.post(`/api/nora/cinematics/briefs/${briefId}/deliveries/1/verdict`, verdict)).toMatchObject({
      status: 409,
      json: { error: { code: 'no-delivery' } },
    })
    const film = await one.inReview()
    expect(await film.judge('approve', {}, 2)).toMatchObject({ status: 409, json: { error: { code: 'no-delivery' } } })
  })

  test('by somebody who has no right is refused and logged, also what they would say with it', async () => {
    const film = await two.inReview()
    const dee = await two.person('Dee', 'member')
    for (const said of [
      film.judge('approve', { personId: dee }),
      film.judge('request-changes', { personId: dee, text: 'shot 1 darker' }),
      film.judge('revoke', { personId: dee }),
    ])
      expect(await said).toMatchObject({ status: 403, json: { error: { code: 'not-allowed' } } })
    expect(await film.read()).toMatchObject({ status: 'in-review', deliveries: [{ verdicts: [] }], notes: [] })
    expect((await logged(film.briefId)).filter((e) => e.type === 'Refused')).toHaveLength(3)
  })

  test.each([
    ['an unknown field', { verdict: 'approve', verdct: 1 }, 'verdct'],
    ['a verdict that is none', { verdict: 'love' }, 'verdict'],
    ['no verdict', {}, 'verdict'],
    ['a person who is nobody', { verdict: 'approve', personId: `per_${'9'.repeat(32)}` }, 'personId'],
    ['a person who is a project', { verdict: 'approve', personId: `prj_${'0'.repeat(32)}` }, 'personId'],
    ['a text that is a number', { verdict: 'approve', text: 1 }, 'text'],
    ['words with what is taken back', { verdict: 'revoke', text: 'sorry' }, 'text'],
  ])('with %s is refused by name', async (_, body, path) => {
    const film = untouched
    const at = `/api/nora/cinematics/briefs/${film.briefId}/deliveries/1/verdict`
    expect(await nora.post(at, body)).toMatchObject({
      status: 422,
      json: { error: { code: 'invalid-input', details: { problems: [{ path }] } } },
    })
    expect(await film.read()).toMatchObject({ status: 'in-review', deliveries: [{ verdicts: [] }] })
  })

  test.each(['0', '-1', '1.5', 'x', '0x1', '99999999999999999999'])('on delivery %s is refused', async (n) => {
    expect(await untouched.judge('approve', {}, n)).toMatchObject({
      status: 422,
      json: { error: { code: 'invalid-input' } },
    })
  })

  test('on a brief that nobody knows is not found', async () => {
    for (const id of ['brf_x', `brf_${'0'.repeat(32)}`])
      expect(
        await nora.post(`/api/nora/cinematics/briefs/${id}/deliveries/1/verdict`, { verdict: 'approve' }),
      ).toMatchObject({ status: 404, json: { error: { code: 'brief-unknown' } } })
  })
})
