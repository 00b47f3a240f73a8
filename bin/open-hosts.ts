/** The GPU hosts of this house: ComfyUI servers that are named, or the built-in renderer. */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { createComfyHost } from '../adapters/comfyui/host.ts'
import { createPreviz } from '../adapters/previz/previz.ts'
import type { createLanes } from '../src/cinematographer/lanes.ts'
import type { Clock } from '../src/ports/clock.ts'
import type { GpuHost } from '../src/ports/gpu-host.ts'
import type { Log } from '../src/ports/log.ts'
import type { Media } from '../src/ports/media.ts'
import type { createWorkflows } from '../workflows/catalogue.ts'
import type { Config } from './config.ts'
import { findPreviz, openPrevizHome } from './previz-homes.ts'

type Parts = {
  readonly config: Config
  readonly media: Media
  readonly workflows: ReturnType<typeof createWorkflows>
  readonly log: Log
  readonly clock: Clock
}

type Hosts = Parameters<typeof createLanes>[0] & {
  /** Nobody else may count on our renderer from now on. */
  withdraw(): Promise<void>
}

/** The ComfyUI servers that are named, else the built-in renderer, spoken to in the same way as is that of another Nora. */
export async function openHosts(
  { config, media, workflows, log, clock }: Parts,
  onStop: (end: () => Promise<unknown>) => void,
): Promise<Hosts> {
  const opened = new Map<string, GpuHost>()
  const open = (name: string, url: string, headers: Readonly<Record<string, string>>): GpuHost => {
    const host = opened.get(name) ?? createComfyHost({ name, url, headers, clientId: `nora-${randomUUID()}`, log })
    opened.set(name, host)
    return host
  }
  const homes = path.join(config.home, 'previz')
  const elsewhere = async (name: string): Promise<GpuHost | null> => {
    const url = await findPreviz(homes, name)
    return url === null ? null : open(name, url, {})
  }
  const closeAll = () => Promise.all([...opened.values()].map((host) => host.stop()))
  if (config.comfyui.urls.length > 0) {
    onStop(closeAll)
    const hosts = config.comfyui.urls.map((url) => open(new URL(url).host, url, config.comfyui.headers))
    return { hosts, elsewhere, withdraw: () => Promise.resolve() }
  }
  const home = await openPrevizHome(homes)
  const previz = createPreviz({
    media,
    folder: home.folder,
    models: workflows.all.flatMap((w) => w.models),
    log,
    clock,
  })
  const { url } = await previz.listen()
  onStop(previz.stop)
  onStop(closeAll)
  await home.announce(url)
  return { hosts: [open(home.name, url, {})], elsewhere, withdraw: home.withdraw }
}
