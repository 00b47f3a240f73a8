/** What a file in a project's vault is, and which kind of file may play which part. */
import type { AssetId, BriefId, PersonId, ProjectId, TakeId } from './ids.ts'

export const ASSET_CATEGORIES = [
  'reference',
  'footage',
  'storyboard',
  'voiceover',
  'music',
  'script',
  'shot_clip',
  'ai_short',
  'poster',
  'proxy',
] as const
export type AssetCategory = (typeof ASSET_CATEGORIES)[number]

export type AssetScope = 'cinematics'

/** Where an asset came from. */
export type Provenance = {
  readonly from: 'upload' | 'take' | 'cut' | 'planner'
  readonly briefId?: BriefId
  readonly takeId?: TakeId
  readonly personId?: PersonId
  readonly prompt?: string
  readonly seed?: number
  readonly workflow?: string
}

export type Asset = {
  readonly id: AssetId
  readonly projectId: ProjectId
  readonly category: AssetCategory
  readonly scope: AssetScope
  /** As people named it; never a path. */
  readonly name: string
  readonly mime: string
  readonly bytes: number
  readonly sha256: string
  /** Where the vault keeps it; opaque. */
  readonly storageKey: string
  readonly width: number | null
  readonly height: number | null
  readonly durationSeconds: number | null
  readonly fps: number | null
  readonly hasAudio: boolean
  readonly provenance: Provenance
  readonly createdAt: Date
}

export type MediaKind = 'picture' | 'video' | 'audio' | 'text'

export const mediaKind = (mime: string): MediaKind | null =>
  mime.startsWith('image/')
    ? 'picture'
    : mime.startsWith('video/')
      ? 'video'
      : mime.startsWith('audio/')
        ? 'audio'
        : mime.startsWith('text/')
          ? 'text'
          : null

/** The part a file plays in a brief when nobody said: pictures are references, sound is the voice-over, text the script. */
export function usualCategory(kind: MediaKind): AssetCategory {
  switch (kind) {
    case 'picture':
      return 'reference'
    case 'video':
      return 'footage'
    case 'audio':
      return 'voiceover'
    case 'text':
      return 'script'
  }
}

/** 2 GiB, as ComfyUI hosts and chat platforms stay far below it. */
export const MAX_ASSET_BYTES = 2 * 1024 ** 3 - 1
export const MAX_SCRIPT_BYTES = 256 * 1024
export const MAX_FILES_A_BRIEF = 20

/** A name fit to show and to put into a `Content-Disposition`: no folders, no control characters, at most 120 characters. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  // oxlint-disable-next-line no-control-regex
  const clean = last.replaceAll(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e]/g, '').trim()
  return (clean === '' || clean === '.' || clean === '..' ? 'file' : clean).slice(0, 120)
}
