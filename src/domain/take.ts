/** What a take is: one attempt to render one shot on one host. */
import type { Failure } from './failure.ts'
import type { AssetId, BriefId, ShotId, TakeId } from './ids.ts'

/** `submitting` is stored before the host hears of it, so that a crash can look it up instead of rendering twice. */
export type TakeOutcome = 'submitting' | 'rendered' | 'failed' | 'cancelled' | 'lost'

/** What the GPU time of a render depends on, besides its workflow. */
export type RenderLoad = {
  /** At the workflow's own rate. */
  readonly frames: number
  readonly width: number
  readonly height: number
  /** Of the sampler; null where the graph has none. */
  readonly steps: number | null
}

export type Take = {
  readonly id: TakeId
  readonly briefId: BriefId
  readonly shotId: ShotId
  readonly planVersion: number
  readonly fingerprint: string
  readonly host: string
  /** Lower-case UUID, chosen by us. */
  readonly promptId: string
  /** 1 is the first of this shot. */
  readonly attempt: number
  /** Null of takes that are older than estimates. */
  readonly load: (RenderLoad & { readonly isAnimatic: boolean }) | null
  /** The graph as it was sent. */
  readonly payload: unknown
  readonly outcome: TakeOutcome
  readonly gpuMs: number | null
  readonly assetId: AssetId | null
  readonly failure: Failure | null
  readonly createdAt: Date
  readonly endedAt: Date | null
}
