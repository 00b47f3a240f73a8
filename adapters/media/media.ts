/** The media port on FFmpeg and libvips, in a process of its own, so that a crash there costs one call and not the service. */
import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { extname } from 'node:path'
import { fail } from '../../src/domain/result.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Media, Ticking } from '../../src/ports/media.ts'
import { plainReason } from './failing.ts'
import { createMediaProcess } from './media-process.ts'
import type { Operation, Order, Outcome } from './protocol.ts'

export type MediaOptions = { readonly log?: Log }

/** `pid` is of the media process, null while none runs. */
export function createMedia({ log }: MediaOptions = {}): Media & { readonly pid: number | null } {
  const worker = createMediaProcess(log)

  const ask = <K extends Operation>(operation: K, args: Order<K>, ticking: Ticking = {}) =>
    worker.call(operation, args, ticking) as Promise<Outcome<K>>

  /** The file is written beside `out` and takes its name only when whole. */
  async function make<K extends Operation>(
    operation: K,
    args: Order<K> & { readonly out: string },
    ticking?: Ticking,
  ): Promise<Outcome<K>> {
    const part = `${args.out}.${randomUUID()}.part${extname(args.out)}`
    try {
      const result = await ask(operation, { ...args, out: part }, ticking)
      if (result.ok) await rename(part, args.out)
      return result
    } catch (error) {
      if (ticking?.signal?.aborted) throw error
      return fail({ type: 'media-failed', operation, reason: plainReason(error) })
    } finally {
      await rm(part, { force: true })
    }
  }

  return {
    get pid() {
      return worker.pid
    },
    probe: (path) => ask('probe', { path }),
    verify: (path, o) => ask('verify', { path }, o),
    poster: (o) => make('poster', o),
    contactSheet: (o) => make('contactSheet', o),
    animatic: (o) => make('animatic', plain(o), o),
    remix: (o) => make('remix', plain(o), o),
    cut: (o) => make('cut', plain(o), o),
    proxy: (o) => make('proxy', plain(o), o),
    reframe: (o) => make('reframe', plain(o), o),
    stop: () => worker.stop(),
  }
}

/** What can be sent to another process. */
const plain = <T extends Ticking>({ signal: _signal, tick: _tick, ...rest }: T) => rest
