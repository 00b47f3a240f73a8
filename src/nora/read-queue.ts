/** What the GPU hosts are at, which shots wait for one, for whom, and how long that will take. */
import {
  ANIMATIC_SECONDS_PER_MEGAPIXEL_FRAME,
  type Estimated,
  estimateShot,
  USUAL_SECONDS_PER_MEGAPIXEL_FRAME,
} from '../domain/estimate.ts'
import { type BusyHost, type Expected, forecast } from '../domain/forecast.ts'
import type { HostRecord } from '../domain/host.ts'
import type { BriefId, ProjectId } from '../domain/ids.ts'
import { type InQueue, placesIn } from '../domain/brief-queue.ts'
import { loadOf, type WaitingShot } from '../domain/next-shot.ts'
import { framesToCover, renderSize } from '../domain/workflow.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'

type Basis = Estimated['basis']
export type OnHost = { readonly shot: WaitingShot; readonly endsInMs: number; readonly basis: Basis }
export type QueuedHost = HostRecord & {
  /** What it was given: the first one runs. */
  readonly has: readonly OnHost[]
}
export type RenderQueue = {
  readonly hosts: readonly QueuedHost[]
  /** In the order in which they are expected to begin. */
  readonly waiting: readonly (Expected<WaitingShot> & { readonly basis: Basis })[]
  /** Further behind than anybody looks ahead. */
  readonly beyond: readonly WaitingShot[]
}

/** Recent takes of a workflow that an estimate is made of. */
const RECENT = 60
/** The furthest that anybody looks ahead; those behind wait without a forecast. */
const MOST = 300

export type ReadQueue = () => Promise<RenderQueue>

export function createReadQueue(deps: {
  readonly store: Pick<Store, 'hosts' | 'shotsToShoot' | 'lately' | 'lastEndings' | 'takeSamples'>
  readonly workflows: Pick<Workflows, 'forProject'>
  readonly isAnimatic: (host: string) => boolean
  readonly clock: Clock
}): ReadQueue {
  return async () => {
    const [hosts, open, lately, lastEndings] = await Promise.all([
      deps.store.hosts(),
      deps.store.shotsToShoot(),
      deps.store.lately(),
      deps.store.lastEndings(),
    ])
    const shots = open.filter((s) => !s.hasClip)
    const driven = hosts.filter((h) => h.isDriven)
    const isAnimatic = driven.length > 0 && driven.every((h) => deps.isAnimatic(h.name))
    const known = await estimateEach(shots, isAnimatic)
    const gpuMsOf = (shot: WaitingShot) => known.get(shot)?.gpuMs ?? 0
    const basisOf = (shot: WaitingShot) => known.get(shot)?.basis ?? 'guess'
    const now = deps.clock.now().getTime()
    const queued = driven.map((host): QueuedHost => {
      const mine = shots
        .filter((s) => s.openOn === host.name)
        .toSorted((a, b) => Number(a.openSince) - Number(b.openSince))
      let endsInMs = 0
      return {
        ...host,
        has: mine.map((shot, i) => {
          // Only the first one runs: since it was given to the host, or since the one before it ended.
          const since = Math.max(Number(shot.openSince), Number(lastEndings.get(host.name) ?? 0))
          const spent = i === 0 ? now - since : 0
          endsInMs += Math.max(0, gpuMsOf(shot) - spent)
          return { shot, endsInMs, basis: basisOf(shot) }
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
    // Those that came first are looked at first: in no order of the store's.
    const isBumped = (s: WaitingShot) => Number(s.bumpedAt !== null)
    const ahead = waiting.toSorted(
      (a, b) => isBumped(b) - isBumped(a) || Number(a.queuedAt) - Number(b.queuedAt) || a.shotIndex - b.shotIndex,
    )
    return {
      hosts: queued,
      waiting: forecast(ahead.slice(0, MOST), free, lately, gpuMsOf).map((e) => ({ ...e, basis: basisOf(e.shot) })),
      beyond: ahead.slice(MOST),
    }
  }

  async function estimateEach(
    shots: readonly WaitingShot[],
    isAnimatic: boolean,
  ): Promise<ReadonlyMap<WaitingShot, Estimated>> {
    const known = new Map<WaitingShot, Estimated>()
    const workflows = new Map<ProjectId, Awaited<ReturnType<Workflows['forProject']>>>()
    for (const { projectId } of shots)
      if (!workflows.has(projectId)) workflows.set(projectId, await deps.workflows.forProject(projectId))
    for (const [workflow, alike] of Map.groupBy(shots, (s) => s.workflow)) {
      const samples = await deps.store.takeSamples(workflow, { isAnimatic, limit: RECENT })
      for (const shot of alike) {
        const facts = workflows.get(shot.projectId)?.find(workflow) ?? null
        if (facts === null) continue
        const frames = framesToCover(facts, shot.durationFrames, shot.fps) ?? shot.durationFrames
        const secondsPerMegapixelFrame = isAnimatic
          ? ANIMATIC_SECONDS_PER_MEGAPIXEL_FRAME
          : (facts.gpuSecondsPerMegapixelFrame ?? USUAL_SECONDS_PER_MEGAPIXEL_FRAME)
        const load = { workflow, frames, ...renderSize(facts, shot.size), steps: null }
        known.set(shot, estimateShot(samples, load, { host: shot.openOn, secondsPerMegapixelFrame }))
      }
    }
    return known
  }
}

/** Null where it is not being shot, or nobody knows: while its hosts are away. */
export const createReadPlace =
  (deps: { readonly readQueue: ReadQueue }) =>
  async (briefId: BriefId): Promise<InQueue | null> =>
    placesIn(await deps.readQueue()).get(briefId) ?? null
