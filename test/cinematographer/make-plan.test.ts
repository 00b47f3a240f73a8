/** Is what a planner answers made into a plan that can be rendered, and a poor one asked for once more? */
import { expect, test } from 'vitest'
import { createVaultResearch } from '../../adapters/research/vault-research.ts'
import { createCheckOnHosts, createCheckShot } from '../../src/cinematographer/check-shot.ts'
import { createEstimate } from '../../src/cinematographer/estimate.ts'
import { createFindReferences } from '../../src/cinematographer/find-references.ts'
import { createFinishPlan } from '../../src/cinematographer/finish-plan.ts'
import { createMakePlan } from '../../src/cinematographer/make-plan.ts'
import type { Asset } from '../../src/domain/asset.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { HostFailure } from '../../src/domain/failure.ts'
import type { Preference } from '../../src/domain/look.ts'
import { NO_LOOK, type ProjectLook } from '../../src/domain/project.ts'
import { fail, ok } from '../../src/domain/result.ts'
import { NO_DIRECTION } from '../../src/domain/shot.ts'
import { BY_RULES } from '../../src/domain/shot-plan.ts'
import { setupWords } from '../../src/domain/shot-words.ts'
import type { PlanAnswer, PlannedShot, PlanRequest } from '../../src/ports/planner.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { anAsset, aBrief, aPerson, aProject, newId } from '../support/nouns.ts'
import { silent } from '../support/silent-log.ts'

const workflows = createWorkflows()
const signal = new AbortController().signal

const shot = (prompt: string, o: Partial<PlannedShot> = {}): PlannedShot => {
  const setup = { framing: 'wide', lens: '24mm', cameraMove: 'push-in', ...o } as const
  return {
    negative: '',
    caption: '',
    durationFrames: 48,
    references: [],
    direction: NO_DIRECTION,
    workflow: 'wan22-text-to-video',
    transition: 'cut',
    fadeOut: false,
    ...setup,
    prompt: `${prompt}, ${setupWords(setup)}, noir`,
  }
}
const answer = (shots: readonly PlannedShot[], author: PlanAnswer['author'] = 'model'): PlanAnswer => ({
  author,
  rationale: 'So it is.',
  treatment: null,
  provenance: { ...BY_RULES, attempts: 1, tokens: 100 },
  shots,
})
const GOOD = [
  shot('a small red boat leaves the harbour at dawn'),
  shot('the boat on the sea, then the wind rises', { framing: 'close-up', cameraMove: 'static' }),
]
const POOR = [shot('a street', { framing: 'close-up' }), shot('a street', { framing: 'close-up' })]

type World = {
  readonly answers: readonly PlanAnswer[]
  readonly look?: Partial<ProjectLook>
  readonly summary?: string
  /** In the vault, but not of the brief. */
  readonly vault?: readonly Partial<Asset>[]
  readonly check?: (host: string) => HostFailure | null
  readonly workflow?: string
  /** How long the planner thinks. */
  readonly thinksMs?: number
}

async function made(w: World) {
  const asIs = aProject()
  const settings = { ...asIs.settings, defaultWorkflow: null, monthlyGpuMinutes: null }
  const project = { ...asIs, settings, look: { ...NO_LOOK, ...w.look } }
  const person = aPerson()
  const brief: Brief = {
    ...aBrief(project, person),
    summary: w.summary ?? 'A small red boat leaves the harbour at dawn, then the wind rises',
    script: null,
    assetIds: [],
    durationSeconds: 4,
    fps: 24,
    styleTags: ['noir'],
    tone: null,
    shotCount: null,
    workflow: w.workflow ?? null,
    loop: false,
  }
  const vault = (w.vault ?? []).map((o) => anAsset(project.id, { bytes: 1000, ...o }))
  const store = createMemoryStore()
  await store.transact(async (tx) => {
    await tx.insertProject(project)
    for (const asset of vault) await tx.insertAsset(asset)
  })
  let ms = 0
  const clock = { now: () => new Date(ms) }
  const requests: PlanRequest[] = []
  const preferences: (Preference | undefined)[] = []
  const hosts = ['one', 'two'].map((name) => ({
    name,
    check: async () => {
      const refused = w.check?.(name) ?? null
      return refused === null ? ok(undefined) : fail(refused)
    },
  }))
  const makePlan = createMakePlan({
    store,
    planner: {
      plan: async (request) => {
        requests.push(request)
        ms += w.thinksMs ?? 0
        const given = w.answers[requests.length - 1]
        return given === undefined ? fail({ type: 'plan-refused', reason: 'no more' }) : ok(given)
      },
    },
    findReferences: createFindReferences({ research: createVaultResearch({ store }), log: silent }),
    workflows,
    resolveModels: async (_all, _wanted, preference) => {
      preferences.push(preference)
      return ok(workflows.all.map((facts) => ({ facts, models: {}, hosts: ['one', 'two'] })))
    },
    defaultWorkflow: null,
    finishPlan: createFinishPlan({
      store,
      checkShot: createCheckShot({ workflows }),
      checkOnHosts: createCheckOnHosts({ hosts }),
      estimate: createEstimate({ store, workflows, hosts, isAnimatic: () => false }),
      clock,
      randomness: { uuid: () => crypto.randomUUID(), below: () => 7 },
    }),
    clock,
  })
  return { result: await makePlan(brief, project, signal), requests, preferences, vault, brief }
}

