/** What a cut is: the shots of one plan joined to one film, with its poster and its proxy. */
import type { AssetId } from './ids.ts'

export type Cut = {
  readonly planVersion: number
  readonly filmAssetId: AssetId
  readonly posterAssetId: AssetId
  /** Null where the film itself fits every platform, or no watchable copy of it would. */
  readonly proxyAssetId: AssetId | null
  readonly durationFrames: number
}

/** What every platform takes without a paid plan: Discord's 10 MiB is the smallest of them. */
export const PROXY_BUDGET_BYTES = 10 * 1024 * 1024

/** `<title>_v02.mp4`. */
export const filmName = (title: string, deliveryNo: number, extension: string): string =>
  `${plainTitle(title)}_v${twoDigits(deliveryNo)}.${extension}`

/** `<title>_boards_v01.jpg`. */
export const boardsName = (title: string, planVersion: number): string =>
  `${plainTitle(title)}_boards_v${twoDigits(planVersion)}.jpg`

const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** Letters, digits and hyphens of the title, at most 60 of them. */
function plainTitle(title: string): string {
  const plain = title
    .normalize('NFKC')
    .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '-')
    .toLowerCase()
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '')
  return plain === '' ? 'film' : plain
}
