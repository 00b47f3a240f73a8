/** A file of the vault on this machine; one that is gone is told as such. */
import type { Asset } from '../domain/asset.ts'
import type { Failure } from '../domain/failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { LocalFile, Vault } from '../ports/vault.ts'

/** The caller disposes of it. */
export async function localFile(
  vault: Pick<Vault, 'local' | 'size'>,
  asset: Pick<Asset, 'id' | 'storageKey'>,
): Promise<Result<LocalFile, Extract<Failure, { type: 'asset-lost' }>>> {
  if ((await vault.size(asset.storageKey)) === null) return fail({ type: 'asset-lost', assetId: asset.id })
  return ok(await vault.local(asset.storageKey))
}
