/** A message without a platform: adapters turn it into blocks, components, or lines of a terminal. */
import type { AssetId, PersonId } from '../domain/ids.ts'

export type CardButton = {
  readonly label: string
  readonly verb: string
  readonly value: string
  readonly style: 'primary' | 'plain' | 'danger'
}

export type Card = {
  readonly title: string
  /** Plain text, one paragraph a line. */
  readonly lines: readonly string[]
  /** Between 0 and 1; null for no bar. */
  readonly progress: number | null
  readonly pictures: readonly AssetId[]
  /** A passing picture of what is being made, at the brief's `preview`; `at` tells a newer one from an older. ISO 8601. */
  readonly preview: { readonly briefId: string; readonly at: string } | null
  readonly files: readonly { readonly assetId: AssetId; readonly name: string }[]
  readonly buttons: readonly CardButton[]
  /** Shown below the lines; those to files expire. */
  readonly links: readonly { readonly label: string; readonly url: string }[]
  /** Who must act on it: platforms mention them, and nobody else. */
  readonly calls: readonly PersonId[]
}

export const card = (title: string, lines: readonly string[], rest: Partial<Card> = {}): Card => ({
  title,
  lines,
  progress: null,
  pictures: [],
  preview: null,
  files: [],
  buttons: [],
  links: [],
  calls: [],
  ...rest,
})
