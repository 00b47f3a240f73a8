/** What a delivery is: a cut as shown to people under a number, which verdicts and notes are bound to. Never changed once made. */
import type { ActionId, AssetId, BriefId, DeliveryId } from './ids.ts'
import type { Size } from './project.ts'

export type Delivery = {
  readonly id: DeliveryId
  readonly briefId: BriefId
  /** 1 is the first of its brief. */
  readonly number: number
  readonly planVersion: number
  readonly filmAssetId: AssetId
  readonly posterAssetId: AssetId
  readonly proxyAssetId: AssetId | null
  /** What else the brief wanted of this cut, in its order; the film itself is not among them. */
  readonly variants: readonly Variant[]
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

export const CONTAINERS = ['mp4', 'mov', 'webm'] as const
export const FITS = ['pad', 'crop'] as const

/** What a brief may ask to be made of its cut; the film itself is always made. */
export type Deliverable = {
  readonly kind: 'film'
  /** Null: the film's own. */
  readonly size: Size | null
  readonly container: (typeof CONTAINERS)[number]
  readonly audio: boolean
  /** How another shape is filled: with the whole picture on a blurred copy of itself, or with its middle. */
  readonly fit: (typeof FITS)[number]
}

/** A deliverable as it was made. */
export type Variant = { readonly assetId: AssetId; readonly name: string; readonly deliverable: Deliverable }

/** The master: the cut as it is. */
export const FILM: Deliverable = { kind: 'film', size: null, container: 'mp4', audio: true, fit: 'crop' }

export const isSameDeliverable = (a: Deliverable, b: Deliverable): boolean =>
  a.size?.width === b.size?.width &&
  a.size?.height === b.size?.height &&
  a.container === b.container &&
  a.audio === b.audio &&
  a.fit === b.fit
