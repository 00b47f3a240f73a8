/** Puts a shot's files where its host can name them: pictures as they are, long footage only as the part that is used. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Reference, Shot } from '../domain/shot.ts'
import { renderSize, type WorkflowFacts } from '../domain/workflow.ts'
import type { Media } from '../ports/media.ts'
import type { Vault } from '../ports/vault.ts'
import { localFile } from './local-file.ts'
import type { Place } from './place.ts'
import type { StagedNames } from './slot-values.ts'

/** Hosts take 100 MB by default (`--max-upload-size`); far below it, the whole file is worth keeping for the next shot. */
const WHOLE_UP_TO_BYTES = 48 * 1024 ** 2

export type StageFiles = (
  brief: Brief,
  shot: Shot,
  facts: WorkflowFacts,
  lane: Pick<Place['lane'], 'stage'>,
  signal: AbortSignal,
) => Promise<Result<StagedNames, Failure>>

export function createStageFiles(deps: {
  readonly assets: (ids: readonly Asset['id'][]) => Promise<readonly Asset[]>
  readonly vault: Vault
  readonly media: Pick<Media, 'remix'>
}): StageFiles {
  return async (brief, shot, facts, lane, signal) => {
    const assets = await deps.assets(shot.references.map((r) => r.assetId))
    const pictures: string[] = []
    let footage: StagedNames['footage'] = null
    // Slots hold what a clip goes from and to. A picture that only lends its style is not gone to; alone, it is better than nothing.
    const subjects = shot.references.filter((r) => r.role !== 'style')
    for (const reference of subjects.length > 0 ? subjects : shot.references) {
      const asset = assets.find((a) => a.id === reference.assetId)
      if (asset === undefined) return fail({ type: 'asset-lost', assetId: reference.assetId })
      if (reference.role === 'footage') {
        const staged = await stageFootage(brief, shot, facts, reference, asset, lane, signal)
        if (!staged.ok) return staged
        footage = staged.value
      } else {
        const name = await stageWhole(asset, lane, signal)
        if (!name.ok) return name
        pictures.push(name.value)
      }
    }
    return ok({ pictures, footage })
  }

  async function stageWhole(
    asset: Asset,
    lane: Pick<Place['lane'], 'stage'>,
    signal: AbortSignal,
  ): Promise<Result<string, Failure>> {
    const found = await localFile(deps.vault, asset)
    if (!found.ok) return found
    await using file = found.value
    const extension = asset.storageKey.split('.').at(-1) ?? 'bin'
    return lane.stage({ path: file.path, sha256: asset.sha256, extension, signal })
  }

  async function stageFootage(
    brief: Brief,
    shot: Shot,
    facts: WorkflowFacts,
    reference: Reference,
    asset: Asset,
    lane: Pick<Place['lane'], 'stage'>,
    signal: AbortSignal,
  ): Promise<Result<NonNullable<StagedNames['footage']>, Failure>> {
    const fromSeconds = reference.fromSeconds ?? 0
    if (asset.bytes <= WHOLE_UP_TO_BYTES) {
      const name = await stageWhole(asset, lane, signal)
      if (!name.ok) return name
      return ok({ name: name.value, fromSeconds })
    }
    const found = await localFile(deps.vault, asset)
    if (!found.ok) return found
    await using file = found.value
    await using folder = await deps.vault.workspace()
    const out = `${folder.path}/part.mp4`
    // A frame of the workflow's own rate longer, so that its last frame is there.
    const frames = shot.durationFrames + Math.ceil(brief.fps / facts.nativeFps)
    const part = await deps.media.remix({
      footage: file.path,
      fromSeconds,
      size: renderSize(facts, brief.size),
      fps: brief.fps,
      frames,
      caption: null,
      mark: null,
      out,
      signal,
    })
    if (!part.ok) return part
    // The fingerprint covers the footage's bytes, where the part begins, its length and its size: as good as a hash of it.
    const name = await lane.stage({ path: out, sha256: shot.fingerprint, extension: 'mp4', signal })
    if (!name.ok) return name
    return ok({ name: name.value, fromSeconds: 0 })
  }
}
