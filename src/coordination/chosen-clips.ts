/** Which clip each shot of a plan shows: its current take, and where that came from. */
import type { Asset } from '../domain/asset.ts'
import type { ShotId } from '../domain/ids.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Take } from '../domain/take.ts'
import type { Reads } from '../ports/store.ts'

export type ChosenClip = {
  readonly take: Take
  /** Counted from 1 in the order in which the shot's takes were rendered. */
  readonly takeNo: number
  readonly clip: Asset
}

/** Shots that have no take yet, or whose clip is gone, are not in it. */
export async function chosenClips(
  store: Pick<Reads, 'takes' | 'take' | 'assetsById'>,
  plan: ShotPlan,
): Promise<ReadonlyMap<ShotId, ChosenClip>> {
  const rendered = (await store.takes(plan.briefId)).filter((take) => take.outcome === 'rendered')
  const chosen: { readonly shotId: ShotId; readonly take: Take; readonly takeNo: number }[] = []
  for (const { id: shotId, currentTakeId } of plan.shots) {
    if (currentTakeId === null) continue
    // A reused take may be another brief's, so it need not be among these.
    const take = rendered.find((t) => t.id === currentTakeId) ?? (await store.take(currentTakeId))
    if (take === null) continue
    const takeNo = rendered.filter((t) => t.shotId === take.shotId).findIndex((t) => t.id === take.id) + 1
    chosen.push({ shotId, take, takeNo: takeNo || take.attempt })
  }
  const clips = await store.assetsById(chosen.flatMap(({ take }) => take.assetId ?? []))
  return new Map(
    chosen.flatMap(({ shotId, take, takeNo }) => {
      const clip = clips.find((asset) => asset.id === take.assetId)
      return clip === undefined ? [] : [[shotId, { take, takeNo, clip }] as const]
    }),
  )
}
