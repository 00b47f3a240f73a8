/** What becomes of a plan once it is made: whether it waits for Go, and how the log says it. */
import { reserveGpu } from '../coordination/reserve-gpu.ts'
import { whoSaysGo } from '../coordination/who-says-go.ts'
import type { Brief } from '../domain/brief.ts'
import type { BriefEvent } from '../domain/event.ts'
import { type GateWait, gateOf } from '../domain/gate.ts'
import type { AssetId } from '../domain/ids.ts'
import type { Project } from '../domain/project.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import { SECOND } from '../domain/time.ts'
import type { Transaction } from '../ports/store.ts'

export const rendersOf = (plan: ShotPlan): number => plan.shots.filter((s) => s.currentTakeId === null).length

/** Why a person must say Go before GPU time is spent; null where the plan may be shot, and its time is reserved. */
export async function gate(
  tx: Transaction,
  brief: Brief,
  project: Project,
  plan: ShotPlan,
  at: Date,
): Promise<GateWait | null> {
  const renders = rendersOf(plan)
  const estimateMs = plan.estimateGpuSeconds * SECOND
  const waits = gateOf(brief, project.settings, { renders, estimateMs })
  if (waits !== null || renders === 0) return waits
  const lack = await reserveGpu(tx, brief, { version: plan.version, ms: estimateMs }, at)
  return lack === null ? null : { for: 'budget', lack }
}

export const planMade = async (
  tx: Transaction,
  brief: Brief,
  plan: ShotPlan,
  o: { readonly isRevision: boolean; readonly boardsAssetId: AssetId | null; readonly waits: GateWait | null },
): Promise<BriefEvent> => ({
  type: 'PlanMade',
  planVersion: plan.version,
  author: plan.author,
  rationale: plan.rationale,
  estimateGpuSeconds: plan.estimateGpuSeconds,
  guessedGpuSeconds: plan.guessedGpuSeconds,
  ...o,
  calls: o.waits === null ? [] : await whoSaysGo(tx, brief),
  shots: plan.shots.map(({ index, caption, framing, lens, cameraMove, durationFrames, workflow, finish }) => ({
    index,
    caption,
    framing,
    lens,
    cameraMove,
    durationFrames,
    workflow,
    ...(finish.transition === 'cut' ? {} : { transition: finish.transition }),
    ...(finish.fadeOut ? { fadeOut: true } : {}),
  })),
})
