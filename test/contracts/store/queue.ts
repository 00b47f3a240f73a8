/** Which shots wait for a GPU, whose turn it is, and what the hosts were last seen at. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HostRecord } from '../../../src/domain/host.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'
import { anAsset, aPlan, aShot, aTake, newId, second, storeBrief } from '../../support/nouns.ts'

export function testQueue(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  const shooting = { state: { stage: 'shooting', planVersion: 1 }, queuedAt: second(7), bumpedAt: null } as const
  const waitingOf = async (briefId: string) =>
    (await opened.store.shotsToShoot())
      .filter((s) => s.briefId === briefId)
      .toSorted((a, b) => a.shotIndex - b.shotIndex)

  test('the shots of a brief that is being shot wait, with what decides whose turn it is', async () => {
    const { store } = opened
    const { project, person, brief, shots } = await storeBrief(store, { ...shooting, deliveryCount: 1 })
    await store.transact((tx) => tx.insertTake(aTake(brief.id, shots[1].id, { host: 'gpu-2' })))
    const waiting = await waitingOf(brief.id)
    expect(waiting).toEqual([
      {
        briefId: brief.id,
        planVersion: 1,
        shotId: shots[0].id,
        shotIndex: 0,
        projectId: project.id,
        personId: person.id,
        title: 'Lantern',
        queuedAt: second(7),
        bumpedAt: null,
        isRevision: true,
        workflow: 'ipadapter-animatic',
        models: { checkpoint: 'dream.safetensors' },
        durationFrames: 48,
        fps: 24,
        size: { width: 768, height: 432 },
        openOn: null,
        openSince: null,
        hasClip: false,
      },
      expect.objectContaining({ shotId: shots[1].id, openOn: 'gpu-2', openSince: second(5) }),
    ])
  })

  test('neither those of an older plan, nor those with a take, nor those of a brief at another stage', async () => {
    const { store } = opened
    const elsewhere = await storeBrief(store, { state: { stage: 'cutting', planVersion: 1 } })
    expect(await waitingOf(elsewhere.brief.id)).toEqual([])

    const { project, brief, shots } = await storeBrief(store, {
      ...shooting,
      state: { stage: 'shooting', planVersion: 2 },
    })
    expect(await waitingOf(brief.id)).toEqual([])
    const clip = anAsset(project.id)
    const take = aTake(brief.id, shots[0].id)
    await store.transact(async (tx) => {
      await tx.insertAsset(clip)
      await tx.insertTake(take)
      await tx.endTake(take.id, { outcome: 'rendered', gpuMs: 1, assetId: clip.id, failure: null, endedAt: second(9) })
      await tx.insertPlan(aPlan(brief.id, 2, [aShot(0, { currentTakeId: take.id }), aShot(1)]))
    })
    expect((await waitingOf(brief.id)).map((s) => s.shotIndex)).toEqual([1])
  })

  test('a shot whose clip the project has already is told apart', async () => {
    const { store } = opened
    const { project, brief } = await storeBrief(store, { ...shooting, state: { stage: 'shooting', planVersion: 2 } })
    const clip = anAsset(project.id)
    const fingerprint = newId('shot')
    const again = [aShot(0, { fingerprint }), aShot(1)] as const
    const take = aTake(brief.id, again[0].id, { planVersion: 2, fingerprint })
    await store.transact(async (tx) => {
      await tx.insertAsset(clip)
      await tx.insertPlan(aPlan(brief.id, 2, again))
      await tx.insertTake(take)
      await tx.endTake(take.id, { outcome: 'rendered', gpuMs: 1, assetId: clip.id, failure: null, endedAt: second(9) })
    })
    expect((await waitingOf(brief.id)).map((s) => s.hasClip)).toEqual([true, false])
  })

  test('what began lately: the newest first, those taken back and those let go first left out of who came later', async () => {
    const { store } = opened
    const first = await storeBrief(store, { ...shooting, queuedAt: second(1000) })
    const bumped = await storeBrief(store, { ...shooting, queuedAt: second(1001), bumpedAt: second(1002) })
    const back = aTake(first.brief.id, first.shots[1].id, { createdAt: second(1005) })
    await store.transact(async (tx) => {
      await tx.insertTake(aTake(first.brief.id, first.shots[0].id, { createdAt: second(1003) }))
      await tx.insertTake(aTake(bumped.brief.id, bumped.shots[0].id, { createdAt: second(1004) }))
      await tx.insertTake(back)
      await tx.endTake(back.id, {
        outcome: 'cancelled',
        gpuMs: null,
        assetId: null,
        failure: null,
        endedAt: second(1006),
      })
    })
    const { started, latestArrivals } = await store.lately()
    expect(started.slice(0, 2)).toEqual(
      [bumped, first].map(({ project, person }) => ({ projectId: project.id, personId: person.id })),
    )
    expect(latestArrivals[0]).toEqual(second(1000))
    expect(latestArrivals[1]?.getTime() ?? 0).toBeLessThan(second(1000).getTime())
  })

  test('a brief has one preview, the newest, until it is dropped', async () => {
    const { store } = opened
    const { brief } = await storeBrief(store, shooting)
    const preview = {
      briefId: brief.id,
      shotIndex: 0,
      mime: 'image/jpeg',
      bytes: new Uint8Array([0, 255, 39, 92]),
      at: second(1),
    } as const
    expect(await store.preview(brief.id)).toBeNull()
    await store.transact((tx) => tx.keepPreview(preview))
    const newer = { ...preview, shotIndex: 1, mime: 'image/png', bytes: new Uint8Array([7]), at: second(4) } as const
    await store.transact((tx) => tx.keepPreview(newer))
    expect(await store.preview(brief.id)).toEqual(newer)
    await store.transact((tx) => tx.dropPreview(brief.id))
    await store.transact((tx) => tx.dropPreview(brief.id))
    expect(await store.preview(brief.id)).toBeNull()
  })

  test('when a host ended its last take is known, whatever is under way there', async () => {
    const { store } = opened
    const { brief, shots } = await storeBrief(store, shooting)
    const host = newId('take')
    const over = { outcome: 'lost', gpuMs: null, assetId: null, failure: null } as const
    for (const at of [20, 10]) {
      const take = aTake(brief.id, shots[0].id, { host, createdAt: second(2000 + at) })
      await store.transact(async (tx) => {
        await tx.insertTake(take)
        await tx.endTake(take.id, { ...over, endedAt: second(2100 + at) })
      })
    }
    await store.transact((tx) => tx.insertTake(aTake(brief.id, shots[1].id, { host, createdAt: second(2200) })))
    expect((await store.lastEndings()).get(host)).toEqual(second(2120))
  })

  test('a host is what was last seen of it; who paused it is left to people', async () => {
    const { store } = opened
    const { person } = await storeBrief(store)
    const seen: Omit<HostRecord, 'pausedBy' | 'pausedAt' | 'isDriven'> = {
      name: newId('take'),
      standing: 'up',
      reason: null,
      since: second(1),
      seen: {
        version: '0.33.0',
        devices: [{ name: 'cuda:0', vramBytes: 24e9, vramFreeBytes: null }],
        running: 1,
        pending: 2,
        foreign: 1,
      },
      seenAt: second(2),
    }
    const mine = async () => (await store.hosts()).find((h) => h.name === seen.name)
    expect(await store.transact((tx) => tx.pauseHost(seen.name, person.id, second(3)))).toBe(false)
    await store.transact((tx) => tx.saveHost(seen))
    expect(await mine()).toEqual({ ...seen, isDriven: false, pausedBy: null, pausedAt: null })
    expect(await store.transact((tx) => tx.pauseHost(seen.name, person.id, second(3)))).toBe(true)
    await store.transact((tx) =>
      tx.saveHost({ ...seen, standing: 'down', reason: 'refused', seen: null, seenAt: null }),
    )
    expect(await mine()).toMatchObject({ standing: 'down', seen: null, pausedBy: person.id, pausedAt: second(3) })
    await store.transact((tx) => tx.pauseHost(seen.name, null, null))
    expect(await mine()).toMatchObject({ pausedBy: null, pausedAt: null })
  })
}
