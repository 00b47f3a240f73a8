/** A previz on a port and a folder of its own, and the few calls that tests make to it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { createMedia } from '../../adapters/media/media.ts'
import type { Faults } from '../../adapters/previz/faults.ts'
import { createPreviz } from '../../adapters/previz/previz.ts'
import type { Graph } from '../../src/domain/workflow.ts'
import { CATALOGUE } from '../../workflows/catalogue.ts'
import { silent } from '../support/silent-log.ts'

export type Event = { readonly type: string; readonly data: Readonly<Record<string, unknown>> }

const zEvent = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })
const zPosted = z.object({ prompt_id: z.string(), number: z.number(), node_errors: z.record(z.string(), z.unknown()) })
const zHistory = z.record(
  z.string(),
  z.looseObject({
    outputs: z.record(z.string(), z.record(z.string(), z.array(z.unknown()))),
    status: z.object({
      status_str: z.string(),
      completed: z.boolean(),
      messages: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())])),
    }),
  }),
)
export type HistoryRow = z.infer<typeof zHistory>[string]

export async function createStand(faults?: Faults) {
  const folder = mkdtempSync(join(tmpdir(), 'previz-test-'))
  const media = createMedia()
  const previz = createPreviz({
    media,
    folder: join(folder, 'previz'),
    models: CATALOGUE.flatMap((w) => w.models),
    log: silent,
    clock: { now: () => new Date() },
    ...(faults ? { faults } : {}),
  })
  const { url } = await previz.listen()

  /** Opens a socket and keeps what it hears; `heard` waits for an event that fits, however long ago it came. */
  async function listen(clientId: string) {
    const events: Event[] = []
    const waiting = new Set<() => void>()
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws?clientId=${clientId}`)
    let closed = false
    socket.addEventListener('message', ({ data }) => {
      events.push(zEvent.parse(JSON.parse(String(data))))
      for (const look of waiting) look()
    })
    socket.addEventListener('close', () => {
      closed = true
      for (const look of waiting) look()
    })
    await new Promise((opened) => socket.addEventListener('open', opened))
    const until = (fits: () => boolean) =>
      new Promise<void>((done) => {
        const look = () => {
          if (!fits()) return
          waiting.delete(look)
          done()
        }
        waiting.add(look)
        look()
      })
    return {
      events,
      socket,
      heard: (fits: (e: Event) => boolean) => until(() => events.some(fits)),
      closed: () => until(() => closed),
      /** The prompt is over and its history is written. */
      over: (promptId: string) =>
        until(() =>
          events.some((e) => e.type === 'executing' && e.data['node'] === null && e.data['prompt_id'] === promptId),
        ),
    }
  }

  const post = (path: string, body: unknown) =>
    fetch(url + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })

  return {
    url,
    folder,
    media,
    previz,
    listen,
    post,
    get: async (path: string): Promise<unknown> => (await fetch(url + path)).json(),
    async submit(prompt: Graph, more: Record<string, unknown> = {}) {
      const response = await post('/prompt', { prompt, client_id: 'tests', ...more })
      return zPosted.parse(await response.json())
    },
    async history(promptId: string): Promise<HistoryRow | undefined> {
      return zHistory.parse(await (await fetch(`${url}/history/${promptId}`)).json())[promptId]
    },
    async upload(bytes: Uint8Array<ArrayBuffer>, name: string, more: Record<string, string> = {}) {
      const form = new FormData()
      form.set('image', new Blob([bytes]), name)
      for (const [key, value] of Object.entries(more)) form.set(key, value)
      return fetch(`${url}/upload/image`, { method: 'POST', body: form })
    },
    async close() {
      await previz.stop()
      await media.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type Stand = Awaited<ReturnType<typeof createStand>>

/** A few small frames, saved as a clip: nothing to load, nothing to sample. */
export const plainClip = (o: { frames?: number; prefix?: string } = {}): Graph => ({
  '1': { class_type: 'EmptyImage', inputs: { width: 64, height: 48, batch_size: o.frames ?? 4, color: 10998339 } },
  '2': {
    class_type: 'VHS_VideoCombine',
    inputs: {
      images: ['1', 0],
      frame_rate: 8,
      loop_count: 0,
      filename_prefix: o.prefix ?? 'studio/fx',
      format: 'video/h264-mp4',
      pingpong: false,
      save_output: true,
    },
  },
})
