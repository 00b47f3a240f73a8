/** Keeps what somebody gave for a form while they fill it in: a restart loses none of it, and links of files may die meanwhile. */
import { MAX_ASSET_BYTES } from '../domain/asset.ts'
import { SourceLost } from '../domain/failure.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'
import type { GivenFile } from './brief-from-chat.ts'

export function createDrafts(deps: { readonly store: Store; readonly vault: Vault; readonly clock: Clock }) {
  const { store, vault, clock } = deps
  return {
    /** `id` as long as a secret, of the caller's making. Kept for a day; again with the same id it has the new content. */
    keepDraft: (id: string, content: unknown): Promise<void> =>
      store.transact((tx) => tx.saveDraft({ id, content, createdAt: clock.now() })),

    /** False where it could not be fetched or is nothing that a vault keeps: why is found when it is used. */
    async keepDraftFile(id: string, key: string, file: GivenFile): Promise<boolean> {
      if ((file.bytes ?? 0) > MAX_ASSET_BYTES) return false
      const put = await vault
        .put(file.source, { name: file.name, maxBytes: MAX_ASSET_BYTES })
        .catch((error: unknown) => {
          if (error instanceof SourceLost) return null
          throw error
        })
      if (put?.ok !== true) return false
      await store.transact((tx) => tx.addDraftFile(id, { name: key, storageKey: put.value.storageKey }))
      return true
    },

    /** Null where there is none, or none any more. */
    readDraft: async (id: string): Promise<unknown> => (await store.draft(id))?.content ?? null,

    /** Null where it was not kept. */
    async draftFile(id: string, key: string): Promise<AsyncIterable<Uint8Array> | null> {
      const file = (await store.draft(id))?.files.find((f) => f.name === key)
      return file === undefined || (await vault.size(file.storageKey)) === null ? null : vault.read(file.storageKey)
    },
  }
}
