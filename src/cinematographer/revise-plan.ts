/** Makes the next plan of a brief from the notes that were said to the last one. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { ShotLoad } from '../domain/estimate.ts'
import type { Failure } from '../domain/failure.ts'
import { fingerprint } from '../domain/fingerprint.ts'
import { type AssetId, makeId } from '../domain/ids.ts'
import type { Note } from '../domain/note.ts'
import { ok, type Result } from '../domain/result.ts'
import { revise } from '../domain/revise.ts'
import type { RevisionSummary } from '../domain/revision.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import { longestShot } from '../domain/workflow.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { sayRevision } from '../words/revision.ts'
import type { CheckShot } from './check-shot.ts'
import type { Estimate } from './estimate.ts'

export type RevisedPlan = {
  readonly plan: ShotPlan
  readonly summary: RevisionSummary
  /** One sentence a line. */
  readonly says: readonly string[]
  /** The brief's files afterwards: a note may bring another voice-over. */
  readonly assetIds: readonly AssetId[]
}
export type RevisePlan = (
  brief: Brief,
  current: ShotPlan,
  notes: readonly Note[],
) => Promise<Result<RevisedPlan, Failure>>

const SEEDS = 2 ** 53

export function createRevisePlan(deps: {
  readonly store: Store
  readonly checkShot: CheckShot
  readonly estimate: Estimate
  readonly workflows: Pick<Workflows, 'forProject'>
  readonly clock: Clock
  readonly randomness: Randomness
}): RevisePlan {
  return async (brief, current, notes) => {
    const changes = notes.flatMap((n) => (n.state.is === 'waiting' ? n.state.changes : []))
    const deliveries = await deps.store.deliveries(brief.id)
    const plans = new Map<number, ShotPlan>()
    for (const delivery of deliveries) {
      const plan = await deps.store.plan(brief.id, delivery.planVersion)
      if (plan !== null) plans.set(delivery.number, plan)
    }
    const assets = await referenced(current, [...plans.values()])
    const workflows = await deps.workflows.forProject(brief.projectId)
    const revised = revise(
      {
        brief,
        plan: current,
        takes: (await deps.store.takes(brief.id)).filter((t) => t.outcome === 'rendered'),
        planOf: (deliveryNo) => plans.get(deliveryNo) ?? null,
        longest: (shot) => {
          const facts = workflows.find(shot.workflow)
          return facts === null ? shot.durationFrames : longestShot(facts, brief.fps)
        },
        newShotId: () => makeId('shot', deps.randomness.uuid()),
        newSeed: () => deps.randomness.below(SEEDS),
        fingerprint: (shot) => fingerprint(shot, brief, (id) => assets.find((a) => a.id === id)?.sha256 ?? id),
      },
      changes,
    )
    if (!revised.ok) return revised
    const { shots, summary } = revised.value
    const loads: ShotLoad[] = []
    for (const shot of shots.filter((s) => s.currentTakeId === null)) {
      const load = await deps.checkShot(brief, shot)
      if (!load.ok) return load
      loads.push(load.value.load)
    }
    const says = sayRevision(current, shots, summary)
    return ok({
      summary,
      says,
      assetIds: await withVoiceover(brief, notes),
      plan: {
        briefId: brief.id,
        version: brief.planVersion + 1,
        author: current.author,
        rationale: says.join(' '),
        treatment: current.treatment,
        provenance: current.provenance,
        score: null,
        ...(await deps.estimate(loads)),
        shots,
        createdAt: deps.clock.now(),
      },
    })
  }

  function referenced(current: ShotPlan, others: readonly ShotPlan[]): Promise<readonly Asset[]> {
    const ids = [current, ...others].flatMap((p) => p.shots).flatMap((s) => s.references.map((r) => r.assetId))
    return deps.store.assetsById([...new Set(ids)])
  }

  /** The last voice-over that a note names replaces the brief's own. */
  async function withVoiceover(brief: Brief, notes: readonly Note[]): Promise<readonly AssetId[]> {
    const changes = notes.flatMap((n) => (n.state.is === 'waiting' ? n.state.changes : []))
    const last = changes.findLast((c) => c.type === 'voiceover')
    if (last === undefined) return brief.assetIds
    const voices = (await deps.store.assetsById(brief.assetIds))
      .filter((a) => a.category === 'voiceover')
      .map((a) => a.id)
    const others = brief.assetIds.filter((id) => !voices.includes(id))
    return last.assetId === null ? others : [...others, last.assetId]
  }
}
