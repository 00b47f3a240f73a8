/** What the GPU hosts are at, which shots wait for one, for whom, and how long that will take. */
import {
  ANIMATIC_SECONDS_PER_MEGAPIXEL_FRAME,
  estimateShot,
  USUAL_SECONDS_PER_MEGAPIXEL_FRAME,
} from '../domain/estimate.ts'
import { type BusyHost, type Expected, forecast } from '../domain/forecast.ts'
import type { HostRecord } from '../domain/host.ts'
import { loadOf, type WaitingShot } from '../domain/next-shot.ts'
import { framesToCover, renderSize } from '../domain/workflow.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'

export type OnHost = { readonly shot: WaitingShot; readonly endsInMs: number }
export type QueuedHost = HostRecord & {
  /** What it was given: the first one runs. */
  readonly has: readonly OnHost[]
}
export type RenderQueue = {
  readonly hosts: readonly QueuedHost[]
  /** In the order in which they are expected to begin. */
  readonly waiting: readonly Expected<WaitingShot>[]
}

/** Recent takes of a workflow that an estimate is made of. */
const RECENT = 60
/** The furthest that anybody looks ahead; those behind wait without a forecast. */
const MOST = 300

export type ReadQueue = () => Promise<RenderQueue>

export function createReadQueue(deps: {
  readonly store: Pick<Store, 'hosts' | 'shotsToShoot' | 'lately' | 'takeSamples'>
  readonly workflows: Pick<Workflows, 'forProject'>
  readonly isAnimatic: (host: string) => boolean
  readonly clock: Clock
}): ReadQueue {
  return async () => {
    const [hosts, shots, lately] = await Promise.all([
      deps.store.hosts(),
      deps.store.shotsToShoot(),
      deps.store.lately(),
    ])
    const driven = hosts.filter((h) => h.isDriven)
    const isAnimatic = driven.length > 0 && driven.every((h) => deps.isAnimatic(h.name))
    const gpuMs = await gpuMsOfEach(shots, isAnimatic)
    const now = deps.clock.now().getTime()
    const queued = driven.map((host): QueuedHost => {
      const mine = shots
        .filter((s) => s.openOn === host.name)
        .toSorted((a, b) => Number(a.openSince) - Number(b.openSince))
      let endsInMs = 0
      return {
        ...host,
        has: mine.map((shot, i) => {
          // Only the first one runs; how long it has run is known, how long it still takes is not.
          const spent = i === 0 ? now - Number(shot.openSince) : 0
          endsInMs += Math.max(0, (gpuMs.get(shot) ?? 0) - spent)
          return { shot, endsInMs }
        }),
      }
    })
    const free = queued
      .filter((h) => (h.standing === 'up' || h.standing === 'busy') && h.pausedAt === null)
      .map(({ name, has }): BusyHost => {
        const last = has.at(-1)
        return { name, freeInMs: last?.endsInMs ?? 0, loaded: last ? loadOf(last.shot) : null }
      })
    const waiting = shots.filter((s) => !driven.some((h) => h.name === s.openOn))
    return { hosts: queued, waiting: forecast(waiting.slice(0, MOST), free, lately, (s) => gpuMs.get(s) ?? 0) }
  }

  async function gpuMsOfEach(
    shots: readonly WaitingShot[],
    isAnimatic: boolean,
  ): Promise<ReadonlyMap<WaitingShot, number>> {
    const known = new Map<WaitingShot, number>()
    for (const [workflow, alike] of Map.groupBy(shots, (s) => s.workflow)) {
      const samples = await deps.store.takeSamples(workflow, { isAnimatic, limit: RECENT })
      for (const shot of alike) {
        const facts = (await deps.workflows.forProject(shot.projectId)).find(workflow)
        if (facts === null) continue
        const frames = framesToCover(facts, shot.durationFrames, shot.fps) ?? shot.durationFrames
        const secondsPerMegapixelFrame = isAnimatic
          ? ANIMATIC_SECONDS_PER_MEGAPIXEL_FRAME
          : (facts.gpuSecondsPerMegapixelFrame ?? USUAL_SECONDS_PER_MEGAPIXEL_FRAME)
        const load = { workflow, frames, ...renderSize(facts, shot.size), steps: null }
        known.set(shot, estimateShot(samples, load, { host: shot.openOn, secondsPerMegapixelFrame }).gpuMs)
      }
    }
    return known
  }
}
