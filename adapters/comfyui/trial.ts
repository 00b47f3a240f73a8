/** Tries on a live server what Nora does with one, with tiny prompts of its own, and touches nobody else's. */
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HostFailure } from '../../src/domain/failure.ts'
import type { Result } from '../../src/domain/result.ts'
import { MINUTE, SECOND } from '../../src/domain/time.ts'
import type { Ended, GpuHost, HostFile, Prompt, Watch } from '../../src/ports/gpu-host.ts'
import { sayFailure } from '../../src/words/say.ts'
import { PICTURE, longGraph, pictureGraph, sampledGraph } from './trial-graphs.ts'

/** `failed`: Nora cannot work with the server as it is; `missing`: with less. */
export type Finding = { readonly state: 'ok' | 'missing' | 'failed' | 'skipped'; readonly says: string }

const ROUND_TRIP_MS = MINUTE
/** Before a sampler can show anything its checkpoint has to be loaded. */
const PREVIEW_MS = 5 * MINUTE

const found = (state: Finding['state'], says: string): Finding => ({ state, says })
const failed = (failure: HostFailure): Finding => found('failed', sayFailure(failure))

export function createTrial(o: { readonly host: GpuHost; readonly signal: AbortSignal }) {
  const { host, signal } = o
  const open = new Set<string>()
  let heard = 0

  async function hand(graph: Pick<Prompt, 'graph' | 'outputNode'>, onPreview?: Watch['onPreview']) {
    signal.throwIfAborted()
    const promptId = crypto.randomUUID()
    open.add(promptId)
    const watch = { onProgress: () => void heard++, ...(onPreview ? { onPreview } : {}) }
    const given = await host.submit({ ...graph, promptId, workflow: 'verify', note: {} }, watch)
    if (given.ok) void given.value.ended.then(() => open.delete(promptId))
    else open.delete(promptId)
    return { promptId, given }
  }

  /** Null when it takes longer; what we put there is then taken back at the end. */
  function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
    const over = Promise.withResolvers<null>()
    const timer = setTimeout(() => over.resolve(null), ms)
    const stop = () => over.reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    return Promise.race([work, over.promise]).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    })
  }

  async function bytesOf(file: HostFile): Promise<Result<Buffer, HostFailure>> {
    const source = await host.fetch(file, signal)
    if (!source.ok) return source
    const parts: Uint8Array[] = []
    for await (const part of source.value) parts.push(part)
    return { ok: true, value: Buffer.concat(parts) }
  }

  return {
    /** Leaves a picture of one pixel in the host's input folder, always the same. */
    async upload(): Promise<Finding> {
      const folder = await mkdtemp(join(tmpdir(), 'nora-verify-'))
      try {
        const path = join(folder, 'pixel.png')
        await writeFile(path, PICTURE)
        const sha256 = createHash('sha256').update(PICTURE).digest('hex')
        const staged = await host.stage({ path, sha256, extension: 'png', signal })
        if (!staged.ok) return failed(staged.failure)
        const [subfolder = '', filename = ''] = staged.value.split('/')
        const back = await bytesOf({ filename, subfolder, type: 'input' })
        if (!back.ok) return failed(back.failure)
        return back.value.equals(PICTURE)
          ? found('ok', `kept as input/${staged.value} and read back`)
          : found('failed', `input/${staged.value} came back as other bytes`)
      } finally {
        await rm(folder, { recursive: true })
      }
    },

    async roundTrip(): Promise<Finding> {
      const began = performance.now()
      const { given } = await hand(pictureGraph())
      if (!given.ok) return failed(given.failure)
      const ended = await within<Result<Ended, HostFailure>>(given.value.ended, ROUND_TRIP_MS)
      if (ended === null) return found('failed', `no picture within ${ROUND_TRIP_MS / SECOND} s`)
      if (!ended.ok) return failed(ended.failure)
      const [file] = ended.value.files
      const bytes = file ? await bytesOf(file) : null
      if (bytes?.ok === false) return failed(bytes.failure)
      if (!file || bytes?.value.subarray(1, 4).toString() !== 'PNG')
        return found('failed', 'what came back is no picture')
      const ms = Math.round(performance.now() - began)
      return found(
        'ok',
        `a picture made and fetched in ${ms} ms, kept there as output/${file.subfolder}/${file.filename}`,
      )
    },

    async stopping(): Promise<Finding> {
      const [running, waiting] = [await hand(longGraph()), await hand(pictureGraph())]
      for (const { given } of [running, waiting]) if (!given.ok) return failed(given.failure)
      const withdrawn = await host.withdraw(waiting.promptId)
      if (!withdrawn.ok) return failed(withdrawn.failure)
      const cancelled = await host.cancel(running.promptId)
      if (!cancelled.ok) return failed(cancelled.failure)
      const ended = running.given.ok ? await within(running.given.value.ended, ROUND_TRIP_MS) : null
      if (ended === null) return found('failed', `a prompt goes on ${ROUND_TRIP_MS / SECOND} s after it was stopped`)
      if (ended.ok || withdrawn.value === 'kept') return found('skipped', 'it was too quick to be stopped')
      return ended.failure.type === 'interrupted'
        ? found('ok', 'a prompt that ran was stopped, one that waited taken back')
        : failed(ended.failure)
    },

    /** After something was rendered. */
    socket: (): Finding =>
      heard > 0
        ? found('ok', `told of ${heard} steps`)
        : found('missing', 'nothing was heard: let WebSockets to /ws through the proxy, or progress is not shown'),

    async previews(checkpoint: string): Promise<Finding> {
      let [seen, bytes] = [0, 0]
      const { given } = await hand(sampledGraph(checkpoint), (image) => {
        seen += 1
        bytes += image.length
      })
      if (!given.ok) return found('missing', sayFailure(given.failure))
      const ended = await within(given.value.ended, PREVIEW_MS)
      if (ended === null) return found('missing', `${checkpoint} was not sampled within ${PREVIEW_MS / MINUTE} minutes`)
      if (!ended.ok) return found('missing', sayFailure(ended.failure))
      return seen > 0
        ? found('ok', `${seen} of ${Math.round(bytes / seen / 100) / 10} kB on average`)
        : found('missing', 'none came: an old server must be started with --preview-method latent2rgb')
    },

    /** Takes back whatever of ours is still there. */
    async tidy(): Promise<void> {
      for (const promptId of open) await host.cancel(promptId)
    },
  }
}
