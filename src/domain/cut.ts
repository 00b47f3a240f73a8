/** What a cut is: the shots of one plan joined to one film, with its poster and its proxy. */
import type { AssetId } from './ids.ts'

export type Cut = {
  readonly planVersion: number
  readonly filmAssetId: AssetId
  readonly posterAssetId: AssetId
  /** Null where the film itself fits every platform. */
  readonly proxyAssetId: AssetId | null
  readonly durationFrames: number
}

/** What every platform takes without a paid plan: Discord's 10 MiB is the smallest of them. */
export const PROXY_BUDGET_BYTES = 10 * 1024 * 1024

/** `<title>_v02.mp4`: letters, digits and hyphens of the title, at most 60 of them. */
export function filmName(title: string, deliveryNo: number, extension: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60)
    .replace(/-+$/, '')
  return `${plain === '' ? 'film' : plain}_v${String(deliveryNo).padStart(2, '0')}.${extension}`
}
