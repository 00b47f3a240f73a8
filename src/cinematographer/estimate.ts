/** Answers how much GPU time shots will cost on the hosts that are there, and how much of the answer is a guess. */
import {
  ANIMATIC_SECONDS_PER_MEGAPIXEL_FRAME,
  estimateShot,
  type ShotLoad,
  type TakeSample,
  USUAL_SECONDS_PER_MEGAPIXEL_FRAME,
} from '../domain/estimate.ts'
import { SECOND } from '../domain/time.ts'
import type { GpuHost } from '../ports/gpu-host.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'

export type PlanEstimate = { readonly estimateGpuSeconds: number; readonly guessedGpuSeconds: number }
export type Estimate = (loads: readonly ShotLoad[]) => Promise<PlanEstimate>

/** Enough to be steady and to hold several sizes, few enough to follow a new GPU. */
const RECENT = 60

export function createEstimate(deps: {
  readonly store: Pick<Store, 'takeSamples'>
  readonly workflows: Pick<Workflows, 'find'>
  readonly hosts: readonly Pick<GpuHost, 'name'>[]
  readonly isAnimatic: (host: string) => boolean
}): Estimate {
  return async (loads) => {
    const isAnimatic = deps.hosts.length > 0 && deps.hosts.every((h) => deps.isAnimatic(h.name))
    const host = deps.hosts.length === 1 ? (deps.hosts[0]?.name ?? null) : null
    const samples: TakeSample[] = []
    for (const workflow of new Set(loads.map((l) => l.workflow)))
      samples.push(...(await deps.store.takeSamples(workflow, { isAnimatic, limit: RECENT })))
    const estimated = loads.map((load) =>
      estimateShot(samples, load, { host, secondsPerMegapixelFrame: guessFor(load.workflow, isAnimatic) }),
    )
    const seconds = (of: typeof estimated) => Math.round(of.reduce((sum, e) => sum + e.gpuMs, 0)) / SECOND
    return {
      estimateGpuSeconds: seconds(estimated),
      guessedGpuSeconds: seconds(estimated.filter((e) => e.basis === 'guess')),
    }
  }

  function guessFor(workflow: string, isAnimatic: boolean): number {
    if (isAnimatic) return ANIMATIC_SECONDS_PER_MEGAPIXEL_FRAME
    return deps.workflows.find(workflow)?.gpuSecondsPerMegapixelFrame ?? USUAL_SECONDS_PER_MEGAPIXEL_FRAME
  }
}
