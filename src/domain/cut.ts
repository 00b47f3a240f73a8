/** What a cut is: the shots of one plan joined to one film, with its poster, its proxy and its variants. */
import type { Variant } from './delivery.ts'
import type { AssetId } from './ids.ts'

export type Cut = {
  readonly planVersion: number
  readonly filmAssetId: AssetId
  readonly posterAssetId: AssetId
  /** Null where the film itself fits every platform, or no watchable copy of it would. */
  readonly proxyAssetId: AssetId | null
  /** What else the brief wanted, in its order; the film itself is not among them. */
  readonly variants: readonly Variant[]
  readonly durationFrames: number
}

/** What every platform takes without a paid plan: Discord's 10 MiB is the smallest of them. */
export const PROXY_BUDGET_BYTES = 10 * 1024 * 1024

/** `<title>_v02.mp4`. */
export const filmName = (title: string, deliveryNo: number, extension: string): string =>
  `${plainTitle(title)}_v${twoDigits(deliveryNo)}.${extension}`

/** `<title>_v02_9x16_silent.mp4`: what comes after the number says how it differs from the film. */
export const variantName = (title: string, deliveryNo: number, mark: string, extension: string): string =>
  `${plainTitle(title)}_v${twoDigits(deliveryNo)}${mark === '' ? '' : `_${mark}`}.${extension}`

/** `<title>_v01_beside_v02.jpg`. */
export const comparisonName = (title: string, before: number, after: number): string =>
  `${plainTitle(title)}_v${twoDigits(before)}_beside_v${twoDigits(after)}.jpg`

/** `<title>_boards_v01.jpg`. */
export const boardsName = (title: string, planVersion: number): string =>
  `${plainTitle(title)}_boards_v${twoDigits(planVersion)}.jpg`

const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** `01_a-lantern-drifts.mp4`; `extension` without its dot. */
export const shotFileName = (index: number, caption: string, extension: string): string =>
  `${twoDigits(index + 1)}_${plainWords(caption, 40) || 'shot'}.${extension}`

const plainTitle = (title: string): string => plainWords(title, 60) || 'film'

/** Letters, digits and hyphens, at most so many of them. */
const plainWords = (text: string, most: number): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '-')
    .toLowerCase()
    .slice(0, most)
    .toWellFormed()
    .replaceAll(/^[-\ufffd]+|[-\ufffd]+$/g, '')
