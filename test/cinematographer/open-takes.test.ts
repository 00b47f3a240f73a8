/** What becomes of a take that was left open: gone back to, let go of, or ended with its cancelled brief. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLanes } from '../../src/cinematographer/lanes.ts'
import { createRenderTake } from '../../src/cinematographer/render-take.ts'
import { createListings } from '../../src/cinematographer/host-listings.ts'
import { createResolveModels } from '../../src/cinematographer/resolve-models.ts'
import { slotValues } from '../../src/cinematographer/slot-values.ts'
import { createStopWork } from '../../src/cinematographer/stop-work.ts'
import type { BriefState } from '../../src/domain/brief.ts'
import { ok } from '../../src/domain/result.ts'
import type { Take } from '../../src/domain/take.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { createClockHost } from '../fakes/clock-host.ts'
import { openStore, type Opened } from '../postgres/database.ts'
import { aBrief, anAsset, aPerson, aPlan, aProject, aShot, aTake, newId } from '../support/nouns.ts'
import { silent } from '../support/silent-log.ts'

const workflows = createWorkflows()
const clock = { now: () => new Date() }
const randomness = { uuid: () => randomUUID(), below: () => 0 }

let opened: Opened
beforeEach(async () => {
  opened = await openStore()
})
afterEach(() => opened[Symbol.asyncDispose]())

/** A brief of one shot, and a take of it that a host renders since before. */
async function leftOpen(o: { readonly state: BriefState; readonly fingerprint: string }) {
  const { store } = opened
  const host = createClockHost({ name: 'gpu-1' })
  const resolved = await createResolveModels({
    hosts: [host],
    clock,
    listings: createListings({ clock }),
  })(workflows, 'animatediff-short-loop')
  if (!resolved.ok || !resolved.value[0]) throw new Error('the host lacks the workflow')
  const { facts, models } = resolved.value[0]
  const project = aProject()
  const person = aPerson()
  const brief = aBrief(project, person, { assetIds: [], planVersion: 1, state: o.state })
  const shot = aShot(0, {
    workflow: facts.name,
    references: [],
    models,
    durationFrames: 24,
    loop: false,
    fingerprint: 'as it is now',
  })
  const values = slotValues(facts, shot, brief, { pictures: [], footage: null }, 'nora/before')
  const bound = values.ok ? workflows.bind(facts.name, values.value) : values
  if (!bound.ok) throw new Error(JSON.stringify(bound.failure))
  const take = aTake(brief.id, shot.id, { host: host.name, fingerprint: o.fingerprint })
  await store.transact(async (tx) => {
    await tx.insertProject(project)
    await tx.ensurePerson(person)
    await tx.insertBrief(brief)
    await tx.insertPlan(aPlan(brief.id, 1, [shot]))
    await tx.insertTake({ ...take, payload: { ...bound.value, workflow: facts.name } })
  })
  const prompt = { promptId: take.promptId, ...bound.value, workflow: facts.name, note: {} }
  expect(await host.submit(prompt, { onProgress: () => {} })).toMatchObject({ ok: true })
  const lanes = createLanes({ hosts: [host] })
  const renderTake = createRenderTake({
    store,
    workflows,
    lanes,
    stageFiles: async () => ok({ pictures: [], footage: null }),
    bringHome: async () => ok(anAsset(project.id, { id: newId('asset') })),
    isAnimatic: () => false,
    report: async () => {},
    tellProgress: async () => ({ onProgress() {} }),
    clock,
    randomness,
  })
  const stop = createStopWork({ store, lanes, clock, randomness, log: silent })
  const outcomes = async () => (await store.takes(brief.id)).map((t: Take) => t.outcome)
  return { host, lanes, brief, shot, take, renderTake, stop, outcomes }
}

/** In a place on the only host. */
function at(lanes: ReturnType<typeof createLanes>) {
  const [lane] = lanes.own
  if (lane === undefined) throw new Error('no lane')
  return { place: { lane, leave: null, isElsewhere: false }, smaller: false, signal: new AbortController().signal }
}

const shooting: BriefState = { stage: 'shooting', planVersion: 1 }

describe('a shot whose earlier take is still open', () => {
  test('goes back to it where the shot is the same: the host renders once', async () => {
    const { host, lanes, brief, shot, take, renderTake } = await leftOpen({
      state: shooting,
      fingerprint: 'as it is now',
    })
    const attach = host.attach.bind(host)
    const nodes: (string | undefined)[] = []
    host.attach = (prompt, watch) => {
      nodes.push(...Object.values(prompt.graph ?? {}).map((node) => node._meta?.title))
      return attach(prompt, watch)
    }
    const got = renderTake(brief, 1, shot, at(lanes))
    host.finish(take.promptId)
    expect(await got).toMatchObject({ came: 'take', take: { id: take.id } })
    expect(host.order).toEqual([take.promptId])
    // With its graph, so that progress counts all nodes and names them.
    expect(nodes).toContain('sampler')
  })

  test('lets go of it where the shot was changed: the clip is of the shot as it is now', async () => {
    const { host, lanes, brief, shot, take, renderTake, outcomes } = await leftOpen({
      state: shooting,
      fingerprint: 'as an older plan had it',
    })
    const submit = host.submit.bind(host)
    host.submit = async (prompt, watch) => {
      const sent = await submit(prompt, watch)
      host.finish(prompt.promptId)
      return sent
    }
    const got = await renderTake(brief, 1, shot, at(lanes))
    expect(got).toMatchObject({ came: 'take', take: { fingerprint: 'as it is now', attempt: 2 } })
    expect(got.came === 'take' && got.take.id).not.toBe(take.id)
    expect(await outcomes()).toEqual(['cancelled', 'submitting'])
  })
})

describe('stopping the work of a brief', () => {
  const job = (briefId: Take['briefId']) =>
    ({ id: 'j', kind: 'stop', attempt: 0, payload: { briefId, tries: 0 } }) as const
  const cancelled: BriefState = { stage: 'cancelled', from: shooting }

  test('that was cancelled ends its takes too, though no job waits for them any more', async () => {
    const { brief, take, stop, outcomes } = await leftOpen({ state: cancelled, fingerprint: 'f' })
    await stop(job(brief.id))
    expect(await outcomes()).toEqual(['cancelled'])
    const [event] = await opened.store.events(brief.id, 0, 10)
    expect(event?.event).toMatchObject({ type: 'TakeEnded', takeId: take.id, outcome: 'cancelled' })
  })

  test('leaves the take open where the host does not answer: the prompt may still run', async () => {
    const { host, brief, stop, outcomes } = await leftOpen({ state: cancelled, fingerprint: 'f' })
    host.down = true
    await stop(job(brief.id))
    expect(await outcomes()).toEqual(['submitting'])
  })

  test('that goes on again stops nothing', async () => {
    const { host, lanes, brief, shot, take, renderTake, stop } = await leftOpen({
      state: shooting,
      fingerprint: 'as it is now',
    })
    await stop(job(brief.id))
    host.finish(take.promptId)
    const got = await renderTake(brief, 1, shot, at(lanes))
    expect(got).toMatchObject({ came: 'take', take: { id: take.id } })
  })
})
