/** Does every noun come back as it was stored? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Brief, BriefState } from '../../../src/domain/brief.ts'
import type { ExecutiveAction } from '../../../src/domain/delivery.ts'
import type { BriefEvent } from '../../../src/domain/event.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'
import {
  aBrief,
  aDelivery,
  anAsset,
  aPerson,
  aPlan,
  aProject,
  aShot,
  aTake,
  newId,
  second,
  storeBrief,
} from '../../support/nouns.ts'

export function testRoundTrip(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  describe('projects, people and assets', () => {
    test('a project, its changes, and a second of the same id', async () => {
      const { store } = opened
      const project = aProject()
      await store.transact((tx) => tx.ensureProject(project))
      await store.transact((tx) => tx.ensureProject({ ...project, name: 'another' }))
      expect(await store.project(project.id)).toEqual(project)

      const settings = { ...project.settings, quorum: 1, monthlyGpuMinutes: null }
      await store.transact((tx) => tx.saveProject(project.id, { settings }))
      await store.transact((tx) => tx.saveProject(project.id, {}))
      expect(await store.project(project.id)).toEqual({ ...project, settings })
      expect(await store.project(newId('project'))).toBeNull()
      await expect(store.transact((tx) => tx.saveProject(newId('project'), { name: 'x' }))).rejects.toThrow(/got 0/)
    })

    test('a person and the role, which can change', async () => {
      const { store } = opened
      const [project, person] = [aProject(), aPerson()]
      await store.transact(async (tx) => {
        await tx.insertProject(project)
        await tx.ensurePerson(person)
        await tx.ensurePerson({ ...person, name: 'another' })
        await tx.setRole(project.id, person.id, 'member')
        await tx.setRole(project.id, person.id, 'reviewer')
        expect(await tx.role(project.id, person.id)).toBe('reviewer')
      })
      expect(await store.person(person.id)).toEqual(person)
      expect(await store.role(project.id, person.id)).toBe('reviewer')
      expect(await store.role(project.id, newId('person'))).toBeNull()
      expect(await store.members(project.id)).toEqual([{ personId: person.id, name: person.name, role: 'reviewer' }])
    })

    test('assets, in the order asked', async () => {
      const { store } = opened
      const project = aProject()
      const first = anAsset(project.id)
      const second = anAsset(project.id, {
        category: 'shot_clip',
        width: null,
        height: null,
        durationSeconds: null,
        fps: null,
        provenance: { from: 'take', briefId: newId('brief'), takeId: newId('take'), workflow: 'wan22' },
      })
      await store.transact(async (tx) => {
        await tx.insertProject(project)
        await tx.insertAsset(first)
        await tx.insertAsset(second)
      })
      expect(await store.asset(first.id)).toEqual(first)
      expect(await store.assetsById([second.id, newId('asset'), first.id])).toEqual([second, first])
      expect(await store.assetsById([])).toEqual([])
    })
  })

  describe('briefs', () => {
    const cut = {
      planVersion: 1,
      filmAssetId: newId('asset'),
      posterAssetId: newId('asset'),
      proxyAssetId: null,
      variants: [],
      durationFrames: 300,
    }
    const states: readonly BriefState[] = [
      { stage: 'planning' },
      { stage: 'plan-review', planVersion: 1 },
      { stage: 'shooting', planVersion: 1 },
      { stage: 'cutting', planVersion: 1 },
      { stage: 'delivering', planVersion: 1, cut },
      { stage: 'in-review', planVersion: 1, deliveryNo: 1 },
      { stage: 'revising', planVersion: 1, deliveryNo: 1 },
      { stage: 'approved', planVersion: 1, deliveryNo: 1 },
      { stage: 'cancelled', from: { stage: 'delivering', planVersion: 1, cut } },
      {
        stage: 'failed',
        from: { stage: 'shooting', planVersion: 2 },
        failure: { type: 'out-of-memory', host: 'gpu-1', node: null },
      },
    ]

    test('at every stage', async () => {
      const { store } = opened
      const { project, person } = await storeBrief(store)
      for (const state of states) {
        const made = aBrief(project, person, { state })
        await store.transact((tx) => tx.insertBrief(made))
        expect(await store.brief(made.id)).toEqual(made)
      }
    })

    test('with as little as possible', async () => {
      const { store } = opened
      const nothing: Partial<Brief> = {
        noraSessionId: null,
        script: null,
        assetIds: [],
        tone: null,
        styleTags: [],
        shotCount: null,
        loop: false,
        deliverables: [],
        workflow: null,
        gate: null,
        llmNotes: null,
      }
      const { brief } = await storeBrief(store, nothing)
      expect(await store.brief(brief.id)).toEqual(brief)
      expect(await store.brief(newId('brief'))).toBeNull()
    })

    test('saved, it has the next version', async () => {
      const { store } = opened
      const { brief } = await storeBrief(store)
      const changed: Brief = {
        ...brief,
        state: { stage: 'shooting', planVersion: 1 },
        planVersion: 1,
        deliveryCount: 2,
        outputAssetIds: [newId('asset')],
        updatedAt: second(30),
      }
      await store.transact((tx) => tx.saveBrief(changed))
      expect(await store.brief(brief.id)).toEqual({ ...changed, version: 2 })
    })

    test('a key makes one brief for each person', async () => {
      const { store } = opened
      const { brief, person } = await storeBrief(store)
      const other = aPerson()
      const claim = (who: typeof person, hash: string) =>
        store.transact(async (tx) => {
          await tx.ensurePerson(who)
          return tx.claimKey(who.id, 'k-1', hash, brief.id)
        })
      expect(await claim(person, 'h1')).toBe(true)
      expect(await claim(person, 'h2')).toBe(false)
      expect(await claim(other, 'h3')).toBe(true)
      expect(await store.briefByKey(person.id, 'k-1')).toEqual({ briefId: brief.id, bodyHash: 'h1' })
      expect(await store.briefByKey(person.id, 'k-2')).toBeNull()
    })
  })

  describe('plans, takes and deliveries', () => {
    test('a plan, its shots in order of index whatever the order of insertion', async () => {
      const { store } = opened
      const { brief } = await storeBrief(store)
      const [a, b, c] = [aShot(0), aShot(1, { references: [], models: {} }), aShot(2)]
      const plan = aPlan(brief.id, 2, [c, a, b])
      await store.transact((tx) => tx.insertPlan(plan))
      expect(await store.plan(brief.id, 2)).toEqual({ ...plan, shots: [a, b, c] })
      expect(await store.plan(brief.id, 3)).toBeNull()

      const softer = { ...b, finish: { ...b.finish, exposure: -1 }, locked: false }
      await store.transact((tx) => tx.saveShot(brief.id, 2, softer))
      expect((await store.plan(brief.id, 2))?.shots[1]).toEqual(softer)
    })

    test('a take from submitting to rendered, chosen for its shot', async () => {
      const { store } = opened
      const { project, brief, shots } = await storeBrief(store)
      const clip = anAsset(project.id, { category: 'shot_clip' })
      const take = aTake(brief.id, shots[0].id)
      await store.transact((tx) => tx.insertTake(take))
      expect(await store.openTake(brief.id, shots[0].id)).toEqual(take)
      expect(await store.openTake(brief.id, shots[1].id)).toBeNull()

      const end = { outcome: 'rendered', gpuMs: 1234.5, assetId: clip.id, failure: null, endedAt: second(9) } as const
      await store.transact(async (tx) => {
        await tx.insertAsset(clip)
        await tx.endTake(take.id, end)
        await tx.chooseTake(brief.id, 1, shots[0].id, take.id)
      })
      expect(await store.openTake(brief.id, shots[0].id)).toBeNull()
      expect(await store.take(take.id)).toEqual({ ...take, ...end })
      expect((await store.plan(brief.id, 1))?.shots.map((s) => s.currentTakeId)).toEqual([take.id, null])

      const failed = aTake(brief.id, shots[0].id, {
        outcome: 'failed',
        failure: { type: 'workflow-cannot', workflow: 'w', reason: 'r', shotId: shots[0].id },
        createdAt: second(4),
        endedAt: second(5),
      })
      await store.transact((tx) => tx.insertTake(failed))
      expect(await store.takes(brief.id)).toEqual([failed, { ...take, ...end }])
    })

    test('deliveries by number, and the action', async () => {
      const { store } = opened
      const { project, brief } = await storeBrief(store)
      const [film, poster] = [anAsset(project.id), anAsset(project.id)]
      const first = aDelivery(brief.id, film, poster)
      const next = aDelivery(brief.id, film, poster, { number: 2, proxyAssetId: film.id })
      const action: ExecutiveAction = {
        id: newId('action'),
        briefId: brief.id,
        type: 'CinematicDelivery',
        payload: { deliveryNo: 1, filmAssetId: film.id, posterAssetId: poster.id, proxyAssetId: null },
        at: second(7),
      }
      await store.transact(async (tx) => {
        await tx.insertAsset(film)
        await tx.insertAsset(poster)
        await tx.insertDelivery(next)
        await tx.insertDelivery(first)
        await tx.insertAction(action)
      })
      expect(await store.deliveries(brief.id)).toEqual([first, next])
      expect(await store.actions(brief.id)).toEqual([action])
    })

    test('an agent that registers again is replaced', async () => {
      const { store } = opened
      const agent = {
        agentId: 'master_cinematographer',
        agentType: 'cinematographer',
        capabilities: ['cinematic_planning', 'video_post'],
        status: 'idle',
        seenAt: second(1),
      } as const
      await store.transact((tx) => tx.registerAgent(agent))
      await store.transact((tx) => tx.registerAgent({ ...agent, status: 'working', seenAt: second(2) }))
      expect(await store.agents()).toEqual([{ ...agent, status: 'working', seenAt: second(2) }])
    })
  })

  test('every kind of event comes back as it was', async () => {
    const { store } = opened
    const { brief, person, shots } = await storeBrief(store)
    const failure = {
      type: 'missing-model',
      host: 'h',
      node: 'n',
      input: 'ckpt_name',
      file: 'x',
      elsewhere: ['g'],
    } as const
    const [takeId, film, poster] = [newId('take'), newId('asset'), newId('asset')]
    const at = { shotIndex: 0, host: 'h' }
    const noteId = newId('note')
    const said = { deliveryNo: 1, personId: person.id, who: 'Ines' }
    const happened: readonly BriefEvent[] = [
      { type: 'BriefTaken', title: 'x', requesterId: person.id },
      { type: 'TaskHandoff', from: 'nora', to: 'master_cinematographer', task: 'plan' },
      { type: 'AgentStatusUpdate', agent: 'nora', status: { at: 'planning' } },
      { type: 'AgentStatusUpdate', agent: 'nora', status: { at: 'staging', ...at } },
      {
        type: 'AgentStatusUpdate',
        agent: 'nora',
        status: { at: 'rendering', ...at, done: 1, of: 2, node: 'sampler', previewAt: null },
      },
      {
        type: 'AgentStatusUpdate',
        agent: 'nora',
        status: { at: 'waiting', position: 3, etaSeconds: 240, isGuess: true },
      },
      { type: 'AgentStatusUpdate', agent: 'nora', status: { at: 'fetching', ...at } },
      { type: 'AgentStatusUpdate', agent: 'nora', status: { at: 'cutting', done: 1, of: 2 } },
      { type: 'StageChanged', from: 'planning', to: 'shooting' },
      {
        type: 'PlanMade',
        planVersion: 1,
        author: 'rules',
        rationale: 'r',
        isRevision: true,
        estimateGpuSeconds: 1.5,
        guessedGpuSeconds: 0.5,
        waits: { for: 'budget', lack: { neededMs: 1, usedMs: 2, reservedMs: 3, budgetMs: 4 } },
        calls: [person.id],
        boardsAssetId: null,
        shots: [
          {
            index: 0,
            caption: 'c',
            framing: 'wide',
            lens: '35mm',
            cameraMove: 'static',
            durationFrames: 9,
            workflow: 'w',
          },
        ],
      },
      {
        type: 'TakeEnded',
        shotId: shots[0].id,
        shotIndex: 0,
        takeId,
        host: 'h',
        outcome: 'failed',
        gpuMs: null,
        failure,
      },
      { type: 'ShotReused', shotId: shots[0].id, shotIndex: 0, takeId },
      {
        type: 'Delivered',
        deliveryNo: 1,
        filmAssetId: film,
        posterAssetId: poster,
        proxyAssetId: null,
        variants: [],
        durationSeconds: 12.5,
        fileName: 'x_v01.mp4',
        calls: [person.id],
      },
      { type: 'VerdictGiven', ...said, verdict: 'request-changes', text: 'darker', counts: false },
      { type: 'VerdictRevoked', ...said, verdict: 'approve' },
      { type: 'Approved', deliveryNo: 1, by: ['Ines', 'Jo'], when: '2026-11-22T09:00:00.000Z' },
      { type: 'Rejected', deliveryNo: 1, who: 'Ines', text: null },
      {
        type: 'NoteTaken',
        noteId,
        personId: person.id,
        who: 'Ines',
        text: 't',
        remarks: ['r'],
        offer: 'o',
        waitsFor: 'reopening',
      },
      { type: 'QuestionAsked', noteId, text: 'Which?', answers: ['a', 'b'], personId: person.id },
      { type: 'QuestionAnswered', noteId, who: 'Ines', answer: 'a' },
      { type: 'LookTaken', who: 'Ines', styleTags: ['ink'], promptAddition: 'grain', pictures: [poster] },
      { type: 'Answered', text: 'two shots' },
      { type: 'PlanRevised', planVersion: 2, says: ['Shot 2 is a close-up.'], renders: 1 },
      { type: 'ReviewReminded', deliveryNo: 1, calls: [person.id], waitsFor: 'note' },
      { type: 'StillWaits', waitsFor: { for: 'go', planVersion: 2 } },
      {
        type: 'StillWaits',
        waitsFor: { for: 'answer', noteId, text: 'Which?', answers: ['a', 'b'], personId: person.id },
      },
      { type: 'StillWaits', waitsFor: { for: 'retry', failure } },
      { type: 'WorkRetried', task: 'plan', tries: 1, inMs: 100, failure, smaller: true },
      {
        type: 'Bumped',
        who: 'Ines',
      },
      {
        type: 'ShotsWait',
        why: 'no-host-is-up',
        shotIndexes: [0, 2],
        hosts: [{ name: 'gpu-1', standing: 'paused' }],
      },
      { type: 'Failed', failure },
      { type: 'Refused', verb: 'cancel', failure: { type: 'not-allowed', verb: 'cancel', role: 'guest' } },
      { type: 'Refused', verb: 'verdict', failure: { type: 'own-verdict', deliveryNo: 1 }, deliveryNo: 1 },
      { type: 'Refused', verb: 'note', failure: { type: 'no-delivery' }, personId: person.id, deliveryNo: 0 },
    ]
    await store.transact(async (tx) => {
      await tx.appendEvents(brief.id, happened.slice(0, 5), second(1))
      await tx.appendEvents(brief.id, [], second(1))
      await tx.appendEvents(brief.id, happened.slice(5), second(2))
    })
    const logged = await store.events(brief.id, 0, 100)
    expect(logged.map((l) => l.event)).toEqual(happened)
    expect(logged.map((l) => l.seq)).toEqual(happened.map((_, i) => i + 1))
    expect(logged[0]).toMatchObject({ briefId: brief.id, at: second(1) })
    expect((await store.events(brief.id, 3, 2)).map((l) => l.seq)).toEqual([4, 5])
  })
}
