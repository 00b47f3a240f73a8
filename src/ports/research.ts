/** Where references are looked for by words: the project's own vault, later other sources. */
import type { Asset } from '../domain/asset.ts'
import type { ProjectId } from '../domain/ids.ts'

/** `film` is answered by a picture of it, for its look; `footage` by what can be shown again. */
export type Sought = 'picture' | 'footage' | 'film'

export type Search = {
  readonly projectId: ProjectId
  /** All of them must fit. */
  readonly words: readonly string[]
  readonly sought: Sought
}

export type Found = {
  readonly asset: Asset
  /** False: its bytes are in the vault, but nobody has recorded it yet. */
  readonly isStored: boolean
  /** Where it is from, and under which terms, for people. */
  readonly source: string
  readonly licence: string
}

/** What a search may cost. Whoever asks holds to it too. */
export type SearchBounds = { readonly limit: number; readonly bytes: number; readonly ms: number }

export interface Research {
  /** The best first. */
  search(search: Search, bounds: SearchBounds, signal: AbortSignal): Promise<readonly Found[]>
}
