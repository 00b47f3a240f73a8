/** Thousands of lives of a brief, each a random tale of verdicts, notes, failures, crashes and late renders: some things never happen. */
import { expect, test } from 'vitest'
import type { Change } from '../../src/domain/change.ts'
import type { BriefId, PersonId } from '../../src/domain/ids.ts'
import { isResting } from '../../src/domain/lifecycle.ts'
import { ok } from '../../src/domain/result.ts'
import { VERDICTS } from '../../src/domain/review.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { NoteReader, NoteRequest } from '../../src/ports/note-reader.ts'
import { type Chance, createChance, createSmallWorld, type Weather } from './small-world.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON, makeId } from '../../src/domain/ids.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/project.ts'

/** `npm run soak` lives ten thousand. */
const LIVES = Number(process.env['NORA_LIVES'] ?? 2500)
const STEPS = 12

const ada = makeId('person', '00000000-0000-4000-8000-0000000000a1')
const ben = makeId('person', '00000000-0000-4000-8000-0000000000b2')
const guest = makeId('person', '00000000-0000-4000-8000-0000000000c3')
const PEOPLE: readonly PersonId[] = [LOCAL_PERSON, ada, ben, guest]

/** Understands nothing, but always wants something that can be done to the plan it is shown. */
const wishing = (chance: Chance): NoteReader => ({
  async read({ plan }: NoteRequest) {
    const ids = plan.shots.map((s) => s.id)
    const a = chance.pick(ids) ?? ids[0]
    const b = chance.pick(ids) ?? ids[0]
    if (a === undefined || b === undefined) return ok({ kind: 'talk' })
    const changes: readonly Change[] = [
      { type: 'content', shotIds: [a], framing: 'close-up', text: 'closer' },
      { type: 'content', shotIds: [b], add: 'rain', text: 'rain' },
      { type: 'finish', shotIds: ids, exposure: -0.5 },
      { type: 'finish', shotIds: [a], speedFactor: 0.9 },
      { type: 'finish', shotIds: [b], exposure: -1.5 },
      { type: 'content', shotIds: [a], instead: { exposure: 'dark low-key lighting' }, text: 'render it darker' },
      { type: 'swap', a, b },
      { type: 'drop', shotIds: [a] },
      { type: 'lock', shotIds: [b], locked: chance.next() < 0.5 },
      { type: 'back-to', deliveryNo: 1 },
      { type: 'reroll', shotIds: [a] },
      { type: 'film-length', seconds: 1 + chance.below(3) },
      { type: 'use-take', shotId: a, takeNo: 1 },
    ]
    const wish = chance.pick(changes)
    const kind = chance.next()
    if (wish === undefined || kind < 0.1) return ok({ kind: 'talk' })
    if (kind < 0.2)
      return ok({
        kind: 'unclear',
        question: {
          text: '?',
          answers: [
            { label: 'Yes', changes: [wish] },
            { label: 'Leave it', changes: [] },
          ],
        },
      })
    return ok({ kind: 'changes', changes: [wish], remarks: [] })
  },
})

async function live(seed: number): Promise<void> {
  const chance = createChance(seed)
  const weather: Weather = { failing: 0.1, dying: 0.06, slow: 0.1 }
  const world = createSmallWorld(chance, wishing(chance), weather)
  const { nora, store, jobs } = world
  const quorum = 1 + chance.below(2)
  await nora.ensureDefaults()
  await store.transact(async (tx) => {
    await tx.saveProject(DEFAULT_PROJECT, {
      settings: { ...DEFAULT_SETTINGS, quorum, gate: chance.next() < 0.2 ? 'always' : 'auto' },
    })
    for (const [id, name, role] of [
      [ada, 'Ada', 'reviewer'],
      [ben, 'Ben', 'producer'],
      [guest, 'Gil', 'guest'],
    ] as const) {
      await tx.ensurePerson({ id, name })
      await tx.setRole(DEFAULT_PROJECT, id, role)
    }
  })
  const taken = await nora.takeBrief({
    projectId: null,
    requesterId: LOCAL_PERSON,
    text: 'A lantern drifts. The wind rises. 2 seconds, 2 shots',
    options: { fps: 12, size: '256x144' },
    assetIds: [],
    sessionId: null,
    idempotency: null,
  })
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
  const briefId = taken.value.id
  const running: Promise<void>[] = []

  /** Starts an attempt and gives it until its first slow render. */
  const work = async (): Promise<void> => {
    const job = chance.pick(jobs.open().filter((j) => j.kind !== 'remind'))
    if (job === undefined) return
    const ended = world.attempt(job)
    running.push(ended)
    await Promise.race([ended, tick()])
  }
  const steps: readonly (() => Promise<unknown>)[] = [
    work,
    work,
    work,
    work,
    work,
    work,
    async () => world.pass(25 * SECOND),
    async () => world.release(),
    () => speak(world, chance, briefId),
    () => speak(world, chance, briefId),
    () => judge(world, chance, briefId),
    () => judge(world, chance, briefId),
    () => judge(world, chance, briefId),
    () => nora.startRevision({ briefId, personId: chance.pick(PEOPLE) ?? ada }),
    async () => {
      const noteId = chance.pick(await store.notes(briefId))?.id
      if (noteId !== undefined) await nora.renderAnew({ noteId, personId: chance.pick(PEOPLE) ?? ada })
    },
    () => nora.go({ briefId, personId: ben, planVersion: null }),
    () => (chance.next() < 0.15 ? nora.cancel({ briefId, personId: ben }) : nora.retry({ briefId, personId: ben })),
    // The process dies: whatever ran comes back late, beside the next attempt.
    async () => jobs.open().forEach((job) => (chance.next() < 0.3 ? jobs.crash(job) : undefined)),
  ]
  for (let step = 0; step < STEPS; step++) {
    await chance.pick(steps)?.()
    if (chance.next() < 0.6) await work()
  }

  // The weather clears: everything that can end must end.
  Object.assign(weather, { failing: 0, dying: 0, slow: 0 })
  for (let round = 0; round < 400; round++) {
    world.release()
    await Promise.all(running.splice(0))
    const open = jobs.open().filter((j) => j.kind !== 'remind')
    if (open.length === 0) break
    world.pass(25 * SECOND)
    for (const job of open) await world.attempt(job)
  }
  await checkLife(world, briefId, quorum)
}

