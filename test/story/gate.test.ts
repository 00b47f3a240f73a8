/** Does a plan wait where it must, does Go answer the plan that was seen, and is no GPU time promised twice? */
import { expect, test } from 'vitest'
import type { BriefId } from '../../src/domain/ids.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON } from '../../src/domain/ids.ts'
import type { Gate, ProjectSettings } from '../../src/domain/project.ts'
import { sayFailure } from '../../src/words/say.ts'
import { openThread, tell } from '../../src/words/thread.ts'
import { createRuleNoteReader } from '../../adapters/planner/note-reader.ts'
import { createChance, createSmallWorld } from './small-world.ts'

async function open(settings: Partial<ProjectSettings>) {
  const world = createSmallWorld(createChance(1), createRuleNoteReader(), { failing: 0, dying: 0, slow: 0 })
  const { nora, jobs, store } = world
  await nora.ensureDefaults()
  const set = async (change: Partial<ProjectSettings>) =>
    nora.changeProject({ projectId: DEFAULT_PROJECT, personId: LOCAL_PERSON, change: { settings: change } })
  await set(settings)

  const by = (briefId: BriefId) => ({ briefId, personId: LOCAL_PERSON })
  return {
    ...world,
    set,
    by,
    take: async (gate?: Gate): Promise<BriefId> => {
      const text = 'A lantern drifts. The wind rises. 2 seconds, 2 shots'
      const asked = { projectId: null, requesterId: LOCAL_PERSON, sessionId: null, idempotency: null, assetIds: [] }
      const taken = await nora.takeBrief({ ...asked, text, options: { fps: 12, size: '256x144', gate } })
      if (!taken.ok) throw new Error(sayFailure(taken.failure))
      return taken.value.id
    },
    /** Runs what there is to do, of one kind or all, until nothing is left. */
    work: async (kind?: string) => {
      const todo = () => jobs.open().filter((j) => j.kind !== 'remind' && (kind === undefined || j.kind === kind))
      for (let left = todo(); left.length > 0; left = todo()) for (const job of left) await world.attempt(job)
    },
    stage: async (briefId: BriefId) => (await store.brief(briefId))?.state.stage,
    plan: async (briefId: BriefId) => store.plan(briefId, (await store.brief(briefId))?.planVersion ?? 0),
    takes: async (briefId: BriefId) => (await store.takes(briefId)).length,
    use: () => nora.readBudget(DEFAULT_PROJECT),
    cards: async (briefId: BriefId) => {
      let state = openThread({ id: briefId, title: '', fps: 12 })
      return (await store.events(briefId, 0, 1000)).flatMap(({ event }) => {
        const told = tell(state, event)
        state = told.state
        return told.posts
      })
    },
  }
}

test('the first plan is a guess and says so; the next ones are measured', async () => {
  const w = await open({})
  const first = await w.take()
  await w.work()
  expect(await w.stage(first)).toBe('in-review')
  const guessed = await w.plan(first)
  expect(guessed?.guessedGpuSeconds).toBe(guessed?.estimateGpuSeconds)
  expect(guessed?.estimateGpuSeconds).toBeGreaterThan(0.5)
  expect((await w.cards(first))[0]).toMatchObject({ buttons: [], calls: [] })
  expect((await w.cards(first))[0]?.title).toContain('(no takes yet: a guess)')

  const second = await w.take()
  await w.work()
  expect(await w.plan(second)).toMatchObject({ estimateGpuSeconds: 0.2, guessedGpuSeconds: 0 })
})

test('a plan that waits has Go, Change and Cancel; a late Go on an older plan changes nothing', async () => {
  const w = await open({ autoGoGpuMinutes: 0 })
  const briefId = await w.take()
  await w.work()
  expect(await w.stage(briefId)).toBe('plan-review')
  const [waiting] = await w.cards(briefId)
  expect(waiting?.buttons.map((b) => [b.label, b.value])).toEqual(
    ['Go', 'Change', 'Cancel'].map((l) => [l, `${briefId}:1`]),
  )
  expect(waiting).toMatchObject({ calls: [LOCAL_PERSON] })

  // Change is a note on the plan, before any render.
  const note = { deliveryNo: null, shotIndex: null, timecodeSeconds: null }
  const noted = await w.nora.takeNote({ ...w.by(briefId), ...note, text: 'shot 2 as a close-up' })
  expect(noted).toMatchObject({ ok: true, value: { became: 'note' } })
  expect(await w.nora.startRevision(w.by(briefId))).toMatchObject({ ok: true })
  await w.work('plan')
  expect(await w.stage(briefId)).toBe('plan-review')
  const revised = await w.plan(briefId)
  expect(revised?.shots.map((s) => s.framing)[1]).toBe('close-up')
  expect((await w.cards(briefId)).at(-1)?.buttons.map((b) => b.value)).toEqual(Array(3).fill(`${briefId}:2`))
  expect(await w.takes(briefId)).toBe(0)

  for (const verb of [w.nora.go, w.nora.cancel]) {
    const late = await verb({ ...w.by(briefId), planVersion: 1 })
    expect(late).toMatchObject({ ok: false, failure: { type: 'stale-plan', planVersion: 1, newest: 2 } })
    expect(late.ok ? '' : sayFailure(late.failure)).toBe('That was plan 1; plan 2 is here: look at that one.')
  }
  expect(await w.stage(briefId)).toBe('plan-review')
  expect(await w.nora.go({ ...w.by(briefId), planVersion: 2 })).toMatchObject({ ok: true })
  await w.work()
  expect(await w.stage(briefId)).toBe('in-review')
  expect(await w.nora.go({ ...w.by(briefId), planVersion: 2 })).toMatchObject({ failure: { type: 'stale-event' } })
})

