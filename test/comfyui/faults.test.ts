import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createComfyHost } from '../../adapters/comfyui/host.ts'
import type { GpuHost, Prompt } from '../../src/ports/gpu-host.ts'
import { plainGraph } from '../contracts/gpu-host.ts'
import { startComfyServer } from '../fakes/comfy-server.ts'
import { VERSIONS, type Version } from '../fakes/comfy/versions.ts'
import { silent } from '../support/silent-log.ts'

let server: Awaited<ReturnType<typeof startComfyServer>>
let host: GpuHost
async function start(version: Version): Promise<void> {
  await host.stop()
  await server.stop()
  server = await startComfyServer({ version })
  host = connect()
}
beforeEach(async () => {
  server = await startComfyServer()
  host = connect()
})
afterEach(async () => {
  await host.stop()
  await server.stop()
})

const connect = (url = server.url) =>
  createComfyHost({
    name: 'gpu-1',
    url,
    clientId: 'nora-test',
    log: silent,
    patience: { lookEveryMs: 40, downAfterMs: 120 },
  })
const prompt = (name = 'clip'): Prompt => ({
  ...plainGraph(`nora/${name}`),
  promptId: randomUUID(),
  workflow: 'w',
  note: { cameraMove: 'pan-left' },
})
const quiet = { onProgress: () => undefined }
async function ended(p: Prompt) {
  const given = await host.submit(p, quiet)
  return given.ok ? given.value.ended : given
}
const posts = () => server.requests.filter((r) => r === 'POST /prompt').length

describe('the socket is only a hint', () => {
  test.each(['open', 'shut'] as const)('T10: a render ends with a socket that is %s', async (socket) => {
    server.faults.socket = socket
    expect(await ended(prompt())).toMatchObject({ ok: true })
  })

  test('one that breaks in the middle is opened again, and nothing is lost', async () => {
    const p = prompt('hold')
    const end = ended(p)
    await until(() => server.sockets.byClient.has('nora-test') && server.queue().includes(p.promptId))
    const first = server.sockets.byClient.get('nora-test')
    first?.terminate()
    await until(() => server.sockets.byClient.get('nora-test') !== first)
    server.release(p.promptId)
    expect(await end).toMatchObject({ ok: true })
  })

  test('T9: one that has gone deaf is opened again', async () => {
    await host.stop()
    host = createComfyHost({
      name: 'gpu-1',
      url: server.url,
      clientId: 'nora-test',
      log: silent,
      patience: { lookEveryMs: 40, deafAfterMs: 100 },
    })
    server.faults.socket = 'open'
    const p = prompt('hold')
    const given = await host.submit(p, quiet)
    await until(() => server.sockets.byClient.has('nora-test'))
    const deaf = server.sockets.byClient.get('nora-test')
    await until(() => server.sockets.byClient.get('nora-test') !== deaf)
    server.release(p.promptId)
    expect(given.ok && (await given.value.ended)).toMatchObject({ ok: true })
  })

  test('T12: success is told before its row is written', async () => {
    server.faults.lateRows = 3
    expect(await ended(prompt())).toMatchObject({ ok: true, value: { gpuMs: 250 } })
  })
})

describe('a call that breaks', () => {
  test('T3: after the prompt was taken is looked up, and not made again', async () => {
    server.faults.breakSubmit = 'after'
    expect(await ended(prompt())).toMatchObject({ ok: true })
    expect(posts()).toBe(1)
  })

  test('T3: before the prompt was taken counts as failed, and not made again', async () => {
    server.faults.breakSubmit = 'before'
    expect(await ended(prompt())).toMatchObject({ ok: false, failure: { type: 'host-down', host: 'gpu-1' } })
    expect(posts()).toBe(1)
  })

  test('T16: with a 500 in plain text says that the graph is at fault', async () => {
    server.faults.answerSubmit = {
      status: 500,
      type: 'text/plain',
      body: '500 Internal Server Error\n\nServer got itself in trouble',
    }
    expect(await ended(prompt())).toMatchObject({ ok: false, failure: { type: 'bad-graph' } })
  })

  test('at a gateway says that the host is down', async () => {
    server.faults.answerSubmit = { status: 502, type: 'text/html', body: '<html>' }
    expect(await ended(prompt())).toMatchObject({ ok: false, failure: { type: 'host-down' } })
  })
})

