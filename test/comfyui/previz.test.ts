import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { createComfyHost } from '../../adapters/comfyui/host.ts'
import { createMedia } from '../../adapters/media/media.ts'
import { createPreviz } from '../../adapters/previz/previz.ts'
import type { Media } from '../../src/ports/media.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { describeGpuHost } from '../contracts/gpu-host.ts'
import { silent } from '../support/silent-log.ts'

let media: Media
let folder: string
beforeAll(async () => {
  media = createMedia({ log: silent })
  folder = await mkdtemp(join(tmpdir(), 'nora-previz-contract-'))
})
afterAll(async () => {
  await media.stop()
  await rm(folder, { recursive: true })
})

const workflows = createWorkflows()
function clip(prefix: string, frames: number, width: number, height: number) {
  const values = { positive: 'a lantern', seed: 1, width, height, frames, filename_prefix: prefix }
  const bound = workflows.bind('animatediff-short-loop', values)
  if (!bound.ok) throw new Error(JSON.stringify(bound.failure))
  return bound.value
}

describeGpuHost('the ComfyUI client talking to previz', async () => {
  const previz = createPreviz({
    media,
    folder: join(folder, 'previz'),
    models: workflows.all.flatMap((w) => w.models),
    log: silent,
    clock: { now: () => new Date() },
  })
  const { url } = await previz.listen()
  const host = createComfyHost({ name: 'previz', url, log: silent })
  return {
    host,
    quick: (prefix) => clip(prefix, 8, 320, 184),
    slow: (prefix) => clip(prefix, 160, 768, 768),
    async stop() {
      await host.stop()
      await previz.stop()
    },
  }
})
