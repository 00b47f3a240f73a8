/** The real verbs on a store in memory, with a clock, a queue and hosts that a test drives by hand: a life of a brief in a millisecond. */
import { createListings } from '../../src/cinematographer/host-listings.ts'
import type { Lane, Lanes } from '../../src/cinematographer/lanes.ts'
import { createStatusReport } from '../../src/coordination/agents.ts'
import { wakeThreads } from '../../src/coordination/wake-threads.ts'
import { type HostFailure, LeaseLost } from '../../src/domain/failure.ts'
import type { Job } from '../../src/domain/job.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { createNora, createWork } from '../../src/nora.ts'
import { ok, fail } from '../../src/domain/result.ts'
import type { Media } from '../../src/ports/media.ts'
import type { NoteReader } from '../../src/ports/note-reader.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Vault } from '../../src/ports/vault.ts'
import { createZipArchive } from '../../adapters/archive/zip-archive.ts'
import { createVaultResearch } from '../../adapters/research/vault-research.ts'
import { createRulePlanner } from '../../adapters/planner/rules.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { createHandJobs } from '../fakes/hand-jobs.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { silent } from '../support/silent-log.ts'

/** A small good generator, so that a seed tells the whole story (mulberry32). */
export function createChance(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    below: (n: number): number => Math.floor(next() * n),
    pick: <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)],
  }
}
export type Chance = ReturnType<typeof createChance>

const FAILURES: readonly HostFailure[] = [
  { type: 'host-down', host: 'gpu', reason: 'refused' },
  { type: 'host-lost-prompt', host: 'gpu', promptId: 'x' },
  { type: 'bad-output', host: 'gpu', reason: 'empty' },
  { type: 'bad-graph', host: 'gpu', workflow: 'w', reason: 'r' },
  { type: 'interrupted', host: 'gpu' },
]

/** The process died here: nothing after it was done by this attempt. */
class Died extends Error {
  override name = 'Died'
}

/** How often, from 0 to 1. `slow` renders wait until they are let go. */
export type Weather = { failing: number; dying: number; slow: number }

