/** The traps that are kept out before anything is sent: by what the house's graphs are, and by how answers are read. */
import { describe, expect, test } from 'vitest'
import { readAddress } from '../../adapters/comfyui/address.ts'
import { createCatalogue } from '../../adapters/comfyui/catalogue.ts'
import { createHttp } from '../../adapters/comfyui/http.ts'
import { parseJson } from '../../adapters/comfyui/json.ts'
import { createProbe } from '../../adapters/comfyui/probe.ts'
import { createLook } from '../../adapters/comfyui/standing.ts'
import { createUpload } from '../../adapters/comfyui/upload.ts'
import type { Graph } from '../../src/domain/workflow.ts'
import { CATALOGUE, createWorkflows } from '../../workflows/catalogue.ts'
import { Raw, serveJson } from '../fakes/json-server.ts'

const isLink = (value: unknown): value is [string, number] => Array.isArray(value) && typeof value[1] === 'number'
const classesOf = (graph: Graph) => Object.values(graph).map((node) => node.class_type)

describe.each(CATALOGUE.map((w) => [w.name, w] as const))('the workflow %s', (_, workflow) => {
  test('T8, T23: has no node that queues itself again, or needs a mask uploaded', () => {
    for (const name of classesOf(workflow.graph)) expect(name).not.toMatch(/BatchManager|LoadImageMask/)
  })
  test('T19: links no sound of footage, which may have none', () => {
    const links = Object.values(workflow.graph).flatMap((node) => Object.values(node.inputs).filter(isLink))
    expect(links.filter(([from, slot]) => workflow.graph[from]?.class_type === 'VHS_LoadVideo' && slot === 2)).toEqual(
      [],
    )
  })
  test('T21: has no core ControlNet beside a sliding window', () => {
    const classes = classesOf(workflow.graph)
    expect(
      classes.some((c) => c.startsWith('ControlNetApply')) && classes.some((c) => c.endsWith('ContextOptions')),
    ).toBe(false)
  })
  test('T27: takes no seed that JSON cannot hold', () => {
    const seed = workflow.slots['seed']
    expect(seed && 'max' in seed ? seed.max : Infinity).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER)
  })
})

const bind = (values: object) =>
  createWorkflows().bind('animatediff-short-loop', {
    positive: 'a lantern',
    seed: 1,
    width: 512,
    height: 288,
    frames: 16,
    filename_prefix: 'nora/x',
    ...values,
  })

test.each(['../x', '/srv/x', 'a/../../b', 'a%width%', '', '.hidden', 'a\0b', 'x'.repeat(200)])(
  'T18: %j is refused as an output name before the GPU has worked for it',
  (filename_prefix) => expect(bind({ filename_prefix }).ok).toBe(false),
)

test.each([8, 16, 24])('T20: a loop of %i frames has a window that is used', (frames) => {
  const bound = bind({ frames, closed_loop: true })
  const context = Object.values(bound.ok ? bound.value.graph : {}).find((n) => n.class_type.endsWith('ContextOptions'))
  expect(context?.inputs).toMatchObject({ closed_loop: true, use_on_equal_length: true })
  expect(Number(context?.inputs['context_length'])).toBeLessThanOrEqual(frames)
})

describe('T27: numbers that are none', () => {
  test('are null, in text they stay', () => {
    expect(parseJson('{"a": NaN, "b": [-Infinity, Infinity, 1e3], "c": "a \\"NaN\\" here", "NaN": {"d":NaN}}')).toEqual(
      {
        a: null,
        b: [null, null, 1000],
        c: 'a "NaN" here',
        NaN: { d: null },
      },
    )
    expect(parseJson('{"seed": 18446744073709551615}')).toEqual({ seed: 18446744073709552000 })
    for (const text of ['', 'NaN', '{"a":NaN', '<html>NaN</html>']) expect(parseJson(text)).toBeNull()
  })

  test('do not hide the files beside them', async () => {
    const entry = '{"filename":"a.png","subfolder":"","type":"output","metadata":{"kind":"image","fps":NaN}}'
    const row = `{"p":{"outputs":{"2":{"images":[${entry}],"ratio":[NaN]}},"status":{"status_str":"success","messages":[]}}}`
    await using server = await serveJson({
      '/api/queue': { queue_running: [], queue_pending: [] },
      '/api/history/p': new Raw(200, 'application/json', row),
    })
    await using http = closing(server.url)
    const found = await createLook('gpu-1', http)('p')
    expect(found.at === 'ended' && found.result('2')).toMatchObject({
      ok: true,
      value: { files: [{ filename: 'a.png' }] },
    })
  })
})

