/** Which files a delivery is shown with on a platform: the film itself, a copy that fits, or none. */
import type { Asset } from '../domain/asset.ts'
import { filmName } from '../domain/cut.ts'
import type { Media } from '../ports/media.ts'
import type { ChatFile } from '../ports/chat.ts'
import type { Store } from '../ports/store.ts'
import type { LocalFile, Vault } from '../ports/vault.ts'
import type { Delivered } from './thread-steps.ts'

/** Below this nothing worth looking at can be made. */
const LEAST_BYTES = 200_000

export type Fitted = AsyncDisposable & { readonly files: readonly ChatFile[]; readonly hasFilm: boolean }

export function createUploadFiles(deps: {
  readonly store: Pick<Store, 'assetsById'>
  readonly vault: Vault
  readonly media: Pick<Media, 'proxy'>
}) {
  const toFile = (asset: Asset, name: string): ChatFile => ({
    name,
    mime: asset.mime,
    bytes: asset.bytes,
    read: () => deps.vault.read(asset.storageKey),
  })

  /** A copy is made for this upload only, and gone when disposed: the film is never rendered again. */
  async function fitted(film: Asset, maxBytes: number, name: string, kept: LocalFile[]): Promise<ChatFile | null> {
    if (maxBytes < LEAST_BYTES) return null
    const folder = await deps.vault.workspace()
    kept.push(folder)
    const local = await deps.vault.local(film.storageKey)
    kept.push(local)
    const out = `${folder.path}/fitted.mp4`
    const made = await deps.media.proxy({ path: local.path, maxBytes, out })
    if (!made.ok) return null
    const stored = await deps.vault.putLocal(out, { name })
    if (!stored.ok || stored.value.bytes > maxBytes) return null
    const { mime, bytes, storageKey } = stored.value
    return { name, mime, bytes, read: () => deps.vault.read(storageKey) }
  }

  return {
    pictures: async (ids: readonly Asset['id'][]): Promise<readonly ChatFile[]> =>
      (await deps.store.assetsById(ids)).map((a) => toFile(a, a.name)),

    async ofDelivery(e: Delivered, maxBytes: number): Promise<Fitted> {
      const kept: LocalFile[] = []
      const ids = [
        e.filmAssetId,
        ...(e.proxyAssetId === null ? [] : [e.proxyAssetId]),
        ...e.variants.map((v) => v.assetId),
      ]
      const assets = await deps.store.assetsById(ids)
      const of = (id: Asset['id'] | null) => assets.find((a) => a.id === id)
      const [film, proxy] = [of(e.filmAssetId), of(e.proxyAssetId)]
      const fits = [film, proxy].find((a) => a !== undefined && a.bytes <= maxBytes)
      const shown =
        fits !== undefined
          ? toFile(fits, e.fileName)
          : film === undefined
            ? null
            : await fitted(film, maxBytes, filmName(e.fileName.replace(/_v\d+\.\w+$/, ''), e.deliveryNo, 'mp4'), kept)
      const variants = e.variants.flatMap(({ assetId, name }) => {
        const asset = of(assetId)
        return asset === undefined || asset.bytes > maxBytes ? [] : [toFile(asset, name)]
      })
      return {
        files: shown === null ? variants : [shown, ...variants],
        hasFilm: shown !== null,
        [Symbol.asyncDispose]: async () => {
          for (const local of kept) await local[Symbol.asyncDispose]()
        },
      }
    },
  }
}
export type UploadFiles = ReturnType<typeof createUploadFiles>