export function createSmallWorld(
  chance: Chance,
  noteReader: NoteReader,
  weather: Weather,
  o: {
    readonly vault?: Vault
    /** What people's verbs are given of the store, which is never in their way otherwise. */
    readonly forPeople?: (store: Store) => Store
  } = {},
) {
  let ms = Date.UTC(2026, 0, 1)
  const jobs = createHandJobs(() => ms)
  const store = wakeThreads(createMemoryStore(jobs))
  /** For work only: the process may die before a transaction, or just after it was committed. */
  const mortal: typeof store = {
    ...store,
    async transact(change) {
      if (chance.next() < weather.dying / 2) throw new Died()
      const value = await store.transact(change)
      if (chance.next() < weather.dying / 2) throw new Died()
      return value
    },
  }
  const gates: (() => void)[] = []
  // The first numbers are taken by the ids that the house itself knows.
  let named = 1000
  const clock = { now: () => new Date(ms) }
  const randomness = {
    uuid: () => `00000000-0000-4000-8000-${(++named).toString(16).padStart(12, '0')}`,
    below: (n: number) => chance.below(Math.min(n, 2 ** 31)),
  }
  const known = new Set<string>()
  const file = { filename: 'clip.mp4', subfolder: '', type: 'output' } as const
  const ended = { files: [file], gpuMs: 100 }

  const lane: Lane = {
    host: 'gpu',
    stage: async () => ok('file.png'),
    async render(prompt, on) {
      if (!(await on.beforeSubmit())) return ok('not-submitted')
      if (chance.next() < weather.slow) await new Promise<void>((go) => gates.push(go))
      if (chance.next() < weather.failing) return fail(chance.pick(FAILURES) ?? { type: 'interrupted', host: 'gpu' })
      known.add(prompt.promptId)
      return ok(ended)
    },
    attach: async ({ promptId }) => ok(known.has(promptId) ? ended : null),
    fetch: async () => ok((async function* () {})()),
    cancel: async () => ok(undefined),
    takeBack: async () => false,
  }
  const lanes: Lanes = { own: [lane], named: async () => lane }

  const seen = { width: 256, height: 144, durationSeconds: 600, fps: 12, hasAudio: false }
  const done = async () => ok(undefined)
  const media: Media = {
    probe: async () => ok(seen),
    verify: async () => ok({ ...seen, frames: 1 }),
    poster: done,
    contactSheet: done,
    animatic: done,
    remix: done,
    proxy: done,
    cut: async ({ sources }) => ok({ frames: sources.reduce((sum, s) => sum + s.durationFrames, 0) }),
    reframe: async () => ok({ frames: 1 }),
    stop: async () => {},
  }
  const local = async () => ({ path: '/nowhere', [Symbol.asyncDispose]: async () => {} })
  const kept = () => ok({ storageKey: `aa/${++named}.mp4`, sha256: String(named), bytes: 1000, mime: 'video/mp4' })
  const vault: Vault = o.vault ?? {
    async put(_source, put) {
      const refused = (await put.inspect?.({ path: '/nowhere', mime: 'video/mp4', bytes: 1000 })) ?? null
      return refused === null ? kept() : fail(refused)
    },
    putLocal: async (file) => {
      const stored = kept()
      return file.endsWith('.jpg') ? ok({ ...stored.value, mime: 'image/jpeg' }) : stored
    },
    async *read() {},
    size: async () => 1000,
    remove: async () => true,
    local,
    workspace: local,
    check: async () => null,
  }
  const workflows = createWorkflows()
  const archive = createZipArchive()
  const parts = {
    store,
    vault,
    media,
    archive,
    workflows,
    clock,
    randomness,
    log: silent,
    noteReader,
    defaultWorkflow: null,
  }
  const nora = createNora({
    ...parts,
    store: o.forPeople?.(store) ?? store,
    signing: { secret: 's', publicUrl: 'http://nora' },
    isAnimatic: () => false,
    trustsPlatforms: true,
  })
  const host = {
    name: 'gpu',
    stage: lane.stage,
    choices: async (_c: string, input: string) =>
      ok(
        workflows.all
          .flatMap((w) => w.models)
          .filter((m) => m.input === input)
          .map((m) => m.file),
      ),
    probe: async () => ok({ version: null, devices: [], maxUploadBytes: null, running: [], pending: [] }),
    check: async () => ok(undefined),
    submit: async () => fail({ type: 'host-down', host: 'gpu', reason: 'never asked' } as const),
    attach: async () => ok(null),
    cancel: async () => ok(undefined),
    withdraw: async () => ok('kept' as const),
    fetch: lane.fetch,
    stop: async () => {},
  }
  const work = createWork({
    ...parts,
    store: mortal,
    hosts: [host],
    lanes,
    listings: createListings({ clock }),
    planner: createRulePlanner(),
    research: createVaultResearch({ store }),
    boards: { draw: done },
    isAnimatic: () => false,
    report: createStatusReport({ store: mortal, clock, log: silent, everyMs: 1e12 }),
  })
  const run = createWorker({ work, log: silent })
  return {
    nora,
    store,
    /** Dies now and then, as all that works does. */
    mortal,
    jobs,
    clock,
    vault,
    media,
    /** Runs one attempt of a job. Settles when it has ended, however it ended; a slow render keeps it open. */
    async attempt(job: Job): Promise<void> {
      try {
        const place = { lane, leave: null, isElsewhere: false }
        await run(job, { signal: new AbortController().signal }, place)
      } catch (error) {
        if (!(error instanceof Died) && !(error instanceof LeaseLost)) throw error
        jobs.crash(job)
      }
    },
    /** Lets slow renders go on. */
    release(): void {
      for (const go of gates.splice(0)) go()
    },
    pass: (byMs: number) => {
      ms += byMs
    },
  }
}