async function planOf(w: World) {
  const all = await made(w)
  if (!all.result.ok) throw new Error(JSON.stringify(all.result.failure))
  return { ...all, ...all.result.value }
}

test('a good plan is asked for once, scored, and every shot can be bound', async () => {
  const { plan, requests } = await planOf({ answers: [answer(GOOD)] })
  expect(requests).toHaveLength(1)
  expect(plan.score).toMatchObject({ coverage: 100, feasibility: 100 })
  expect(plan.shots.map((s) => s.prompt.split(', ')[0])).toEqual([
    'a small red boat leaves the harbour at dawn',
    'the small red boat on the sea',
  ])
  expect(plan.shots[1]?.prompt).toMatch(/noir, at dawn$/)
  expect(plan.guessedGpuSeconds).toBe(plan.estimateGpuSeconds)
})

test('a poor plan is made once more with what is wrong with it, and the better one is kept', async () => {
  const { plan, requests } = await planOf({ answers: [answer(POOR), answer(GOOD)] })
  expect(requests.map((r) => r.faults.length > 0)).toEqual([false, true])
  expect(requests[1]?.faults.join(' ')).toContain('Shots 1 and 2')
  expect(plan.shots[0]?.prompt).toContain('red boat')
  expect(plan.provenance).toMatchObject({ attempts: 2, tokens: 200 })

  const worse = await planOf({ answers: [answer(POOR), answer([...POOR, shot('a lamp', { framing: 'close-up' })])] })
  expect(worse.plan.shots).toHaveLength(2)
  expect((await planOf({ answers: [answer(POOR)] })).requests).toHaveLength(2)
  expect((await planOf({ answers: [answer(POOR, 'rules')] })).requests).toHaveLength(1)
  expect((await planOf({ answers: [answer(POOR)], thinksMs: 50_000 })).requests).toHaveLength(1)
})

test('shots that are too long, add up wrongly or name what nobody has are made fit', async () => {
  const wrong = [shot('a boat', { durationFrames: 500 }), shot('a bird', { workflow: 'nonsense', durationFrames: 3 })]
  const { plan } = await planOf({ answers: [answer(wrong), answer(wrong)] })
  expect(plan.shots.reduce((n, s) => n + s.durationFrames, 0)).toBe(96)
  expect(new Set(plan.shots.map((s) => s.workflow))).toEqual(new Set(['wan22-text-to-video']))
  const none = await made({ answers: [answer([]), answer([])] })
  expect(none.result).toMatchObject({ ok: false, failure: { type: 'plan-refused' } })
})

test('what every host refuses is no plan; what one takes, or cannot say now, is', async () => {
  const bad: HostFailure = { type: 'bad-graph', host: 'one', workflow: 'w', reason: 'r' }
  const down: HostFailure = { type: 'host-down', host: 'two', reason: 'r' }
  const answers = [answer(GOOD), answer(GOOD)]
  expect((await made({ answers, check: () => bad })).result).toEqual({ ok: false, failure: bad })
  expect((await made({ answers, check: (host) => (host === 'one' ? bad : null) })).result.ok).toBe(true)
  expect((await made({ answers, check: (host) => (host === 'one' ? bad : down) })).result.ok).toBe(true)
})

test("the project's look is in every shot, and what of it cannot be used is said", async () => {
  const look = {
    styleTags: ['ink'],
    negativeAddition: 'people',
    loras: [{ name: 'ink.safetensors', strength: 0.7 }],
    models: [{ slot: 'checkpoint', file: 'noir.ckpt', style: 'noir' }],
  }
  const { plan, preferences } = await planOf({ answers: [answer(GOOD)], look })
  for (const s of plan.shots) {
    expect(s.prompt).toContain(', ink')
    expect(s.negative).toBe('people')
  }
  expect(preferences).toEqual([{ checkpoint: ['noir.ckpt'], lora: ['ink.safetensors'] }])
  expect(plan.rationale).toContain(
    "The look's LoRA ink.safetensors is not used: wan22-text-to-video has no place for it",
  )
})

test('what the brief asks for by words is found in the vault and comes along', async () => {
  const id = newId('asset')
  const poster = newId('asset')
  const led = [
    shot('the harbour', { workflow: 'wan22-image-to-video', references: [{ assetId: id, role: 'start-frame' }] }),
  ]
  const vault: readonly Partial<Asset>[] = [
    { id: newId('asset'), name: 'street.jpg' },
    { id, name: 'IMG-harbour_02.jpg' },
    { id: poster, name: 'harbour at dawn_v02.jpg', category: 'poster', provenance: { from: 'cut' } },
  ]
  const asked = await planOf({ answers: [answer(led)], summary: 'Use the harbour picture: a red boat leaves', vault })
  expect(asked.requests[0]?.assets.map((a) => a.id)).toEqual([id])
  expect(asked.requests[0]?.brief.assetIds).toEqual([id])
  expect(asked.brought).toEqual([id])
  expect(asked.plan.shots[0]?.references).toEqual([{ assetId: id, role: 'start-frame' }])
  expect(asked.plan.rationale).toContain("For “harbour” IMG-harbour_02.jpg is used, from the project's vault")

  const like = await planOf({ answers: [answer(GOOD)], summary: 'A red boat, like the last harbour film', vault })
  expect(like.requests[0]?.look.references).toEqual([poster])
  expect(like.brought).toEqual([])
  const none = await planOf({ answers: [answer(GOOD)], summary: 'A red boat, like the last desert film', vault })
  expect(none.plan.rationale).toContain('Nothing is named “desert”')
})
