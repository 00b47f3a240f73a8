import { createComfyHost } from '../../adapters/comfyui/host.ts'
import { describeGpuHost, plainGraph } from '../contracts/gpu-host.ts'
import { createClockHost } from '../fakes/clock-host.ts'
import { startComfyServer } from '../fakes/comfy-server.ts'
import { VERSIONS } from '../fakes/comfy/versions.ts'
import { silent } from '../support/silent-log.ts'

/** The stand-in holds what says so. */
const held = (prefix: string) => plainGraph(`${prefix}-hold`)

for (const version of VERSIONS)
  describeGpuHost(`the ComfyUI client on a server of version ${version}`, async () => {
    const server = await startComfyServer({ version })
    const host = createComfyHost({ name: 'gpu-1', url: server.url, log: silent, patience: { lookEveryMs: 100 } })
    return {
      host,
      quick: plainGraph,
      slow: held,
      previews: version !== '0.3.64',
      async stop() {
        await host.stop()
        await server.stop()
      },
    }
  })

describeGpuHost('the clock host', () => {
  const host = createClockHost({ renderMs: 20 })
  return Promise.resolve({ host, quick: plainGraph, slow: held, stop: () => host.stop() })
})
