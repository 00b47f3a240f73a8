/** A dispatch over a store and jobs in memory and hosts that render by hand, with what a test says about them. */
import { randomUUID } from 'node:crypto'
import { createDispatch } from '../../src/cinematographer/dispatch.ts'
import { createLanes } from '../../src/cinematographer/lanes.ts'
import type { Place } from '../../src/cinematographer/place.ts'
import { createRoster } from '../../src/cinematographer/roster.ts'
import { createSayWaiting } from '../../src/cinematographer/say-waiting.ts'
import type { Brief } from '../../src/domain/brief.ts'
import { type Job, jobKey } from '../../src/domain/job.ts'
import type { HostRecord } from '../../src/domain/host.ts'
import type { WaitingShot } from '../../src/domain/next-shot.ts'
import type { Prompt } from '../../src/ports/gpu-host.ts'
import type { Store } from '../../src/ports/store.ts'
import { createClockHost } from '../fakes/clock-host.ts'
import { createMemoryJobs } from '../fakes/memory-jobs.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { aBrief, anAsset, aPerson, aPlan, aProject, aShot, aTake } from '../support/nouns.ts'
import { silent } from '../support/silent-log.ts'

/** Everything that can go on without the outside has gone on: nothing here waits for a timer. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 300; turn++) await new Promise((done) => setImmediate(done))
}

const graph = {
  '1': { class_type: 'EmptyImage', inputs: { width: 64, height: 64, batch_size: 1, color: 0 } },
  '2': { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'nora/x' } },
}

const quiet = { onProgress: () => undefined }

type Given = {
  readonly shot: string
  readonly host: string | null
  readonly leave: string | null
}

export async function createGiveOutWorld(o: {
  readonly hosts: readonly string[]
  readonly renderMs?: number
  readonly canRun?: (host: string, shot: WaitingShot) => boolean
  /** Hosts that other processes drive, as the store has them. */
  readonly elsewhere?: () => readonly HostRecord[]
  readonly notHeld?: readonly string[]
}) {
  const jobs = createMemoryJobs()
  const kept = createMemoryStore(jobs)
  const store: Store = {
    ...kept,
    hosts: async () => {
      const others = o.elsewhere?.() ?? []
      return [...(await kept.hosts()).filter((h) => !others.some((e) => e.name === h.name)), ...others]
    },
  }
  const hosts = o.hosts.map((name) => createClockHost({ name, ...(o.renderMs && { renderMs: o.renderMs }) }))
  const clock = { at: new Date(Date.UTC(2026, 0, 2)), now: () => clock.at }
  const lanes = createLanes({ hosts })
  const isAnimatic = (name: string) => name.startsWith('previz')
  const hold = { hold: async (host: string) => o.notHeld?.includes(host) !== true, close: async () => {} }
  const roster = createRoster({ hosts, lanes, hold, store, isAnimatic, clock, log: silent })
  const queue = jobs.open()
  /** How often jobs cannot be begun from now on. */
  let outages = 0
  /** In the order in which they were begun. */
  const given: Given[] = []
  /** By prompt. */
  const titles = new Map<string, string>()
  const back: string[] = []

  /** Renders as a shot does, and settles or sends again in one go. */
  async function perform(job: Job<'shoot'>, place: Place | null): Promise<void> {
    const { briefId, planVersion, shotId } = job.payload
    const brief = await store.brief(briefId)
    const title = `${brief?.title} ${(await store.plan(briefId, planVersion))?.shots.find((s) => s.id === shotId)?.index}`
    given.push({ shot: title, host: place?.lane.host ?? null, leave: place?.leave ?? null })
    if (place === null) {
      await store.transact((tx) => tx.jobs.settle(job))
      return
    }
    const prompt: Prompt = { promptId: randomUUID(), graph, outputNode: '2', workflow: 'w', note: {} }
    titles.set(prompt.promptId, title)
    const take = aTake(briefId, shotId, { promptId: prompt.promptId, host: place.lane.host, createdAt: clock.now() })
    const open = await store.openTake(briefId, shotId)
    const rendered =
      open !== null && place.leave === null
        ? await place.lane.attach({ promptId: open.promptId, outputNode: '2', workflow: 'w' }, { onProgress() {} })
        : await place.lane.render(prompt, {
            onProgress() {},
            async beforeSubmit() {
              await store.transact(async (tx) => {
                if (open !== null)
                  await tx.endTake(open.id, {
                    outcome: 'lost',
                    gpuMs: null,
                    assetId: null,
                    failure: null,
                    endedAt: clock.now(),
                  })
                await tx.insertTake(take)
              })
              return true
            },
          })
    await store.transact(async (tx) => {
      await tx.jobs.settle(job)
      const mine = await tx.openTake(briefId, shotId)
      const isDone = rendered.ok && rendered.value !== 'taken-back' && rendered.value !== null
      if (mine !== null && (isDone || rendered.ok)) {
        const clip = anAsset((await tx.brief(briefId))?.projectId ?? aProject().id)
        if (isDone) await tx.insertAsset(clip)
        const outcome = isDone ? ('rendered' as const) : ('cancelled' as const)
        await tx.endTake(mine.id, {
          outcome,
          gpuMs: 1,
          assetId: isDone ? clip.id : null,
          failure: null,
          endedAt: clock.now(),
        })
        if (isDone) await tx.chooseTake(briefId, planVersion, shotId, mine.id)
      }
      if (isDone) return
      if (rendered.ok) back.push(title)
      await tx.jobs.send('shoot', job.payload, { key: jobKey('shoot', job.payload) })
    })
  }

  const dispatch = createDispatch({
    jobs: {
      ...queue,
      async begin(job, handler) {
        if (outages-- > 0) throw new Error('the database is away')
        return queue.begin(job, handler)
      },
    },
    store,
    roster,
    canRun: async (host, shot) => o.canRun?.(host, shot) ?? true,
    perform: (job, _running, place) => perform(job, place),
    sayWaiting: createSayWaiting({ store, clock }),
    clock,
    log: silent,
  })
  await queue.work(async () => {})
  await roster.look()
  queue.onWaiting('shoot', () => void dispatch.look())

  return {
    store,
    hosts,
    clock,
    given,
    /** The database is away for so many attempts to begin a job. */
    outage: (attempts: number) => void (outages = attempts),
    /** Shots that gave way. */
    back,
    /** What the hosts were given, by name, in order. */
    order: (at = 0) => hosts[at]?.order.map((id) => titles.get(id)) ?? [],
    /** Ends what executes on a host, and lets everything that follows happen. */
    async finish(at = 0): Promise<void> {
      const next = hosts[at]?.order.findLast((id) => id === hosts[at]?.executing())
      if (next !== undefined) hosts[at]?.finish(next)
      await settled()
    },
    /** A film of so many shots begins to wait. */
    async film(
      title: string,
      shots: number,
      change: Partial<Brief> & {
        readonly openOn?: string
        readonly load?: string
        /** Of each shot, in place of the one for all. */
        readonly loads?: readonly string[]
        readonly notOn?: readonly string[]
      } = {},
    ) {
      const { openOn, load = 'sd15', loads = [], notOn = [], ...rest } = change
      const project = aProject(rest.projectId === undefined ? {} : { id: rest.projectId })
      const person = aPerson()
      const brief = aBrief(project, person, {
        title,
        state: { stage: 'shooting', planVersion: 1 },
        planVersion: 1,
        queuedAt: clock.now(),
        bumpedAt: null,
        assetIds: [],
        ...rest,
      })
      const planned = Array.from({ length: shots }, (_, i) => aShot(i, { models: { checkpoint: loads[i] ?? load } }))
      await store.transact(async (tx) => {
        await tx.ensureProject(project)
        await tx.ensurePerson(person)
        await tx.insertBrief(brief)
        await tx.insertPlan(aPlan(brief.id, 1, planned))
        for (const shot of planned) {
          const payload = { briefId: brief.id, planVersion: 1, shotId: shot.id, tries: 0, notOn }
          if (openOn !== undefined) {
            const take = aTake(brief.id, shot.id, { host: openOn, createdAt: clock.now() })
            await tx.insertTake(take)
            const keeper = hosts.find((h) => h.name === openOn)
            await keeper?.submit({ promptId: take.promptId, graph, outputNode: '2', workflow: 'w', note: {} }, quiet)
          }
          await tx.jobs.send('shoot', payload, { key: jobKey('shoot', payload) })
        }
      })
      await settled()
      clock.at = new Date(clock.at.getTime() + 1000)
      return { brief, project, shots: planned }
    },
    async pass(ms: number): Promise<void> {
      clock.at = new Date(clock.at.getTime() + ms)
      await roster.look()
      await dispatch.look()
      await settled()
    },
    look: async () => {
      await roster.look()
      await dispatch.look()
      await settled()
    },
    waits: async (brief: Brief) =>
      (await store.events(brief.id, 0, 100)).flatMap(({ event }) => (event.type === 'ShotsWait' ? [event.why] : [])),
    async stop(): Promise<void> {
      const stopped = queue.stop()
      for (const host of hosts)
        for (let id = host.executing(); id !== null; id = host.executing()) {
          host.finish(id)
          await settled()
        }
      await stopped
    },
  }
}
