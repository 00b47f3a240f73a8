/** Puts a person's file into a project's vault: whole, known by its bytes, and decodable, or not at all. */
import {
  cleanName,
  MAX_ASSET_BYTES,
  MAX_SCRIPT_BYTES,
  mediaKind,
  usualCategory,
  type Asset,
  type AssetCategory,
  type MediaKind,
} from '../domain/asset.ts'
import { mayDo } from '../domain/access.ts'
import { type Failure, SourceLost } from '../domain/failure.ts'
import { makeId, makeIdFor, type PersonId, type ProjectId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Media, Probe } from '../ports/media.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'

export type NewAsset = {
  readonly projectId: ProjectId
  readonly personId: PersonId
  /** As the person named it. */
  readonly name: string
  readonly source: AsyncIterable<Uint8Array>
  /** As whoever sends it says, where they do: what is too large is not fetched. */
  readonly bytes?: number
  /** Null: what its kind usually is. */
  readonly category: AssetCategory | null
  /** What names this file among all that were ever asked for: given again, it is the asset that is there. */
  readonly request?: string
  readonly signal?: AbortSignal
}

const NOTHING: Probe = { width: null, height: null, durationSeconds: null, fps: null, hasAudio: false }

export function createKeepAsset(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly media: Media
  readonly clock: Clock
  readonly randomness: Randomness
}) {
  return async (input: NewAsset): Promise<Result<Asset, Failure>> => {
    const { projectId, personId } = input
    if ((await deps.store.project(projectId)) === null) return fail({ type: 'project-unknown', projectId })
    const may = mayDo({ personId, role: await deps.store.role(projectId, personId) }, 'add-asset')
    if (!may.ok) return may
    const { request } = input
    const id = request === undefined ? makeId('asset', deps.randomness.uuid()) : makeIdFor('asset', request)
    const there = request === undefined ? null : await deps.store.asset(id)
    if (there !== null) return ok(there)
    const name = cleanName(input.name)
    if ((input.bytes ?? 0) > MAX_ASSET_BYTES) return fail({ type: 'file-too-large', name, maxBytes: MAX_ASSET_BYTES })
    let facts = NOTHING
    let kind: MediaKind | null = null

    const inspect = async (file: {
      readonly path: string
      readonly mime: string
      readonly bytes: number
    }): Promise<Failure | null> => {
      kind = mediaKind(file.mime)
      if (kind === null) return { type: 'file-kind-unknown', name, looksLike: file.mime }
      if (input.category !== null && !plays(kind, input.category))
        return { type: 'file-not-what-it-says', name, says: `"${input.category}"`, is: kindWord(kind) }
      if (kind === 'text')
        return file.bytes > MAX_SCRIPT_BYTES ? { type: 'file-too-large', name, maxBytes: MAX_SCRIPT_BYTES } : null
      const seen = await deps.media.verify(file.path, input.signal ? { signal: input.signal } : {})
      if (!seen.ok) return { type: 'file-corrupt', name, reason: seen.failure.reason }
      facts = seen.value
      return null
    }

    const put = { name, maxBytes: MAX_ASSET_BYTES, inspect, ...(input.signal ? { signal: input.signal } : {}) }
    const stored = await deps.vault.put(input.source, put).catch((error: unknown) => {
      if (error instanceof SourceLost) return fail({ type: 'file-unreadable', name, reason: error.message } as const)
      throw error
    })
    if (!stored.ok) return stored
    const asset: Asset = {
      id,
      projectId,
      category: input.category ?? usualCategory(kind ?? 'text'),
      scope: 'cinematics',
      name,
      ...stored.value,
      ...facts,
      // A picture has neither a length nor a rate.
      ...(kind === 'picture' ? { durationSeconds: null, fps: null } : {}),
      provenance: { from: 'upload', personId },
      createdAt: deps.clock.now(),
    }
    await deps.store.transact((tx) => tx.insertAsset(asset))
    return ok(asset)
  }
}

/** Which part a kind of file can play. */
function plays(kind: MediaKind, category: AssetCategory): boolean {
  switch (kind) {
    case 'picture':
      return category === 'reference' || category === 'storyboard' || category === 'poster'
    case 'video':
      return category === 'footage' || category === 'reference'
    case 'audio':
      return category === 'voiceover' || category === 'music'
    case 'text':
      return category === 'script'
  }
}

const kindWord = (kind: MediaKind): string => (kind === 'audio' ? 'sound' : kind === 'text' ? 'text' : `a ${kind}`)
