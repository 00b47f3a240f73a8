import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createComfyHost } from '../../adapters/comfyui/host.ts'
import { createLanes } from '../../src/cinematographer/lanes.ts'
import { plainGraph } from '../contracts/gpu-host.ts'
import { startComfyServer } from '../fakes/comfy-server.ts'
import { silent } from '../support/silent-log.ts'

test('over HTTP the next prompt waits on the host before the one that executes has ended, and never a third', async () => {
  const server = await startComfyServer()
  const host = createComfyHost({ name: 'gpu-1', url: server.url, log: silent })
  const [lane] = createLanes({ hosts: [host] }).own
  if (lane === undefined) throw new Error('no lane')
  const ids = Array.from({ length: 6 }, () => randomUUID())
  const ends = ids.map((promptId) =>
    lane.render(
      { promptId, ...plainGraph('nora/hold'), workflow: 'w', note: {} },
      { onProgress: () => undefined, beforeSubmit: () => Promise.resolve(true) },
    ),
  )
  const seen: number[] = []
  for (const [i, id] of ids.entries()) {
    const left = Math.min(2, ids.length - i)
    while (server.queue().length < left) await new Promise((next) => setImmediate(next))
    seen.push(server.queue().length)
    server.release(id)
  }
  expect((await Promise.all(ends)).every((e) => e.ok)).toBe(true)
  expect(seen).toEqual([2, 2, 2, 2, 2, 1])
  await host.stop()
  await server.stop()
})
