/** What does the store itself refuse, and what do the reads that decide about money and files answer? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TakeId } from '../../../src/domain/ids.ts'
import type { Verdict } from '../../../src/domain/review.ts'
import type { ProjectWorkflow } from '../../../src/domain/workflow-document.ts'
import type { Take } from '../../../src/domain/take.ts'
import type { Transaction } from '../../../src/ports/store.ts'
import { testGpuTime } from './gpu-time.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'
import {
  aWorkflow,
  aBrief,
  aDelivery,
  anAsset,
  aPlan,
  aShot,
  aTake,
  newId,
  second,
  storeBrief,
} from '../../support/nouns.ts'

export function testRules(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  const refusedBy = (work: Promise<unknown>) => work.then(() => null, opened.constraintOf)

  describe('it refuses', () => {
    test('a second take of a shot while one is under way', async () => {
      const { store } = opened
      const { brief, shots } = await storeBrief(store)
      const insert = (take: Take) => store.transact((tx) => tx.insertTake(take))
      const first = aTake(brief.id, shots[0].id)
      await insert(first)
      expect(await refusedBy(insert(aTake(brief.id, shots[0].id)))).toBe('takes_open')
      await insert(aTake(brief.id, shots[1].id))
      await store.transact((tx) =>
        tx.endTake(first.id, { outcome: 'lost', gpuMs: null, assetId: null, failure: null, endedAt: second(9) }),
      )
      await insert(aTake(brief.id, shots[0].id, { attempt: 2 }))
    })

    test('a take that has ended without an end, or of a shot that was never planned', async () => {
      const { store } = opened
      const { brief, shots } = await storeBrief(store)
      const insert = (take: Take) => store.transact((tx) => tx.insertTake(take))
      expect(await refusedBy(insert(aTake(brief.id, shots[0].id, { outcome: 'lost' })))).toBe('takes_ended')
      await expect(insert(aTake(brief.id, newId('shot')))).rejects.toBeInstanceOf(Error)
      expect(await store.takes(brief.id)).toEqual([])
    })

    test('two deliveries of one number, two plans of one version, two shots at one place', async () => {
      const { store } = opened
      const { project, brief } = await storeBrief(store)
      const film = anAsset(project.id)
      await store.transact(async (tx) => {
        await tx.insertAsset(film)
        await tx.insertDelivery(aDelivery(brief.id, film, film))
      })
      const again = store.transact((tx) => tx.insertDelivery(aDelivery(brief.id, film, film)))
      expect(await refusedBy(again)).toBe('deliveries_by_number')
      const plan = store.transact((tx) => tx.insertPlan(aPlan(brief.id, 1, [])))
      expect(await refusedBy(plan)).toBe('shot_plans_brief_id_version_pk')
      const shots = store.transact((tx) => tx.insertPlan(aPlan(brief.id, 2, [aShot(0), aShot(0)])))
      expect(await refusedBy(shots)).toBe('shots_in_order')
      expect(await store.plan(brief.id, 2)).toBeNull()
    })

    test('a second workflow of one name in a project, and keeps those of each apart', async () => {
      const { store } = opened
      const [one, other] = [await storeBrief(store), await storeBrief(store)]
      const own = (at: typeof one, name: string) => aWorkflow(at.project.id, at.person.id, name)
      const insert = (w: ProjectWorkflow) => store.transact((tx) => tx.insertWorkflow(w))
      const [ink, dusk] = [own(one, 'ink'), own(one, 'dusk')]
      expect(await Promise.all([insert(ink), insert(dusk), insert(own(other, 'ink'))])).toEqual([true, true, true])
      expect(await insert({ ...ink, at: second(9) })).toBe(false)
      expect(await store.projectWorkflows(one.project.id)).toEqual([dusk, ink])
      expect(await store.transact((tx) => tx.deleteWorkflow(one.project.id, 'ink'))).toBe(true)
      expect(await store.transact((tx) => tx.deleteWorkflow(one.project.id, 'ink'))).toBe(false)
      expect(await store.projectWorkflows(one.project.id)).toEqual([dusk])
      expect(await store.projectWorkflows(other.project.id)).toHaveLength(1)
    })

    test('a second verdict in force of one person on one delivery, given at the same moment', async () => {
      const { store } = opened
      const { project, brief, person } = await storeBrief(store)
      const film = anAsset(project.id)
      const delivery = aDelivery(brief.id, film, film)
      await store.transact(async (tx) => {
        await tx.insertAsset(film)
        await tx.insertDelivery(delivery)
      })
      const give = (verdict: Verdict) =>
        store.transact((tx) =>
          tx.insertVerdict(
            { deliveryId: delivery.id, personId: person.id, verdict, by: 'button', text: null, at: second(1) },
            true,
          ),
        )
      const refusals = new Set(await Promise.all([refusedBy(give('approve')), refusedBy(give('reject'))]))
      expect(refusals).toEqual(new Set([null, 'verdicts_in_force']))
      expect(await store.verdictsInForce(delivery.id)).toHaveLength(1)
    })

    test('what refers to nothing', async () => {
      const { store } = opened
      const { project, person, brief } = await storeBrief(store)
      const film = anAsset(project.id)
      const refused = (work: (tx: Transaction) => Promise<unknown>) =>
        refusedBy(
          store.transact(async (tx) => {
            await tx.insertAsset(film)
            await work(tx)
          }),
        )
      expect(
        await refused((tx) => tx.insertBrief({ ...aBrief(project, person), projectId: newId('project') })),
      ).toMatch(/fk$/)
      expect(
        await refused((tx) => tx.insertBrief({ ...aBrief(project, person), requesterId: newId('person') })),
      ).toMatch(/fk$/)
      expect(await refused((tx) => tx.insertPlan(aPlan(newId('brief'), 1, [])))).toMatch(/fk$/)
      expect(await refused((tx) => tx.insertDelivery(aDelivery(brief.id, film, anAsset(project.id))))).toMatch(/fk$/)
      expect(await refused((tx) => tx.insertDelivery(aDelivery(brief.id, film, film, { planVersion: 9 })))).toMatch(
        /fk$/,
      )
      expect(await refused((tx) => tx.setRole(project.id, newId('person'), 'admin'))).toMatch(/fk$/)
      expect(await store.asset(film.id)).toBeNull()
    })
  })

  describe('an asset', () => {
    test('that is a clip is idle when it is old, no plan shows its take, and its brief is not approved', async () => {
      const { store } = opened
      const approval = { state: { stage: 'approved', planVersion: 1, deliveryNo: 1 } } as const
      const [open, approved] = [await storeBrief(store), await storeBrief(store, approval)]
      const rendered = { outcome: 'rendered', endedAt: second(9), gpuMs: 1 } as const
      const clip = (of: typeof open, at: number) =>
        anAsset(of.project.id, { category: 'shot_clip', createdAt: second(at), storageKey: `${of.brief.id}/${at}` })
      const [idle, shown, young] = [clip(open, 1), clip(open, 2), clip(open, 30)]
      const kept = clip(approved, 1)
      const footage = { ...clip(open, 3), category: 'footage' } as const
      const take = (of: typeof open, assetId: typeof idle.id) =>
        aTake(of.brief.id, of.shots[0].id, { ...rendered, assetId })
      const chosen = take(open, shown.id)
      await store.transact(async (tx) => {
        for (const a of [idle, shown, young, kept, footage]) await tx.insertAsset(a)
        for (const a of [idle, young, footage]) await tx.insertTake(take(open, a.id))
        await tx.insertTake(take(approved, kept.id))
        await tx.insertTake(chosen)
        await tx.chooseTake(open.brief.id, 1, open.shots[0].id, chosen.id)
      })
      expect(await store.idleClips(open.project.id, second(20))).toEqual([{ clip: idle, briefId: open.brief.id }])
      expect(await store.idleClips(approved.project.id, second(20))).toEqual([])
      expect(await store.isStored(idle.storageKey)).toBe(true)
      await store.transact((tx) => tx.deleteAsset(idle.id))
      expect(await store.isStored(idle.storageKey)).toBe(false)
    })

    test('is not deleted while a brief uses it in any way', async () => {
      const { store } = opened
      const { project, person, brief, shots } = await storeBrief(store)
      const [given, put, film, poster, cutFilm, referred, current, past, free] = Array.from({ length: 9 }, () =>
        anAsset(project.id),
      ) as [...ReturnType<typeof anAsset>[]] & { length: 9 }
      const all = [given, put, film, poster, cutFilm, referred, current, past, free].flatMap((a) => a ?? [])
      if (!given || !put || !film || !poster || !cutFilm || !referred || !current || !past || !free) throw new Error()
      const ended = { outcome: 'rendered', endedAt: second(9), gpuMs: 1 } as const
      const chosen = aTake(brief.id, shots[0].id, { ...ended, assetId: current.id })
      const passed = aTake(brief.id, shots[0].id, { ...ended, assetId: past.id })
      const cut = {
        planVersion: 1,
        filmAssetId: cutFilm.id,
        posterAssetId: poster.id,
        proxyAssetId: null,
        variants: [],
        durationFrames: 1,
      }
      await store.transact(async (tx) => {
        for (const asset of all) await tx.insertAsset(asset)
        await tx.insertBrief(
          aBrief(project, person, {
            assetIds: [given.id],
            outputAssetIds: [put.id],
            state: { stage: 'cancelled', from: { stage: 'delivering', planVersion: 1, cut } },
          }),
        )
        await tx.insertDelivery(aDelivery(brief.id, film, poster))
        await tx.insertPlan(aPlan(brief.id, 2, [aShot(0, { references: [{ assetId: referred.id, role: 'style' }] })]))
        await tx.insertTake(chosen)
        await tx.insertTake(passed)
        await tx.chooseTake(brief.id, 1, shots[0].id, chosen.id)
      })
      const remove = (id: (typeof free)['id']) => store.transact((tx) => tx.deleteAsset(id))
      for (const used of [given, put, film, poster, cutFilm, referred, current])
        expect(await remove(used.id)).toBe(false)
      expect(await remove(free.id)).toBe(true)
      expect(await remove(free.id)).toBe(false)
      expect(await remove(past.id)).toBe(true)
      expect((await store.take(passed.id))?.assetId).toBeNull()
    })

    test('held by a brief that is being made is not deleted under it', async () => {
      const { store } = opened
      const { project, person } = await storeBrief(store)
      const given = anAsset(project.id)
      await store.transact((tx) => tx.insertAsset(given))
      const inserted = Promise.withResolvers<void>()
      const deleting = Promise.withResolvers<void>()
      const making = store.transact(async (tx) => {
        await tx.insertBrief(aBrief(project, person, { assetIds: [given.id] }))
        inserted.resolve()
        await deleting.promise
      })
      await inserted.promise
      const removed = store.transact((tx) => tx.deleteAsset(given.id))
      deleting.resolve()
      await making
      expect(await removed).toBe(false)
    })
  })

  test('a take is found by fingerprint while its clip exists, in its project, the newest first', async () => {
    const { store } = opened
    const { project, brief, shots } = await storeBrief(store)
    const elsewhere = await storeBrief(store)
    const clips = [anAsset(project.id), anAsset(project.id)]
    const fingerprint = `f-${brief.id}`
    const takes = clips.map((clip, i) =>
      aTake(brief.id, shots[0].id, {
        fingerprint,
        outcome: 'rendered',
        assetId: clip.id,
        createdAt: second(10 + i),
        endedAt: second(20),
      }),
    )
    const found = async (): Promise<TakeId | undefined> => (await store.takeByFingerprint(project.id, fingerprint))?.id
    await store.transact(async (tx) => {
      for (const clip of clips) await tx.insertAsset(clip)
      for (const take of takes) await tx.insertTake(take)
      await tx.insertTake(aTake(brief.id, shots[0].id, { fingerprint, createdAt: second(50) }))
    })
    expect(await found()).toBe(takes[1]?.id)
    expect(await store.takeByFingerprint(elsewhere.project.id, fingerprint)).toBeNull()
    for (const [i, clip] of clips.toReversed().entries()) {
      await store.transact((tx) => tx.deleteAsset(clip.id))
      expect(await found()).toBe(i === 0 ? takes[0]?.id : undefined)
    }
  })

  testGpuTime(() => opened)
}