test.each<[Gate, Gate | undefined, string]>([
  ['always', undefined, 'plan-review'],
  ['always', 'never', 'in-review'],
  ['never', undefined, 'in-review'],
  ['never', 'always', 'plan-review'],
  ['auto', 'always', 'plan-review'],
])('a project whose gate is %s and a brief that says %s: %s', async (gate, own, stage) => {
  const w = await open({ gate })
  const briefId = await w.take(own)
  await w.work()
  expect(await w.stage(briefId)).toBe(stage)
})

test('a revision waits for its changed shots only, and not at all where nothing is rendered', async () => {
  const w = await open({ gate: 'never' })
  const briefId = await w.take()
  await w.work()
  await w.set({ gate: 'always' })
  const say = async (text: string) => {
    const note = { deliveryNo: null, shotIndex: null, timecodeSeconds: null }
    expect(await w.nora.takeNote({ ...w.by(briefId), ...note, text })).toMatchObject({ ok: true })
    expect(await w.nora.startRevision(w.by(briefId))).toMatchObject({ ok: true })
    await w.work()
    return w.stage(briefId)
  }
  expect(await say('shot 2 darker')).toBe('in-review')
  expect(await w.plan(briefId)).toMatchObject({ estimateGpuSeconds: 0 })
  expect(await say('shot 2 as a close-up')).toBe('plan-review')
  expect(await w.plan(briefId)).toMatchObject({ estimateGpuSeconds: 0.1 })
})

/** GPU minutes that are guessed for one of these films. */
async function oneFilm(): Promise<number> {
  const w = await open({ gate: 'always' })
  const briefId = await w.take()
  await w.work()
  return ((await w.plan(briefId))?.estimateGpuSeconds ?? 0) / 60
}

test('the last minutes are given once: the second of two waits with the sum, and goes when there is budget', async () => {
  const w = await open({ monthlyGpuMinutes: (await oneFilm()) * 1.5 })
  const [first, second] = [await w.take(), await w.take()]
  await w.work('plan')
  expect(await w.stage(first)).toBe('shooting')
  expect(await w.stage(second)).toBe('plan-review')
  const plan = await w.plan(first)
  expect((await w.use()).reservedMs).toBeCloseTo((plan?.estimateGpuSeconds ?? 0) * 1000, 3)
  const said = (await w.cards(second))[0]?.lines.at(-1)
  expect(said).toMatch(/^This plan needs about (0\.\d+) GPU minutes; \1 of 0\.\d+ are used or reserved this month: /)
  const refused = await w.nora.go({ ...w.by(second), planVersion: 1 })
  expect(refused).toMatchObject({ ok: false, failure: { type: 'over-budget' } })
  expect(refused.ok ? '' : sayFailure(refused.failure)).toBe(said)

  // The first film took less than was kept for it: what is left is there for the second.
  await w.work()
  expect(await w.use()).toEqual({ usedMs: 200, reservedMs: 0 })
  expect(await w.nora.go({ ...w.by(second), planVersion: 1 })).toMatchObject({ ok: true })
  await w.work()
  expect(await w.use()).toEqual({ usedMs: 400, reservedMs: 0 })
})

test('what was used is of this month; a raised cap lets a plan go', async () => {
  const w = await open({ monthlyGpuMinutes: 0.3 / 60, gate: 'never' })
  const first = await w.take()
  await w.work()
  expect(await w.stage(first)).toBe('plan-review')
  await w.set({ monthlyGpuMinutes: await oneFilm() })
  expect(await w.nora.go({ ...w.by(first), planVersion: 1 })).toMatchObject({ ok: true })
  await w.work()
  await w.set({ monthlyGpuMinutes: 0.3 / 60 })
  const second = await w.take()
  await w.work()
  expect(await w.stage(second)).toBe('plan-review')
  expect(await w.nora.go({ ...w.by(second), planVersion: 1 })).toMatchObject({ failure: { type: 'over-budget' } })
  w.pass(31 * 24 * 3600_000)
  expect(await w.use()).toEqual({ usedMs: 0, reservedMs: 0 })
  expect(await w.nora.go({ ...w.by(second), planVersion: 1 })).toMatchObject({ ok: true })
})

test('a cancelled brief gives back what it has not used; going on needs it again', async () => {
  const w = await open({ monthlyGpuMinutes: (await oneFilm()) * 1.5 })
  const [first, second] = [await w.take(), await w.take()]
  await w.work('plan')
  expect(await w.nora.cancel(w.by(first))).toMatchObject({ ok: true })
  expect(await w.use()).toEqual({ usedMs: 0, reservedMs: 0 })
  expect(await w.nora.go({ ...w.by(second), planVersion: 1 })).toMatchObject({ ok: true })
  expect(await w.nora.retry(w.by(first))).toMatchObject({ ok: false, failure: { type: 'over-budget' } })
  expect(await w.stage(first)).toBe('cancelled')
  await w.work()
  expect(await w.nora.retry(w.by(first))).toMatchObject({ ok: true })
  await w.work()
  expect(await w.stage(first)).toBe('in-review')
})
