import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createHttp } from '../../adapters/comfyui/http.ts'
import { parseSocketMessage } from '../../adapters/comfyui/socket-messages.ts'
import { createProgress } from '../../adapters/comfyui/progress.ts'
import { createLook } from '../../adapters/comfyui/standing.ts'
import type { RenderProgress } from '../../src/ports/gpu-host.ts'
import { serveJson } from '../fakes/json-server.ts'

const zTrace = z.object({
  request: z.object({
    prompt: z.record(z.string(), z.object({ class_type: z.string(), inputs: z.record(z.string(), z.unknown()) })),
  }),
  post_response: z.object({ prompt_id: z.string() }),
  ws_client: z.array(z.unknown()),
  history: z.unknown(),
  job: z.unknown(),
})
const recorded = z
  .record(z.string(), zTrace)
  .parse(JSON.parse(readFileSync(new URL('../fixtures/comfyui/ws-and-history-0.33.0.json', import.meta.url), 'utf8')))
const trace = (which: string) => {
  const found = recorded[which]
  if (!found) throw new Error(`nothing recorded of ${which}`)
  return found
}
const idle = { queue_running: [], queue_pending: [] }

/** What the recorded server's rows say of the prompt, read with or without its jobs API. */
async function standing(which: string, jobs: boolean, change: object = {}) {
  const { post_response, history, job } = trace(which)
  const id = post_response.prompt_id
  await using server = await serveJson({
    '/api/queue': idle,
    [`/api/history/${id}`]: { [id]: { ...(history as object), ...change } },
    ...(jobs ? { '/api/jobs': { jobs: [] }, [`/api/jobs/${id}`]: { ...(job as object), ...change } } : {}),
  })
  const http = createHttp({ url: server.url })
  const found = await createLook('gpu-1', http)(id)
  await http.stop()
  return found.at === 'ended' ? found.result('2') : found
}

describe.each([
  ['by the jobs API', true],
  ['by queue and history', false],
])('a recorded end, read %s', (_, jobs) => {
  const file = { filename: 'fx_00001.mp4', subfolder: 'studio', type: 'output' }
  test('T17: success, of a film among the pictures', async () =>
    expect(await standing('success', jobs)).toEqual({ ok: true, value: { files: [file], gpuMs: 87 } }))
  test('T7: all cached, with the old file', async () =>
    expect(await standing('fully_cached', jobs)).toEqual({ ok: true, value: { files: [file], gpuMs: 1 } }))
  test('an error', async () =>
    expect(await standing('error', jobs)).toEqual({
      ok: false,
      failure: {
        type: 'node-failed',
        host: 'gpu-1',
        node: 'VHS_VideoCombine',
        message: expect.stringMatching(/^ERROR: Saving image outside the output folder is not allowed/),
      },
    }))
  test('an interruption', async () =>
    expect(await standing('interrupted', jobs)).toEqual({ ok: false, failure: { type: 'interrupted', host: 'gpu-1' } }))

  test.each([
    ['no file at all', {}],
    ['T8: a batch that goes on elsewhere', { '2': { unfinished_batch: [true] } }],
    ['files of another node only', { '7': { images: [file] } }],
    ['a name that climbs', { '2': { gifs: [{ ...file, filename: '../../etc/passwd' }] } }],
    ['a folder that climbs', { '2': { gifs: [{ ...file, subfolder: 'a/../../b' }] } }],
    ['a folder of its own', { '2': { gifs: [{ ...file, subfolder: '/srv' }] } }],
    ['a kind of file that nobody knows', { '2': { gifs: [{ ...file, type: 'path' }] } }],
  ])('success with %s is a bad output', async (_, outputs) =>
    expect(await standing('success', jobs, { outputs })).toMatchObject({ ok: false, failure: { type: 'bad-output' } }),
  )

  test('T17: a film may be under any key; data beside the files is left alone', async () => {
    const outputs = { '2': { images: [file], animated: [true], text: ['hello'], a: null } }
    expect(await standing('success', jobs, { outputs })).toMatchObject({ ok: true, value: { files: [file] } })
  })
})

describe('recorded messages', () => {
  test('known kinds are understood, all others ignored', () => {
    for (const { ws_client } of Object.values(recorded))
      for (const message of ws_client) {
        const type = z.object({ type: z.string() }).parse(message).type
        const read = parseSocketMessage(JSON.stringify(message))
        const told = read === null || read === 'greeting' ? read : read.type
        const known = { status: told === null ? null : 'greeting', feature_flags: 'greeting' }
        expect([type, told]).toEqual([type, Object.hasOwn(known, type) ? known[type as keyof typeof known] : type])
      }
  })

  test.each([
    new ArrayBuffer(8),
    '',
    'nonsense',
    '[]',
    '{"type":"executing","data":{"node":"1"}}',
    '{"type":7}',
    'null',
  ])('%o is none', (data) => expect(parseSocketMessage(data)).toBeNull())

  const told = (which: string) => {
    const heard: RenderProgress[] = []
    const { request, ws_client } = trace(which)
    const progress = createProgress(request.prompt, (p) => heard.push(p))
    for (const data of ws_client) {
      const message = parseSocketMessage(JSON.stringify(data))
      if (message !== null && message !== 'greeting') progress(message)
    }
    return heard.map((p) => p.done / p.of)
  }
  test.each(Object.keys(recorded))('progress of %s never falls, and stays in its bounds', (which) => {
    const shares = told(which)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(Math.max(0, ...shares)).toBeLessThanOrEqual(1)
  })
  test.each(['success', 'fully_cached'])('progress of %s comes to its end', (which) =>
    expect(told(which).at(-1)).toBe(1),
  )
})
