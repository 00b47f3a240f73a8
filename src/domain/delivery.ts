/** What a delivery is: a cut as shown to people under a number, which verdicts and notes are bound to. Never changed once made. */
import type { ActionId, AssetId, BriefId, DeliveryId } from './ids.ts'

export type Delivery = {
  readonly id: DeliveryId
  readonly briefId: BriefId
  /** 1 is the first of its brief. */
  readonly number: number
  readonly planVersion: number
  readonly filmAssetId: AssetId
  readonly posterAssetId: AssetId
  readonly proxyAssetId: AssetId | null
  readonly createdAt: Date
}

/** What Nora did for a brief on her own authority, for the record. */
export type ExecutiveAction = {
  readonly id: ActionId
  readonly briefId: BriefId
  readonly type: 'CinematicDelivery'
  readonly payload: {
    readonly deliveryNo: number
    readonly filmAssetId: AssetId
    readonly posterAssetId: AssetId
    readonly proxyAssetId: AssetId | null
  }
  readonly at: Date
}

/** What a brief may ask to be made of its cut; the film itself is always made. */
export type Deliverable = { readonly kind: 'film'; readonly container: 'mp4'; readonly audio: boolean }
