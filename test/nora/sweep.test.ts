/** Are clips removed once a project's retention is over, and only those that nothing shows? */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDiskVault } from '../../adapters/vault/disk-vault.ts'
import type { Asset, AssetCategory } from '../../src/domain/asset.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { Take } from '../../src/domain/take.ts'
import { DAY } from '../../src/domain/time.ts'
import { createBeginSweeping, createSweep } from '../../src/nora/sweep.ts'
import type { Store } from '../../src/ports/store.ts'
import { createHandJobs } from '../fakes/hand-jobs.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { aBrief, aDelivery, anAsset, aPerson, aPlan, aProject, aShot, aTake, newId } from '../support/nouns.ts'
import { silent } from '../support/silent-log.ts'

const NOW = new Date(Date.now() + 100 * DAY)
const ago = (days: number): Date => new Date(NOW.getTime() - days * DAY)

let root: string
beforeAll(() => (root = mkdtempSync(path.join(os.tmpdir(), 'nora-sweep-'))))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function createWorld() {
  const jobs = createHandJobs()
  const store = createMemoryStore(jobs)
  const vault = createDiskVault({ root })
  const clock = { now: () => NOW }
  const sweep = createSweep({ store, vault, clock, log: silent })
  async function file(content: string): Promise<Pick<Asset, 'storageKey' | 'sha256' | 'bytes'>> {
    const bytes = async function* () {
      yield Buffer.from(content)
    }
    const put = await vault.put(bytes(), { name: 'clip.txt', maxBytes: 1000 })
    if (!put.ok) throw new Error(put.failure.type)
    return put.value
  }
  return {
    store,
    vault,
    jobs,
    file,
    async sweep() {
      await createBeginSweeping({ store })()
      const [job] = jobs.open()
      if (job?.kind !== 'sweep') throw new Error('no sweep was sent')
      await sweep(job, { signal: new AbortController().signal })
    },
  }
}

/** A brief whose first plan shows `shown` and whose takes have these clips. */
async function shot(
  store: Store,
  o: {
    readonly project?: ReturnType<typeof aProject>
    readonly brief?: Partial<Brief>
    readonly clips: readonly Asset[]
    readonly shown: readonly Asset[]
  },
) {
  const project = o.project ?? aProject()
  const person = aPerson()
  const clips = o.clips.map((c) => ({ ...c, projectId: project.id }))
  const brief = aBrief(project, person, o.brief)
  const shots = [aShot(0), aShot(1)] as const
  const takes: readonly Take[] = clips.map((c) =>
    aTake(brief.id, shots[0].id, {
      outcome: 'rendered',
      assetId: c.id,
      gpuMs: 1,
      createdAt: c.createdAt,
      endedAt: NOW,
    }),
  )
  const current = takes.find((t) => o.shown.some((c) => c.id === t.assetId))
  await store.transact(async (tx) => {
    await tx.ensureProject(project)
    await tx.ensurePerson(person)
    await tx.insertBrief(brief)
    await tx.insertPlan(aPlan(brief.id, 1, shots))
    for (const c of clips) await tx.insertAsset(c)
    for (const t of takes) await tx.insertTake(t)
    if (current !== undefined) await tx.chooseTake(brief.id, 1, shots[0].id, current.id)
  })
  return { project, brief, takes }
}

async function aClip(
  world: ReturnType<typeof createWorld>,
  days: number,
  category: AssetCategory = 'shot_clip',
  content: string = newId('asset'),
): Promise<Asset> {
  return anAsset(newId('project'), { ...(await world.file(content)), category, createdAt: ago(days) })
}

describe('after 30 days', () => {
  test('a clip that nothing shows goes, with its file; its take stays and says so', async () => {
    const world = createWorld()
    const [old, young, shown] = [await aClip(world, 31), await aClip(world, 29), await aClip(world, 99)]
    const { takes } = await shot(world.store, { clips: [old, young, shown], shown: [shown] })
    await world.sweep()
    expect(await world.store.asset(old.id)).toBeNull()
    expect(await world.vault.size(old.storageKey)).toBeNull()
    expect(await world.store.take(takes[0]?.id ?? newId('take'))).toMatchObject({ outcome: 'rendered', assetId: null })
    for (const kept of [young, shown]) {
      expect(await world.store.asset(kept.id)).not.toBeNull()
      expect(await world.vault.size(kept.storageKey)).not.toBeNull()
    }
  })

  test('nothing of an approved brief goes, nor anything but clips, nor where a project keeps all', async () => {
    const world = createWorld()
    const clips = await Promise.all([1, 2, 3].map(() => aClip(world, 99)))
    const [approved, upload, kept] = clips
    if (!approved || !upload || !kept) throw new Error('three were made')
    const state = { stage: 'approved', planVersion: 1, deliveryNo: 1 } as const
    await shot(world.store, { brief: { state }, clips: [approved], shown: [] })
    await shot(world.store, { clips: [{ ...upload, category: 'footage' }], shown: [] })
    const project = aProject()
    await shot(world.store, {
      project: { ...project, settings: { ...project.settings, retentionDays: null } },
      clips: [kept],
      shown: [],
    })
    await world.sweep()
    for (const clip of clips) expect(await world.store.asset(clip.id)).not.toBeNull()
  })

  test('what a delivery or a new brief refers to stays', async () => {
    const world = createWorld()
    const [film, referred] = [await aClip(world, 99), await aClip(world, 99)]
    const { project, brief } = await shot(world.store, { clips: [film, referred], shown: [] })
    const next = aBrief(project, aPerson(), { requesterId: brief.requesterId, assetIds: [referred.id] })
    await world.store.transact(async (tx) => {
      await tx.insertDelivery(aDelivery(brief.id, film, film))
      await tx.insertBrief(next)
    })
    await world.sweep()
    for (const clip of [film, referred]) expect(await world.store.asset(clip.id)).not.toBeNull()
  })

  test('a file goes with the last asset that has its bytes', async () => {
    const world = createWorld()
    const [a, b] = [await aClip(world, 99, 'shot_clip', 'same'), await aClip(world, 10, 'shot_clip', 'same')]
    const { project } = await shot(world.store, { clips: [a, b], shown: [] })
    await world.sweep()
    expect([await world.store.asset(a.id), (await world.store.asset(b.id))?.id]).toEqual([null, b.id])
    expect(await world.vault.size(b.storageKey)).toBe(4)
    await world.store.transact((tx) =>
      tx.saveProject(project.id, { settings: { ...project.settings, retentionDays: 5 } }),
    )
    await sweepAgain(world)
    expect(await world.vault.size(b.storageKey)).toBeNull()
  })
})

async function sweepAgain(world: ReturnType<typeof createWorld>): Promise<void> {
  // The next one waits for tomorrow; a start of Nora adds none beside it.
  expect(world.jobs.open().map((j) => j.kind)).toEqual(['sweep'])
  await world.sweep()
  expect(world.jobs.open()).toHaveLength(1)
}

test('requests of platforms are forgotten a week after they were received', async () => {
  const world = createWorld()
  const of = { platform: 'slack', workspace: 'T1' } as const
  const receive = (id: string, days: number) =>
    world.store.receiveRequests(of, [{ id, payload: null }], { at: ago(days), until: ago(days) })
  await receive('Ev1', 8)
  await receive('Ev2', 6)
  await world.sweep()
  expect([await receive('Ev1', 0), await receive('Ev2', 0)]).toEqual([['Ev1'], []])
})
