/** What is in a project's vault: the list, one file's facts, its bytes, and taking it out. */
import { mayDo } from '../domain/access.ts'
import { type Asset, cleanName } from '../domain/asset.ts'
import type { Failure } from '../domain/failure.ts'
import type { AssetId, PersonId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Store } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'

export type Opened = {
  readonly asset: Asset
  read(range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>
}

export function createReadAssets(deps: { readonly store: Store; readonly vault: Vault }) {
  const found = async (assetId: AssetId): Promise<Result<Asset, Failure>> => {
    const asset = await deps.store.asset(assetId)
    return asset === null ? fail({ type: 'asset-unknown', assetId }) : ok(asset)
  }
  return {
    readAsset: found,
    listAssets: deps.store.assets,

    openAsset: async (assetId: AssetId): Promise<Result<Opened, Failure>> => {
      const asset = await found(assetId)
      if (!asset.ok) return asset
      const { storageKey } = asset.value
      if ((await deps.vault.size(storageKey)) === null) return fail({ type: 'asset-lost', assetId })
      return ok({ asset: asset.value, read: (range) => deps.vault.read(storageKey, range) })
    },

    renameAsset: (input: {
      readonly assetId: AssetId
      readonly personId: PersonId
      readonly name: string
    }): Promise<Result<Asset, Failure>> =>
      deps.store.transact(async (tx) => {
        const asset = await tx.asset(input.assetId)
        if (asset === null) return fail({ type: 'asset-unknown', assetId: input.assetId })
        const role = await tx.role(asset.projectId, input.personId)
        const may = mayDo({ personId: input.personId, role }, 'add-asset')
        if (!may.ok) return may
        const name = cleanName(input.name)
        await tx.renameAsset(asset.id, name)
        return ok({ ...asset, name })
      }),

    /** Only the record goes; other records may share the bytes. Assets that a brief uses stay. */
    removeAsset: (input: { readonly assetId: AssetId; readonly personId: PersonId }): Promise<Result<void, Failure>> =>
      deps.store.transact(async (tx) => {
        const asset = await tx.asset(input.assetId)
        if (asset === null) return fail({ type: 'asset-unknown', assetId: input.assetId })
        const may = mayDo(
          { personId: input.personId, role: await tx.role(asset.projectId, input.personId) },
          'remove-asset',
        )
        if (!may.ok) return may
        return (await tx.deleteAsset(asset.id))
          ? ok(undefined)
          : fail({ type: 'asset-in-use', assetId: asset.id, name: asset.name })
      }),
  }
}
