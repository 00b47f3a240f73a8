/** The ways in which a plain client loses work, as far as the wire shows them: each named by its number in the contract. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createComfyHost } from '../../adapters/comfyui/host.ts'
import type { Graph } from '../../src/domain/workflow.ts'
import type { GpuHost, Prompt, RenderProgress, Watch } from '../../src/ports/gpu-host.ts'
import { plainGraph } from '../contracts/gpu-host.ts'
import { startComfyServer } from '../fakes/comfy-server.ts'
import { frames } from '../fakes/comfy/sockets.ts'
import { VERSIONS, type Version } from '../fakes/comfy/versions.ts'
import { silent } from '../support/silent-log.ts'

let server: Awaited<ReturnType<typeof startComfyServer>>
let host: GpuHost
async function start(version?: Version) {
  server = await startComfyServer(version ? { version } : {})
  host = createComfyHost({ name: 'gpu-1', url: server.url, clientId: 'us', log: silent, patience: { lookEveryMs: 40 } })
}
async function startAs(version: Version) {
  await host.stop()
  await server.stop()
  await start(version)
}
beforeEach(() => start())
afterEach(async () => {
  await host.stop()
  await server.stop()
})

const quiet: Watch = { onProgress: () => undefined }
const prompt = (graph: Graph = plainGraph(`nora/${randomUUID()}`).graph): Prompt => ({
  graph,
  outputNode: '2',
  promptId: randomUUID(),
  workflow: 'w',
  note: {},
})
const held = () => prompt(plainGraph(`nora/${randomUUID()}-hold`).graph)
const { '1': source, '2': end } = plainGraph('nora/x').graph as Required<Graph>
async function submitted(p: Prompt, watch = quiet) {
  const given = await host.submit(p, watch)
  if (!given.ok) throw new Error(JSON.stringify(given.failure))
  return given.value
}
const posts = () => server.requests.filter((r) => r === 'POST /prompt').length
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((next) => setImmediate(next))
}

describe('what would kill a server never reaches it', () => {
  test.each<[string, object]>([
    ['T1: a node without inputs', { '1': source, '2': end, '3': { class_type: 'SaveImage' } }],
    [
      'T2: an input that nobody declared, linked to nothing',
      { '1': { ...source, inputs: { ...source?.inputs, stray: ['99', 0] } }, '2': end },
    ],
    ['T29: a workflow as the page saves it', { nodes: [{ id: 1, type: 'SaveImage' }], links: [], version: 0.4 }],
  ])('%s', async (_, graph) => {
    expect(await host.submit(prompt(graph as Graph), quiet)).toMatchObject({
      ok: false,
      failure: { type: 'bad-graph' },
    })
    expect(posts()).toBe(0)
  })
})

describe('success that is none', () => {
  // 0.24 tells no file at all to who sends no client id.
  test.each(VERSIONS)('T7: the same graph again gives the old file, which may be gone (%s)', async (version) => {
    await startAs(version)
    const graph = plainGraph('nora/twice').graph
    const first = await (await submitted(prompt(graph))).ended
    const again = await submitted(prompt(graph))
    const second = await again.ended
    expect(second).toEqual(first)
    server.outputs.clear()
    const [file] = second.ok ? second.value.files : []
    expect(file && (await host.fetch(file))).toMatchObject({ ok: false, failure: { type: 'bad-output' } })
  })

  test('T8: a batch that goes on under ids of its own has no file under ours', async () => {
    server.faults.ends = 'unfinished-batch'
    const { ended } = await submitted(prompt())
    expect(await ended).toMatchObject({ ok: false, failure: { type: 'bad-output' } })
  })
})

describe('the queue', () => {
  const foreign = (number: number, id: string = randomUUID(), extraData: object = { client_id: 'them' }) => {
    server.put({ id, number, graph: plainGraph('them-hold').graph, clientId: 'them', extraData, hold: true })
    return id
  }

  test('T14: comes as a heap; who is next is found by number, then by id', async () => {
    const running = foreign(0)
    const ids = ['b', 'a'].map((c) => `${c}0000000-0000-4000-8000-000000000000`)
    const [late, tied, first] = [foreign(9), foreign(3, ids[0]), foreign(3, ids[1])]
    const probed = await host.probe()
    expect(probed.ok && [probed.value.running, probed.value.pending].map((q) => q.map((p) => p.promptId))).toEqual([
      [running],
      [first, tied, late],
    ])
  })

  test('says which prompts are some Nora’s, and which are others’', async () => {
    foreign(0)
    const p = held()
    await submitted(p)
    const hers = foreign(7, randomUUID(), { client_id: 'nora-2', extra_pnginfo: { nora: { shotId: 'x' } } })
    foreign(8, randomUUID(), { client_id: 'them', extra_pnginfo: { workflow: {}, nora: null } })
    const probed = await host.probe()
    expect(probed.ok && probed.value.running.map((q) => q.ours)).toEqual([false])
    expect(probed.ok && probed.value.pending.map((q) => [q.promptId, q.ours])).toEqual([
      [p.promptId, true],
      [hers, true],
      [expect.any(String), false],
    ])
  })

  test('T15: answers 200 to any wish to leave: what came of it is looked up', async () => {
    const [running, waiting] = [held(), held()]
    const ends = [await submitted(running), await submitted(waiting)]
    server.faults.loseCancels = 1
    expect(await host.withdraw(waiting.promptId)).toEqual({ ok: true, value: 'withdrawn' })
    expect(await ends[1]?.ended).toEqual({ ok: false, failure: { type: 'interrupted', host: 'gpu-1' } })
    expect(await host.withdraw(running.promptId)).toEqual({ ok: true, value: 'kept' })
    expect(server.queue()).toEqual([running.promptId])
    server.faults.loseCancels = 99
    const stuck = held()
    await submitted(stuck)
    expect(await host.withdraw(stuck.promptId)).toMatchObject({ ok: false, failure: { type: 'host-down' } })
  })
})

describe('the socket', () => {
  test('T24: what is told of others’ prompts moves nothing here', async () => {
    const heard: RenderProgress[] = []
    const p = held()
    const { ended } = await submitted(p, { onProgress: (at) => heard.push(at) })
    await until(() => heard.length > 0 && server.sockets.byClient.has('us'))
    const before = heard.length
    const nodes = { '1': { value: 4, max: 4, state: 'finished' }, '2': { value: 4, max: 4, state: 'finished' } }
    server.sockets.tellAll('progress_state', { prompt_id: randomUUID(), nodes })
    server.sockets.tellAll('executing', { node: '2' })
    server.sockets.tellAll('VHS_latentpreview', { id: '2', length: 8, rate: 8 })
    server.release(p.promptId)
    await ended
    expect(heard.slice(before).every((at) => at.done / at.of < 1)).toBe(true)
  })

  test('T25: an error of a branch that was blocked does not end the prompt', async () => {
    const p = held()
    const { ended } = await submitted(p)
    await until(() => server.sockets.byClient.has('us'))
    const looks = server.requests.length
    server.sockets.tell('us', 'execution_error', {
      prompt_id: p.promptId,
      node_id: '1',
      exception_type: 'ExecutionBlocked',
      exception_message: 'this branch is not wanted',
    })
    // It made us look, and HTTP said that it still runs.
    await until(() => server.requests.length > looks + 1)
    server.release(p.promptId)
    expect(await ended).toMatchObject({ ok: true })
  })

  test.each(['0.24.0', '0.38.1'] as const)(
    'T30: previews are asked for by the prompt, and told apart (%s)',
    async (version) => {
      await startAs(version)
      const seen: string[] = []
      const [plain, wanted] = [held(), held()]
      const ends = [
        await submitted(plain),
        await submitted(wanted, { ...quiet, onPreview: (i, m) => seen.push(`${m} ${i.length}`) }),
      ]
      await until(() => server.sockets.hasNegotiated('us'))
      for (const frame of [frames.ofVhs, frames.text, Buffer.from('odd'), frames.withMetadata(randomUUID())])
        server.sockets.send('us', frame)
      server.release(plain.promptId)
      await until(() => seen.length > 0)
      // Of an old server, or of a socket that has not said yet what it understands: it is of the prompt that runs.
      server.sockets.send('us', frames.plain)
      server.release(wanted.promptId)
      for (const { ended } of ends) expect(await ended).toMatchObject({ ok: true })
      expect(new Set(seen)).toEqual(new Set(['image/jpeg 8']))
      expect(server.posted).toMatchObject([
        { extra_data: expect.not.objectContaining({ preview_method: expect.anything() }) },
        { extra_data: { preview_method: 'latent2rgb' } },
      ])
      // Of each socket this must be the first word.
      expect(server.sockets.first.map((m) => JSON.parse(m))).toEqual([
        { type: 'feature_flags', data: { supports_preview_metadata: true } },
      ])
    },
  )
})

describe('files', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nora-traps-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('T22: the name that counts is the one that the host gave', async () => {
    const bytes = Buffer.from('ours')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const path = join(folder, 'any.png')
    await writeFile(path, bytes)
    server.uploads.set(`nora/${sha256.slice(0, 16)}.png`, Buffer.from('somebody else’s'))
    const staged = await host.stage({ path, sha256, extension: 'png' })
    expect(staged).toEqual({ ok: true, value: `nora/${sha256.slice(0, 16)} (1).png` })
    expect(server.uploads.get(`nora/${sha256.slice(0, 16)} (1).png`)?.equals(bytes)).toBe(true)
  })

  test('T11, T23, T26: nothing is asked of a host but what a proxy has to let through', async () => {
    const path = join(folder, 'any.png')
    await writeFile(path, 'x')
    await host.stage({ path, sha256: 'a'.repeat(64), extension: 'png' })
    await host.probe()
    const [running, waiting] = [held(), held()]
    for (const p of [running, waiting]) {
      for (let i = 0; i < 3; i++) await host.check(p)
      await submitted(p)
    }
    await host.withdraw(waiting.promptId)
    await host.cancel(running.promptId)
    await host.fetch({ filename: 'none.png', subfolder: '', type: 'output' })
    const asked = new Set(server.requests.map((r) => r.replaceAll(/[0-9a-f-]{36}/g, '{id}')))
    expect([...asked].toSorted()).toEqual([
      'GET /features',
      'GET /jobs',
      'GET /jobs/{id}',
      'GET /object_info/EmptyImage',
      'GET /object_info/SaveImage',
      'GET /queue',
      'GET /system_stats',
      'GET /view',
      'POST /jobs/{id}/cancel',
      'POST /prompt',
      'POST /queue',
      'POST /upload/image',
    ])
    // Each class once, however often it is checked.
    expect(server.requests.filter((r) => r.startsWith('GET /object_info'))).toHaveLength(2)
  })
})

test('T28: where somebody’s metadata breaks the job list, queue and history still tell', async () => {
  server.faults.jobsBroken = true
  const p = held()
  const { ended } = await submitted(p)
  expect(await host.attach(p, quiet)).toMatchObject({ ok: true, value: { ended: expect.any(Promise) } })
  server.release(p.promptId)
  expect(await ended).toMatchObject({ ok: true })
})