describe('a host that', () => {
  test('is not there', async () => {
    await host.stop()
    host = connect(await deadUrl())
    const down = { ok: false, failure: { type: 'host-down', host: 'gpu-1' } }
    expect(await host.submit(prompt(), quiet)).toMatchObject(down)
    expect(await host.attach(prompt(), quiet)).toMatchObject(down)
    expect(await host.cancel(randomUUID())).toMatchObject(down)
    expect(await host.choices('KSampler', 'scheduler')).toMatchObject(down)
    expect(await host.fetch({ filename: 'x.png', subfolder: '', type: 'output' })).toMatchObject(down)
  })

  test('was restarted has lost the prompt', async () => {
    const p = prompt('hold')
    const end = ended(p)
    await until(() => server.queue().includes(p.promptId))
    server.forget()
    expect(await end).toEqual({ ok: false, failure: { type: 'host-lost-prompt', host: 'gpu-1', promptId: p.promptId } })
  })

  test('falls silent is given up after a while, not at once', async () => {
    const p = prompt('hold')
    const end = ended(p)
    await until(() => server.queue().includes(p.promptId))
    server.faults.silent = true
    expect(await end).toMatchObject({ ok: false, failure: { type: 'host-down' } })
    expect(server.requests.filter((r) => r.startsWith('GET')).length).toBeGreaterThan(2)
  })

  test('is silent for a moment is waited for', async () => {
    const p = prompt('hold')
    const end = ended(p)
    await until(() => server.queue().includes(p.promptId))
    server.faults.silent = true
    const before = server.requests.length
    await until(() => server.requests.length > before)
    server.faults.silent = false
    server.release(p.promptId)
    expect(await end).toMatchObject({ ok: true })
  })

  test('T4: runs what is left of a graph that is half wrong is stopped', async () => {
    const p = prompt('hold')
    const graph = { ...p.graph, '9': { class_type: 'SaveImage', inputs: { images: ['1', 0] } } }
    expect(await ended({ ...p, graph })).toMatchObject({ ok: false, failure: { type: 'bad-graph' } })
    expect(server.queue()).toEqual([])
  })
})

test.each([
  ['oom', { type: 'out-of-memory', node: 'SaveImage' }],
  ['error', { type: 'node-failed', node: 'SaveImage', message: 'the colours ran dry' }],
  ['no-file', { type: 'bad-output' }],
] as const)('a prompt that ends with %s', async (ends, failure) => {
  server.faults.ends = ends
  expect(await ended(prompt())).toMatchObject({ ok: false, failure })
})

test.each(VERSIONS)('T11: a wish to cancel that gets lost is repeated (%s)', async (version) => {
  await start(version)
  server.faults.loseCancels = 2
  const p = prompt('hold')
  const end = ended(p)
  await until(() => server.queue().includes(p.promptId))
  expect(await host.cancel(p.promptId)).toMatchObject({ ok: true })
  expect(await end).toEqual({ ok: false, failure: { type: 'interrupted', host: 'gpu-1' } })
})

test('T3, T5, T28: what is sent has a client id of letters, no number, and no workflow', async () => {
  const p = prompt()
  await ended(p)
  expect(server.posted).toEqual([
    {
      prompt: p.graph,
      prompt_id: p.promptId,
      client_id: 'nora-test',
      extra_data: { extra_pnginfo: { nora: { cameraMove: 'pan-left' } } },
    },
  ])
})

describe('files', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nora-comfyui-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function file(bytes: Buffer, extension: string) {
    const path = join(folder, `any.${extension}`)
    await writeFile(path, bytes)
    return { path, sha256: createHash('sha256').update(bytes).digest('hex'), extension }
  }

  test('travel once, whole, under the name of their hash', async () => {
    const bytes = Buffer.from(`\r\n--boundary\r\n${'x'.repeat(300_000)}\0\r\n`)
    const footage = await file(bytes, 'mp4')
    const name = await host.stage(footage)
    expect(name).toEqual({ ok: true, value: `nora/${footage.sha256.slice(0, 16)}.mp4` })
    expect(server.uploads.get(`nora/${footage.sha256.slice(0, 16)}.mp4`)?.equals(bytes)).toBe(true)
    expect(await host.stage(footage)).toEqual(name)
    expect(server.requests.filter((r) => r === 'POST /upload/image')).toHaveLength(1)
  })

  test('an extension is a few letters, whatever it says', async () => {
    const odd = { ...(await file(Buffer.from('x'), 'png')), extension: '../../x"\r\n' }
    expect(await host.stage(odd)).toMatchObject({ ok: true, value: expect.stringMatching(/^nora\/[0-9a-f]{16}\.bin$/) })
  })

  test('T6: an empty one is a bad output', async () => {
    server.outputs.set('empty.mp4', Buffer.alloc(0))
    expect(await host.fetch({ filename: 'empty.mp4', subfolder: 'nora', type: 'output' })).toMatchObject({
      ok: false,
      failure: { type: 'bad-output', reason: expect.stringContaining('empty') },
    })
  })

  test('a download can be stopped', async () => {
    server.outputs.set('big.mp4', Buffer.alloc(8_000_000))
    const stop = new AbortController()
    const source = await host.fetch({ filename: 'big.mp4', subfolder: 'nora', type: 'output' }, stop.signal)
    if (!source.ok) throw new Error('not fetched')
    await expect(
      (async () => {
        for await (const _ of source.value) stop.abort(new Error('enough'))
      })(),
    ).rejects.toThrow('enough')
  })
})

/** Settles when the outside has come to that state; the test's own time limit is its limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((next) => setImmediate(next))
}

/** A port where nobody listens. */
async function deadUrl(): Promise<string> {
  const listener = createServer()
  await new Promise<void>((up) => listener.listen(0, '127.0.0.1', up))
  const address = listener.address()
  await new Promise((down) => listener.close(down))
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}
