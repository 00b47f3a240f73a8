/** Fetches what a host made, makes sure it is the clip that was asked for, and puts it into the vault. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure, HostFailure } from '../domain/failure.ts'
import { makeId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Shot } from '../domain/shot.ts'
import type { Take } from '../domain/take.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ended } from '../ports/gpu-host.ts'
import type { Media, Probe } from '../ports/media.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Vault } from '../ports/vault.ts'
import type { Place } from './place.ts'

/** The clip's asset, not yet inserted. */
export type BringHome = (
  brief: Brief,
  shot: Shot,
  take: Take,
  lane: Pick<Place['lane'], 'fetch'>,
  ended: Ended,
  signal: AbortSignal,
) => Promise<Result<Asset, Failure>>

/** A 20-second 4K master stays far below it. */
const MAX_CLIP_BYTES = 2 * 1024 ** 3
/** The slowest rate a workflow renders at: a clip may end up to one such frame before the shot does. */
const SLOWEST_FRAME_SECONDS = 1 / 8

export function createBringHome(deps: {
  readonly vault: Vault
  readonly media: Media
  readonly clock: Clock
  readonly randomness: Randomness
}): BringHome {
  return async (brief, shot, take, lane, ended, signal) => {
    const [file] = ended.files
    if (file === undefined) return fail(broken(take, 'it finished without a file'))
    const source = await lane.fetch(file, signal)
    if (!source.ok) return source

    let facts: Probe | null = null
    const stored = await deps.vault.put(source.value, {
      name: 'clip.mp4',
      maxBytes: MAX_CLIP_BYTES,
      signal,
      // Success on a host does not mean a playable file: decode it to the end before it counts.
      inspect: async ({ path }) => {
        const seen = await deps.media.verify(path, { signal })
        if (!seen.ok) return broken(take, seen.failure.reason)
        facts = seen.value
        const needed = shot.durationFrames / brief.fps - SLOWEST_FRAME_SECONDS
        return (seen.value.durationSeconds ?? 0) < needed
          ? broken(
              take,
              `the clip lasts ${seen.value.durationSeconds ?? 0} s instead of ${shot.durationFrames / brief.fps} s`,
            )
          : null
      },
    })
    if (!stored.ok) return fail(isAboutFile(stored.failure) ? broken(take, stored.failure.type) : stored.failure)
    return ok({
      id: makeId('asset', deps.randomness.uuid()),
      projectId: brief.projectId,
      category: 'shot_clip',
      scope: 'cinematics',
      name: `shot ${shot.index + 1} take ${take.attempt}.mp4`,
      ...stored.value,
      ...(facts ?? { width: null, height: null, durationSeconds: null, fps: null, hasAudio: false }),
      provenance: {
        from: 'take',
        briefId: brief.id,
        takeId: take.id,
        prompt: shot.prompt,
        seed: shot.seed,
        workflow: shot.workflow,
      },
      createdAt: deps.clock.now(),
    })
  }
}

const broken = (take: Take, reason: string): HostFailure => ({ type: 'bad-output', host: take.host, reason })

const isAboutFile = (f: Failure): boolean => f.type.startsWith('file-')
