/** A small picture of a shot while it is rendered; the newest of a brief is kept, for as long as it is being shot. */
import type { BriefId } from './ids.ts'

export const PREVIEW_MIMES = ['image/jpeg', 'image/png'] as const

export type Preview = {
  readonly briefId: BriefId
  readonly shotIndex: number
  readonly mime: (typeof PREVIEW_MIMES)[number]
  readonly bytes: Uint8Array
  readonly at: Date
}

/** Hosts send pictures of a few hundred pixels; what is larger is no thumbnail. */
export const MOST_PREVIEW_BYTES = 400_000
