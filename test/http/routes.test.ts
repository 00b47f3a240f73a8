/** Projects, catalogue, health, the description, and what nobody expected. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_PROJECT } from '../../src/domain/ids.ts'
import type { Log } from '../../src/ports/log.ts'
import { raw, type Service, startService } from './service.ts'
import { openStudio } from './studio.ts'

const errors: [string, unknown][] = []
const log: Log = { info() {}, warn() {}, error: (event, record) => errors.push([event, record]) }

let nora: Service
beforeAll(async () => {
  nora = await startService({ log })
})
afterAll(() => nora.close())

describe('projects', () => {
  test('the default one is there', async () => {
    expect(await nora.get(`/api/projects/${DEFAULT_PROJECT}`)).toMatchObject({
      status: 200,
      json: { id: DEFAULT_PROJECT, name: 'default', settings: { fps: 24, size: '768x432', gate: 'auto' } },
    })
    await nora.call('PATCH', `/api/projects/${DEFAULT_PROJECT}`, {
      body: JSON.stringify({ settings: { monthlyGpuMinutes: 90, gate: 'never' } }),
      headers: { 'content-type': 'application/json' },
    })
    expect((await nora.get(`/api/projects/${DEFAULT_PROJECT}`)).json).toMatchObject({
      settings: { gate: 'never' },
      budget: { monthlyGpuMinutes: 90, usedGpuMinutes: 0, reservedGpuMinutes: 0 },
    })
  })

  test('are made and changed in what is named, and nothing else', async () => {
    const made = await nora.post('/api/projects', { name: '  Harbour film ' })
    expect(made).toMatchObject({ status: 201, json: { name: 'Harbour film' } })
    const at = made.headers.get('location') ?? ''
    const patch = (body: object) =>
      nora.call('PATCH', at, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    expect(await patch({ settings: { size: '640x360', gate: 'always' }, look: { styleTags: ['noir'] } })).toMatchObject(
      {
        status: 200,
        json: {
          name: 'Harbour film',
          settings: { size: '640x360', gate: 'always', fps: 24 },
          look: { styleTags: ['noir'] },
        },
      },
    )
    expect(await patch({ name: 'Harbour' })).toMatchObject({ json: { name: 'Harbour', settings: { size: '640x360' } } })
    expect((await nora.get(at)).json).toMatchObject({ name: 'Harbour', look: { styleTags: ['noir'] } })

    for (const body of [
      { settings: { size: '16:9' } },
      { settings: { size: '641x360' } },
      { settings: { fps: 0 } },
      { settings: { colour: 'red' } },
      { look: { references: ['nonsense'] } },
      { name: '' },
      { id: 'x' },
    ])
      expect(await patch(body)).toMatchObject({ status: 422, json: { error: { code: 'invalid-input' } } })
  })

  test('are listed page by page', async () => {
    const page = (await nora.get('/api/projects?limit=1')).json as { items: unknown[]; nextCursor: string }
    expect(page.items).toHaveLength(1)
    expect(await nora.get(`/api/projects?limit=1&cursor=${page.nextCursor}`)).toMatchObject({
      json: { items: [{ name: 'default' }], nextCursor: null },
    })
    for (const query of ['limit=0', 'limit=1000', 'limit=x', 'page=2', 'cursor=x'])
      expect(await nora.get(`/api/projects?${query}`)).toMatchObject({ status: 422 })
  })

  test('that nobody knows are not found', async () => {
    for (const route of ['/api/projects/prj_x', `/api/projects/prj_${'0'.repeat(32)}`, '/api/projects/prj_x/assets'])
      expect(await nora.get(route)).toMatchObject({ status: 404, json: { error: { code: 'project-unknown' } } })
  })
})

test('workflows are listed by name', async () => {
  const { items } = (await nora.get('/api/workflows')).json as { items: { name: string; slots: string[] }[] }
  expect(items.map((w) => w.name)).toContain('animatediff-short-loop')
  expect(items[0]?.slots.length).toBeGreaterThan(0)
})

test('agents are listed with what they can do', async () => {
  await nora.store.transact((tx) =>
    tx.registerAgent({
      agentId: 'master_cinematographer',
      agentType: 'cinematographer',
      capabilities: ['video_post'],
      status: 'idle',
      seenAt: new Date(0),
    }),
  )
  expect(await nora.get('/api/agents')).toMatchObject({
    json: {
      items: [{ agentId: 'master_cinematographer', capabilities: ['video_post'], seenAt: '1970-01-01T00:00:00.000Z' }],
    },
  })
})

test("an approved film's look becomes the project's, for producers only", async () => {
  const studio = await openStudio(nora)
  const film = await studio.inReview()
  const at = `/api/projects/${studio.projectId}/look`
  const take = (o: object = {}) => nora.post(at, { briefId: film.briefId, ...o })
  expect(await take()).toMatchObject({ status: 409, json: { error: { code: 'not-approved' } } })
  await film.judge('approve')
  const requesterId = await studio.person('ines', 'reviewer')
  expect(await take({ requesterId })).toMatchObject({ status: 403 })
  expect(await take({ briefId: 'brf_nonsense' })).toMatchObject({ status: 404 })
  expect(await take({ requesterId: await studio.person('jo', 'producer') })).toMatchObject({
    status: 200,
    json: { look: { references: [expect.stringMatching(/^ast_/)] } },
  })
})

test('readiness names what is wrong', async () => {
  const sick = await startService({
    log,
    checks: { database: async () => null, vault: async () => 'The vault is full.' },
  })
  expect(await sick.get('/readyz')).toMatchObject({
    status: 503,
    json: { error: { code: 'not-ready', message: 'The vault is full.', details: { database: null } } },
  })
  expect(await sick.get('/healthz')).toMatchObject({ status: 200 })
  await sick.close()
})

test('the description names every route', async () => {
  const { json } = await nora.get('/api/openapi.json')
  expect(json).toMatchObject({ openapi: '3.1.0' })
  expect(Object.keys((json as { paths: object }).paths).sort()).toEqual([
    '/api/agents',
    '/api/assets/{id}',
    '/api/assets/{id}/content',
    '/api/hosts',
    '/api/hosts/{name}/pause',
    '/api/nora/chat',
    '/api/nora/cinematics/briefs',
    '/api/nora/cinematics/briefs/{id}',
    '/api/nora/cinematics/briefs/{id}/bump',
    '/api/nora/cinematics/briefs/{id}/cancel',
    '/api/nora/cinematics/briefs/{id}/compare',
    '/api/nora/cinematics/briefs/{id}/deliveries/{n}/package',
    '/api/nora/cinematics/briefs/{id}/deliveries/{n}/verdict',
    '/api/nora/cinematics/briefs/{id}/events',
    '/api/nora/cinematics/briefs/{id}/notes',
    '/api/nora/cinematics/briefs/{id}/notes/{noteId}/answer',
    '/api/nora/cinematics/briefs/{id}/notes/{noteId}/render',
    '/api/nora/cinematics/briefs/{id}/plan/approve',
    '/api/nora/cinematics/briefs/{id}/preview',
    '/api/nora/cinematics/briefs/{id}/render',
    '/api/nora/cinematics/briefs/{id}/retry',
    '/api/nora/cinematics/briefs/{id}/revision',
    '/api/nora/cinematics/briefs/{id}/versions',
    '/api/projects',
    '/api/projects/{id}',
    '/api/projects/{id}/assets',
    '/api/projects/{id}/look',
    '/api/projects/{id}/members',
    '/api/projects/{id}/workflows',
    '/api/projects/{id}/workflows/{name}',
    '/api/queue',
    '/api/workflows',
  ])
})

test('every body has an example, every route says how it refuses', async () => {
  const { json } = await nora.get('/api/openapi.json')
  type Media = { content?: Record<string, { schema?: object; example?: unknown }> }
  type Operation = { summary?: string; requestBody?: Media; responses: Record<string, Media> }
  const operations = Object.values((json as { paths: Record<string, Record<string, Operation>> }).paths).flatMap(
    (path) => Object.values(path),
  )
  expect(operations.length).toBeGreaterThan(30)
  const lacking = operations.filter(({ requestBody, responses }) => {
    const body = requestBody?.content?.['application/json']
    const error = responses['default']?.content?.['application/json']
    return (body !== undefined && body.example === undefined) || error?.example === undefined
  })
  expect(lacking.map((o) => o.summary)).toEqual([])
})

test('the description can be browsed with files of our own, also where a token is wanted', async () => {
  const locked = await startService({ log, token: 'open sesame' })
  const page = await locked.get('/api/docs')
  expect(page).toMatchObject({ status: 200, text: expect.not.stringMatching(/(?:src|href)="https?:/) })
  for (const [, path = ''] of page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g))
    expect(await locked.get(path)).toMatchObject({ status: 200 })
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(await locked.get('/api/docs/../projects')).toMatchObject({ status: 401 })
  expect(await locked.get('/api/openapi.json')).toMatchObject({ status: 200 })
  await locked.close()
})

test('a route that is none is not found, in the one shape', async () => {
  expect(await nora.get('/api/dreams')).toMatchObject({
    status: 404,
    json: { error: { code: 'route-unknown', details: {} } },
  })
})

test('what nobody expected is logged and not shown', async () => {
  const broken = await startService({
    log,
    nora: { ...nora.nora, listProjects: () => Promise.reject(new Error('password is hunter2')) },
  })
  const answer = await broken.get('/api/projects')
  expect(answer).toMatchObject({ status: 500, json: { error: { code: 'internal' } } })
  expect(answer.text).not.toContain('hunter2')
  const { reference } = (answer.json as { error: { details: { reference: string } } }).error.details
  expect(errors).toContainEqual(['http-failed', expect.objectContaining({ reference, path: '/api/projects' })])
  await broken.close()
})

test('a path that leaves its folder is only a path', async () => {
  const headers = { host: `127.0.0.1:${nora.port}` }
  for (const path of ['/api/assets/..%2f..%2fetc%2fpasswd/content', '/api/assets/%00', '/api/assets/%ff'])
    expect(await raw(nora.port, path, { headers })).toMatchObject({ status: 404 })
})
