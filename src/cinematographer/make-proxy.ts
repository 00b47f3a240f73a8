/** Makes a copy of a film that chat platforms take, where the film itself is too big for them. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { filmName, PROXY_BUDGET_BYTES } from '../domain/cut.ts'
import type { Failure } from '../domain/failure.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Log } from '../ports/log.ts'
import type { Media } from '../ports/media.ts'
import type { KeepMade } from './keep-made.ts'

/** Null where none is needed, or none that small can be made of it. */
export type MakeProxy = (
  brief: Brief,
  film: { readonly path: string; readonly bytes: number },
  folder: string,
  signal: AbortSignal,
) => Promise<Result<Asset | null, Failure>>

export function createMakeProxy(deps: {
  readonly media: Media
  readonly keepMade: KeepMade
  readonly log: Log
}): MakeProxy {
  return async (brief, { path, bytes }, folder, signal) => {
    if (bytes <= PROXY_BUDGET_BYTES) return ok(null)
    const out = `${folder}/proxy.mp4`
    const made = await deps.media.proxy({ path, maxBytes: PROXY_BUDGET_BYTES, out, signal })
    if (made.ok) return deps.keepMade(brief, out, 'proxy', filmName(brief.title, brief.deliveryCount + 1, 'proxy.mp4'))
    // Ten minutes with sound cannot be made so small. The film is there all the same: chat then shows a link.
    deps.log.warn('proxy-not-made', { briefId: brief.id, reason: made.failure.reason })
    return ok(null)
  }
}
