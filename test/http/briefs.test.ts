/** Can a brief be asked for, listed, read and steered over HTTP? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseId } from '../../src/domain/ids.ts'
import { briefIdIn, delivered, move, planMade } from './film.ts'
import { form, picture, type Service, startService } from './service.ts'

const BRIEFS = '/api/nora/cinematics/briefs'
const LANTERN = { summary: 'A paper lantern drifts over a still lake at dusk', durationSeconds: 4 }

let nora: Service
beforeAll(async () => {
  nora = await startService()
})
afterAll(() => nora.close())

const taken = async (body: object = LANTERN) => briefIdIn((await nora.post(BRIEFS, body)).json)

describe('asking for a film', () => {
  test('is answered at once with the brief, everything filled in', async () => {
    const answer = await nora.post(BRIEFS, { ...LANTERN, size: '16:9', styleTags: ['noir'], gate: 'always' })
    expect(answer.status).toBe(202)
    expect(answer.json).toMatchObject({
      status: 'planning',
      version: 1,
      durationSeconds: 4,
      fps: 24,
      size: '768x432',
      styleTags: ['noir'],
      gate: 'always',
      plan: null,
      deliveries: [],
      outputAssets: [],
      actions: [],
    })
    expect(answer.json).not.toHaveProperty('failure')
    expect(await nora.get(answer.headers.get('location') ?? '')).toMatchObject({ status: 200, json: answer.json })
  })

  test('twice with one key and one body makes one brief, however the body is written', async () => {
    const key = { 'idempotency-key': 'a key' }
    const first = await nora.post(BRIEFS, LANTERN, key)
    const again = await nora.post(BRIEFS, { durationSeconds: 4, summary: LANTERN.summary }, key)
    expect(again).toMatchObject({ status: 202, json: first.json })
    const other = await nora.post(BRIEFS, { ...LANTERN, durationSeconds: 5 }, key)
    expect(other).toMatchObject({ status: 409, json: { error: { code: 'idempotency-key-reused' } } })
  })

  test('at the same moment with one key makes one brief', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => nora.post(BRIEFS, LANTERN, { 'idempotency-key': 'all at once' })),
    )
    expect(answers.map((a) => a.status)).toEqual([202, 202, 202, 202, 202, 202])
    expect(new Set(answers.map((a) => briefIdIn(a.json))).size).toBe(1)
  })

  test.each([
    ['nothing', { summary: '' }, 'brief-empty'],
    ['100 kB of text', { summary: 'a lantern '.repeat(10_000) }, 'brief-too-long'],
    ['no time', { summary: 'a lantern', durationSeconds: 0 }, 'duration-out-of-range'],
    ['three hours', { summary: 'a lantern', durationSeconds: 10_800 }, 'duration-out-of-range'],
    ['a workflow nobody has', { summary: 'a lantern', workflow: 'dream' }, 'workflow-unknown'],
    ['a size of nothing', { summary: 'a lantern', size: '0x0' }, 'size-out-of-range'],
  ])('for %s is refused in the sentence of the house', async (_, body, code) => {
    const answer = await nora.post(BRIEFS, body)
    expect(answer).toMatchObject({ status: 422, json: { error: { code } } })
    expect(answer.text).not.toContain('    at ')
  })

  test.each([
    ['projectId', { projectId: 'prj_nonsense' }, 'project-unknown'],
    ['projectId', { projectId: `prj_${'0'.repeat(32)}` }, 'project-unknown'],
    ['assetIds', { assetIds: ['../../etc/passwd'] }, 'asset-unknown'],
  ])('with a %s that is not there is refused', async (_, body, code) => {
    expect(await nora.post(BRIEFS, { ...LANTERN, ...body })).toMatchObject({ status: 404, json: { error: { code } } })
  })

  test('with fields of the wrong name or kind names each of them', async () => {
    const answer = await nora.post(BRIEFS, { summary: 1, durationSecs: 4, gate: 'maybe' })
    expect(answer).toMatchObject({ status: 422, json: { error: { code: 'invalid-input' } } })
    const { error } = answer.json as { error: { message: string; details: { problems: { path: string }[] } } }
    expect(error.details.problems.map((p) => p.path).sort()).toEqual(['durationSecs', 'gate', 'summary'])
    expect(error.message).toContain('durationSecs: there is no such field')
  })

  test('in the name of somebody unknown is refused', async () => {
    const answer = await nora.post(BRIEFS, { ...LANTERN, requesterId: `per_${'9'.repeat(32)}` })
    expect(answer).toMatchObject({ status: 422, json: { error: { details: { problems: [{ path: 'requesterId' }] } } } })
  })

  test('survives characters that no database takes', async () => {
    expect(await nora.post(BRIEFS, { summary: 'a \u0000 lantern' })).toMatchObject({ status: 422 })
    expect(
      await nora.post(BRIEFS, { summary: 'half a \ud83d lantern', tone: '\udc00', styleTags: ['\ud800'] }),
    ).toMatchObject({
      status: 202,
    })
  })

  test.each([
    ['JSON that is none', '{"summary": ', 'application/json', 400, 'malformed-json'],
    ['a form', 'summary=lantern', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    ['a list', '[]', 'application/json', 422, 'invalid-input'],
    ['2 MB', JSON.stringify({ summary: 'x'.repeat(2_000_000) }), 'application/json', 413, 'body-too-large'],
  ])('with %s is refused', async (_, body, type, status, code) => {
    const answer = await nora.call('POST', BRIEFS, { body, headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status, json: { error: { code } } })
  })

  test('without a body is refused', async () => {
    expect(await nora.call('POST', BRIEFS)).toMatchObject({ json: { error: { code: 'invalid-input' } } })
  })
})

describe('waiting', () => {
  test('answers when the brief comes to rest', async () => {
    const key = { 'idempotency-key': 'waits' }
    const briefId = briefIdIn((await nora.post(BRIEFS, LANTERN, key)).json)
    const waiting = nora.post(`${BRIEFS}?wait=30`, LANTERN, key)
    await planMade(nora.store, briefId, true)
    expect(await waiting).toMatchObject({ status: 202, json: { id: briefId, status: 'plan-review' } })
  })

  test('gives up when the time is over', async () => {
    expect(await nora.post(`${BRIEFS}?wait=0.05`, LANTERN)).toMatchObject({ status: 202, json: { status: 'planning' } })
  })

  test('for longer than a minute is refused', async () => {
    expect(await nora.post(`${BRIEFS}?wait=61`, LANTERN)).toMatchObject({ status: 422 })
  })
})

describe('a brief', () => {
  test('is read with plan, takes, deliveries and outputs', async () => {
    const briefId = await taken()
    const uploaded = await nora.call(
      'POST',
      `/api/projects/${(await nora.get('/api/projects')).text.match(/prj_\w+/)?.[0]}/assets`,
      {
        body: form(await picture(), 'film.png'),
      },
    )
    const film = parseId('asset', (uploaded.json as { id: string }).id)
    if (film === null) throw new Error(uploaded.text)

    await planMade(nora.store, briefId, true)
    expect((await nora.get(`${BRIEFS}/${briefId}`)).json).toMatchObject({
      status: 'plan-review',
      plan: {
        version: 1,
        author: 'rules',
        estimateGpuSeconds: 3,
        shots: [
          {
            index: 0,
            durationSeconds: 4,
            cameraMove: 'push-in',
            status: 'rendering',
            takes: [{ outcome: 'submitting' }],
          },
        ],
      },
    })

    expect(await nora.post(`${BRIEFS}/${briefId}/plan/approve`, { planVersion: 1 })).toMatchObject({
      status: 200,
      json: { status: 'shooting' },
    })
    await delivered(nora.store, briefId, film)
    const answer = await nora.get(`${BRIEFS}/${briefId}`)
    expect(answer.json).toMatchObject({
      status: 'in-review',
      plan: {
        shots: [
          { status: 'done', takes: [{ host: 'previz', attempt: 1, outcome: 'rendered', gpuMs: 1200, assetId: film }] },
        ],
      },
      deliveries: [
        {
          number: 1,
          planVersion: 1,
          cutAssetId: film,
          posterAssetId: film,
          proxyAssetId: null,
          state: 'in-review',
          verdicts: [],
        },
      ],
      outputAssets: [{ id: film, mime: 'image/png' }],
      actions: [{ type: 'CinematicDelivery', payload: { deliveryNo: 1, filmAssetId: film } }],
    })
    expect(answer.text).not.toContain('Secret')
    expect(answer.text).not.toContain('storageKey')

    expect(await nora.post(`${BRIEFS}/${briefId}/plan/approve`, {})).toMatchObject({
      status: 409,
      json: { error: { code: 'stale-event', message: 'There is no plan waiting for Go: the brief is in review now.' } },
    })
    await move(nora.store, briefId, { type: 'approved', deliveryNo: 1 })
    expect((await nora.get(`${BRIEFS}/${briefId}`)).json).toMatchObject({ deliveries: [{ state: 'approved' }] })
  })

  test('starts when its plan waits, by render as well and without a body', async () => {
    const briefId = await taken()
    await planMade(nora.store, briefId, true)
    expect(await nora.call('POST', `${BRIEFS}/${briefId}/render`)).toMatchObject({
      status: 200,
      json: { status: 'shooting' },
    })
  })

  test('is not started by an answer to an older plan', async () => {
    const briefId = await taken()
    await planMade(nora.store, briefId, true)
    expect(await nora.post(`${BRIEFS}/${briefId}/plan/approve`, { planVersion: 2 })).toMatchObject({ status: 409 })
    expect((await nora.get(`${BRIEFS}/${briefId}`)).json).toMatchObject({ status: 'plan-review' })
  })

  test('is cancelled once', async () => {
    const briefId = await taken()
    expect(await nora.call('POST', `${BRIEFS}/${briefId}/cancel`)).toMatchObject({
      status: 200,
      json: { status: 'cancelled' },
    })
    expect(await nora.call('POST', `${BRIEFS}/${briefId}/cancel`)).toMatchObject({ status: 409 })
  })

  test('says why it failed, and goes on when retried', async () => {
    const briefId = await taken()
    await move(nora.store, briefId, {
      type: 'failed',
      failure: { type: 'host-down', host: 'gpu-1', reason: 'no answer' },
    })
    expect((await nora.get(`${BRIEFS}/${briefId}`)).json).toMatchObject({
      status: 'failed',
      failure: { code: 'host-down', details: { host: 'gpu-1' } },
    })
    expect(await nora.call('POST', `${BRIEFS}/${briefId}/retry`)).toMatchObject({
      status: 200,
      json: { status: 'planning' },
    })
  })

  test.each(['', '/plan/approve', '/cancel', '/retry', '/render', '/events'])(
    'that nobody knows is not found: %s',
    async (rest) => {
      const method = rest === '' || rest === '/events' ? 'GET' : 'POST'
      for (const id of ['brf_x', `brf_${'0'.repeat(32)}`])
        expect(await nora.call(method, `${BRIEFS}/${id}${rest}`)).toMatchObject({
          status: 404,
          json: { error: { code: 'brief-unknown' } },
        })
    },
  )
})

test('briefs of a project are listed newest first, page by page', async () => {
  const made = await nora.post('/api/projects', { name: 'paging' })
  const projectId = (made.json as { id: string }).id
  const ids: string[] = []
  for (const shot of ['one', 'two', 'three', 'four', 'five'])
    ids.unshift(await taken({ summary: `Shot number ${shot} of a lantern`, projectId }))

  const seen: string[] = []
  const pages: number[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = `projectId=${projectId}&limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    const page = (await nora.get(`${BRIEFS}?${query}`)).json as { items: { id: string }[]; nextCursor: string | null }
    seen.push(...page.items.map((item) => item.id))
    pages.push(page.items.length)
    cursor = page.nextCursor
  }
  expect(pages).toEqual([2, 2, 1])
  expect(seen).toEqual(ids)
  expect(await nora.get(`${BRIEFS}?projectId=${projectId}&status=cancelled`)).toMatchObject({ json: { items: [] } })
  expect(await nora.get(`${BRIEFS}?projectId=${projectId}&cursor=nonsense`)).toMatchObject({ status: 422 })
  expect(await nora.get(`${BRIEFS}?projectid=${projectId}`)).toMatchObject({ status: 422 })
})