const tick = (): Promise<void> => new Promise((next) => setImmediate(next))

function speak({ nora }: ReturnType<typeof createSmallWorld>, chance: Chance, briefId: BriefId) {
  const personId = chance.pick(PEOPLE) ?? ada
  return nora.takeNote({
    briefId,
    personId,
    text: 'something',
    deliveryNo: null,
    shotIndex: null,
    timecodeSeconds: null,
  })
}

async function judge(world: ReturnType<typeof createSmallWorld>, chance: Chance, briefId: BriefId): Promise<void> {
  const { nora, store } = world
  const newest = (await store.brief(briefId))?.deliveryCount ?? 0
  const who = {
    briefId,
    personId: chance.pick(PEOPLE) ?? ada,
    deliveryNo: chance.next() < 0.85 ? newest : Math.max(1, newest - 1),
  }
  const verdict = chance.pick(['approve', 'approve', 'approve', ...VERDICTS] as const) ?? 'approve'
  const by = chance.next() < 0.5 ? ('reaction' as const) : ('button' as const)
  const asked = (await store.notes(briefId)).find((n) => n.state.is === 'asking')
  if (asked !== undefined && chance.next() < 0.5)
    await nora.answerQuestion({ noteId: asked.id, personId: who.personId, answer: chance.below(2) })
  else if (chance.next() < 0.25) await nora.takeBackVerdict({ ...who, which: null })
  // Two at one moment.
  else
    await Promise.all([
      nora.giveVerdict({ ...who, verdict, text: null, by }),
      nora.giveVerdict({ ...who, verdict, text: null, by }),
    ])
}

async function checkLife(
  { store, jobs }: ReturnType<typeof createSmallWorld>,
  briefId: BriefId,
  quorum: number,
): Promise<void> {
  const brief = await store.brief(briefId)
  if (brief === null) throw new Error('the brief is gone')
  const log = (await store.events(briefId, 0, 10_000)).map((e) => e.event)

  expect(jobs.open().filter((j) => j.kind !== 'remind')).toEqual([])
  expect(isResting(brief.state.stage)).toBe(true)
  const waiting = (await store.notes(briefId)).filter((n) => n.state.is === 'waiting')
  if (brief.state.stage === 'in-review') expect(waiting).toEqual([])

  // One delivery at a time is approved, each with its quorum and without an objection.
  let isApproved = false
  for (const event of log) {
    if (event.type === 'StageChanged' && event.from === 'approved') isApproved = false
    if (event.type !== 'Approved') continue
    expect(isApproved).toBe(false)
    isApproved = true
    expect(event.by.length).toBeGreaterThanOrEqual(quorum)
  }
  if (brief.state.stage === 'approved') {
    const { deliveryNo } = brief.state
    const delivery = (await store.deliveries(briefId)).find((d) => d.number === deliveryNo)
    const inForce = delivery === undefined ? [] : await store.verdictsInForce(delivery.id)
    expect(inForce.every((v) => v.verdict === 'approve')).toBe(true)
    expect(inForce.length).toBeGreaterThanOrEqual(quorum)
    expect(deliveryNo).toBe(brief.deliveryCount)
  }

  // What was rendered once is never rendered again.
  const takes = await store.takes(briefId)
  const rendered = takes.filter((t) => t.outcome === 'rendered').map((t) => t.fingerprint)
  expect(new Set(rendered).size).toBe(rendered.length)
  // A failed brief may leave one open on a host that fell silent: the retry goes back to it.
  if (brief.state.stage !== 'failed') expect(takes.filter((t) => t.outcome === 'submitting')).toEqual([])
  // Deliveries are numbered without a gap, and each is a plan that was fully shot.
  const deliveries = await store.deliveries(briefId)
  expect(deliveries.map((d) => d.number)).toEqual(deliveries.map((_, i) => i + 1))
}

test(`${LIVES} random lives`, { timeout: 300_000 }, async () => {
  for (let seed = 1; seed <= LIVES; seed++) await expect(live(seed), `life ${seed}`).resolves.toBeUndefined()
})
