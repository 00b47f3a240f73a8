/** A ComfyUI server without a GPU, in this process: the same routes, socket and history; each shot drawn as an animatic. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { MINUTE } from '../../src/domain/time.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Media } from '../../src/ports/media.ts'
import { createDraw } from './draw.ts'
import { NO_FAULTS, type Faults } from './faults.ts'
import { createFiles } from './files.ts'
import { createObjectInfo, type ModelFile } from './object-info.ts'
import { createPromptDoor } from './prompt-door.ts'
import { createQueue } from './queue.ts'
import { createApp, isSameOrigin } from './routes.ts'
import { createSave } from './save.ts'
import { features } from './server-facts.ts'
import { createSockets } from './sockets.ts'
import { createWorker } from './worker.ts'

export type Previz = {
  /** On 127.0.0.1; a free port when none is named. After `crash` it comes up again, empty but for its files. */
  listen(port?: number): Promise<{ readonly url: string }>
  /** As when the process is killed: connections break, queue and history are gone, files stay. */
  crash(): Promise<void>
  /** Ends what runs and removes the files. */
  stop(): Promise<void>
}

type PrevizDeps = {
  readonly media: Media
  /** A folder of its own; emptied at the start and at the end. */
  readonly folder: string
  /** The files that it claims to have, as the workflows need them. */
  readonly models: readonly ModelFile[]
  readonly log: Log
  readonly clock: Clock
  readonly faults?: Faults
}

export function createPreviz({ media, folder, models, log, clock, faults = NO_FAULTS }: PrevizDeps): Previz {
  const files = createFiles(folder)
  const info = createObjectInfo(models)
  let life: Awaited<ReturnType<typeof start>> | null = null
  let prepared = false

  /** One life of the server, from listening to its end. */
  async function start(port: number) {
    const queue = createQueue(() => sockets.tellStatus())
    const sockets = createSockets({
      features,
      remaining: () => queue.remaining,
      runningNode: (clientId) => worker.runningNode(clientId),
    })
    const draw = createDraw({ media, files, work: join(folder, 'temp') })
    const worker = createWorker({ queue, sockets, draw, save: createSave(files), info, clock, log, faults })
    const post = createPromptDoor({ info, files, queue, clock, wake: () => worker.wake() })
    const app = createApp({ info, files, queue, worker, post })

    const server = createAdaptorServer({ fetch: app.fetch }) as Server
    // Node's own 5 s end connections just as a busy client takes them up again.
    server.keepAliveTimeout = MINUTE
    const upgrades = new WebSocketServer({ noServer: true, maxPayload: 4 * 1024 * 1024 })
    server.on('upgrade', (request, socket, head) => {
      const path = new URL(request.url ?? '/', 'http://previz').pathname
      const header = (name: string) => [request.headers[name]].flat()[0]
      const welcome = (path === '/ws' || path === '/api/ws') && isSameOrigin(header)
      if (!welcome) socket.destroy()
      else upgrades.handleUpgrade(request, socket, head, (ws) => sockets.add(ws, request))
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('previz has no port')
    return { server, sockets, worker, url: `http://127.0.0.1:${address.port}` }
  }

  async function end(): Promise<void> {
    if (!life) return
    const { server, sockets, worker } = life
    life = null
    sockets.drop()
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await Promise.all([worker.stop(), closed])
  }

  return {
    async listen(port = 0) {
      if (!prepared) await files.prepare()
      prepared = true
      life ??= await start(port)
      log.info('previz-listening', { url: life.url })
      return { url: life.url }
    },
    crash: end,
    async stop() {
      await end()
      await files.remove()
      prepared = false
    },
  }
}
