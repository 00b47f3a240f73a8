/** Looks for references in the project's own vault: what people brought, and films that were made before. */
import { type Asset, mediaKind } from '../../src/domain/asset.ts'
import { isNamed } from '../../src/domain/reference-wishes.ts'
import type { Found, Research, Sought } from '../../src/ports/research.ts'
import type { Store } from '../../src/ports/store.ts'

/** How far back a vault is looked through, newest first. */
const PAGES = 10
const PAGE = 100

export const createVaultResearch = (deps: { readonly store: Pick<Store, 'assets'> }): Research => ({
  async search({ projectId, words, sought }, { limit, bytes }, signal) {
    const found: Found[] = []
    let cursor: string | null = null
    for (let page = 0; page < PAGES && found.length < limit; page++) {
      signal.throwIfAborted()
      const { items, nextCursor } = await deps.store.assets(projectId, {
        limit: PAGE,
        ...(cursor === null ? {} : { cursor }),
      })
      for (const asset of items)
        if (found.length < limit && asset.bytes <= bytes && isSought(asset, sought) && isNamed(asset.name, words))
          found.push({ asset, isStored: true, source: sourceOf(asset), licence: "the project's own" })
      if (nextCursor === null) break
      cursor = nextCursor
    }
    return found
  },
})

/** A film is shown by its poster: its own frames would be made into another film of themselves. */
function isSought(asset: Asset, sought: Sought): boolean {
  const kind = mediaKind(asset.mime)
  switch (sought) {
    case 'picture':
      return kind === 'picture' && asset.provenance.from === 'upload'
    case 'footage':
      return kind === 'video' && asset.category === 'footage'
    case 'film':
      return kind === 'picture' && asset.category === 'poster'
  }
}

const sourceOf = (asset: Asset): string =>
  asset.provenance.from === 'upload' ? "the project's vault" : 'an earlier film of the project'
