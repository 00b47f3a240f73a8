/** A host whose HTTP answers while its queue stands still: known as such, and never mistaken for one that only works. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createComfyHost } from '../../adapters/comfyui/host.ts'
import type { GpuHost, Prompt } from '../../src/ports/gpu-host.ts'
import { plainGraph } from '../contracts/gpu-host.ts'
import { startComfyServer } from '../fakes/comfy-server.ts'
import { VERSIONS } from '../fakes/comfy/versions.ts'
import { silent } from '../support/silent-log.ts'

type Server = Awaited<ReturnType<typeof startComfyServer>>
let server: Server
let host: GpuHost
async function start(o: Parameters<typeof startComfyServer>[0] = {}) {
  server = await startComfyServer(o)
  host = createComfyHost({
    name: 'gpu-1',
    url: server.url,
    clientId: 'us',
    log: silent,
    patience: { lookEveryMs: 20, stuckAfterMs: 120, frozenAfterMs: 150 },
  })
}
beforeEach(() => start())
afterEach(async () => {
  await host.stop()
  await server.stop()
})

const held = (): Prompt => ({
  ...plainGraph(`nora/${randomUUID()}-hold`),
  promptId: randomUUID(),
  workflow: 'w',
  note: {},
})
async function end(p: Prompt) {
  const given = await host.submit(p, { onProgress: () => undefined })
  if (!given.ok) throw new Error(JSON.stringify(given.failure))
  return given.value
}
const frozen = (reason: string) => ({
  ok: false,
  failure: { type: 'host-frozen', host: 'gpu-1', reason: expect.stringContaining(reason) },
})

test.each(VERSIONS)('nothing runs while something waits (%s)', async (version) => {
  await host.stop()
  await server.stop()
  await start({ version })
  server.faults.worker = 'stuck'
  const { ended } = await end(held())
  expect(await ended).toEqual(frozen('prompts wait and none runs'))
})

test('what runs gives no sign; what waits behind it is told the same', async () => {
  server.faults.worker = 'dead'
  const [first, second] = [await end(held()), await end(held())]
  expect(await first.ended).toEqual(frozen('without a sign of life'))
  expect(await second.ended).toEqual(frozen('without a sign of life'))
})

test('a prompt that goes on giving signs is waited for, and so is what waits behind it', async () => {
  const [running, waiting] = [held(), held()]
  const ends = [await end(running), await end(waiting)]
  // Longer than either patience; the stand-in tells of progress meanwhile.
  const looks = server.requests.length
  while (server.requests.length < looks + 24) await new Promise((next) => setImmediate(next))
  server.release(running.promptId)
  expect(await ends[0]?.ended).toMatchObject({ ok: true })
  server.release(waiting.promptId)
  expect(await ends[1]?.ended).toMatchObject({ ok: true })
})

test('T9: a server that forgot our socket in the middle is not frozen: another is opened, and told', async () => {
  const p = held()
  const { ended } = await end(p)
  while (!server.sockets.byClient.has('us')) await new Promise((next) => setImmediate(next))
  const deaf = server.sockets.byClient.get('us')
  server.sockets.byClient.clear()
  const looks = server.requests.length
  while (server.requests.length < looks + 24) await new Promise((next) => setImmediate(next))
  expect(server.sockets.byClient.get('us')).not.toBe(deaf)
  expect(server.sockets.peak()).toBe(1)
  server.release(p.promptId)
  expect(await ended).toMatchObject({ ok: true })
})

test('where no socket can be had, silence proves nothing yet', async () => {
  server.faults.socket = 'shut'
  const p = held()
  const { ended } = await end(p)
  const looks = server.requests.length
  while (server.requests.length < looks + 16) await new Promise((next) => setImmediate(next))
  server.release(p.promptId)
  expect(await ended).toMatchObject({ ok: true })
})
