/** Puts a file that was made of a brief's cut into the vault: its asset, not yet inserted. */
import type { Asset, AssetCategory } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import { makeId } from '../domain/ids.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Media } from '../ports/media.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Vault } from '../ports/vault.ts'

export type KeepMade = (
  brief: Brief,
  path: string,
  category: AssetCategory,
  name: string,
) => Promise<Result<Asset, Failure>>

export function createKeepMade(deps: {
  readonly vault: Vault
  readonly media: Media
  readonly clock: Clock
  readonly randomness: Randomness
}): KeepMade {
  return async (brief, path, category, name) => {
    const probe = await deps.media.probe(path)
    if (!probe.ok) return probe
    const stored = await deps.vault.putLocal(path, { name })
    if (!stored.ok) return stored
    return ok({
      id: makeId('asset', deps.randomness.uuid()),
      projectId: brief.projectId,
      category,
      scope: 'cinematics',
      name,
      ...stored.value,
      ...probe.value,
      // A picture has neither a length nor a rate.
      ...(category === 'poster' ? { durationSeconds: null, fps: null } : {}),
      provenance: { from: 'cut', briefId: brief.id },
      createdAt: deps.clock.now(),
    })
  }
}