describe('T16: answers that are no JSON', () => {
  const trouble = new Raw(500, 'text/plain', '500 Internal Server Error\n\nServer got itself in trouble')
  const login = new Raw(200, 'text/html', '<html>{"queue_running": []}</html>')
  test.each([
    ['trouble', trouble, 'HTTP 500'],
    ['a login page', login, 'does not answer as ComfyUI does'],
    ['a key that is wrong', new Raw(401, 'text/plain', 'no'), 'refuses access'],
  ])('%s says so of every route', async (_, raw, reason) => {
    const paths = ['/api/queue', '/api/system_stats', '/api/object_info/KSampler', '/api/jobs/p', '/api/jobs']
    await using server = await serveJson(Object.fromEntries(paths.map((path) => [path, raw])))
    await using http = closing(server.url)
    const down = { type: 'host-down', reason: expect.stringContaining(reason) }
    expect(await createLook('gpu-1', http)('p')).toMatchObject({ at: 'unknown', failure: down })
    const probe = createProbe({ host: 'gpu-1', http, clientId: 'us', isKnown: () => false })
    expect(await probe()).toMatchObject({ failure: down })
    expect(await createCatalogue('gpu-1', http).choices('KSampler', 'scheduler')).toMatchObject({ failure: down })
  })

  test.each(['../x.png', '/srv/x.png', 'a\\b.png'])(
    'T22: an upload that is called %s is not believed',
    async (name) => {
      await using server = await serveJson({ '/api/upload/image': { name, subfolder: '', type: 'input' } })
      await using http = closing(server.url)
      const file = { path: import.meta.filename, sha256: 'a'.repeat(64), extension: 'png' }
      expect(await createUpload('gpu-1', http).stage(file)).toMatchObject({ failure: { type: 'bad-output' } })
    },
  )

  test('a file that is too large says what to raise', async () => {
    const tooLarge = new Raw(413, 'text/plain', 'Maximum request body size 104857600 exceeded.')
    await using server = await serveJson({ '/api/upload/image': tooLarge })
    await using http = closing(server.url)
    const path = import.meta.filename
    expect(await createUpload('gpu-1', http).stage({ path, sha256: 'a'.repeat(64), extension: 'mp4' })).toMatchObject({
      failure: { type: 'node-failed', message: expect.stringContaining('--max-upload-size') },
    })
  })
})

test.each<[string, Record<string, string>, string, string | undefined]>([
  ['http://gpu:8188/', {}, 'http://gpu:8188', undefined],
  ['https://nora:p%40ss@gpu.example/comfy/?x=1', {}, 'https://gpu.example/comfy', 'Basic bm9yYTpwQHNz'],
  ['https://nora:x@gpu.example', { authorization: 'Bearer key' }, 'https://gpu.example', 'Bearer key'],
])('the login of %s is a header', (given, headers, url, authorization) => {
  const address = readAddress(given, headers)
  expect([address.url, address.headers['authorization']]).toEqual([url, authorization])
})

test('T13: the queue is asked before history, so that no prompt slips between the two', async () => {
  await using server = await serveJson({ '/api/queue': { queue_running: [], queue_pending: [] }, '/api/history/p': {} })
  await using http = closing(server.url)
  expect(await createLook('gpu-1', http)('p')).toEqual({ at: 'lost' })
  expect(server.requests).toEqual(['GET /api/jobs', 'GET /api/queue', 'GET /api/history/p'])
})

test('a queue too long to read is read without its graphs', async () => {
  const jobs = [
    { id: 'b', status: 'pending', priority: 7 },
    { id: 'a', status: 'pending', priority: 3 },
    { id: 'c', status: 'in_progress', priority: 1 },
  ]
  const long = JSON.stringify({ queue_running: [], queue_pending: [[1, 'x', 'x'.repeat(9_000_000)]] })
  await using server = await serveJson({
    '/api/queue': new Raw(200, 'application/json', long),
    '/api/jobs': { jobs },
    '/api/system_stats': { system: {}, devices: null },
  })
  await using http = closing(server.url)
  const probe = createProbe({ host: 'gpu-1', http, clientId: 'us', isKnown: (id) => id === 'a' })
  expect(await probe()).toEqual({
    ok: true,
    value: {
      version: null,
      devices: [],
      maxUploadBytes: null,
      running: [{ promptId: 'c', ours: false }],
      pending: [
        { promptId: 'a', ours: true },
        { promptId: 'b', ours: false },
      ],
    },
  })
})

const closing = (url: string) => {
  const http = createHttp({ url })
  return { ...http, [Symbol.asyncDispose]: () => http.stop() }
}
