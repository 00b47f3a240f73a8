/** A host has a bad day: what is tried again, what is said, and that no finished shot is rendered again. Real parts throughout. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import { NO_FAULTS, type PromptFault } from '../../adapters/previz/faults.ts'
import { createPreviz } from '../../adapters/previz/previz.ts'
import type { App } from '../../bin/build.ts'
import type { BriefEvent, LoggedEvent } from '../../src/domain/event.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import { sayFailure } from '../../src/words/say.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { silent } from '../support/silent-log.ts'
import { atRest, createStudio, inFull, SMALL, type Studio, taken, until } from '../support/studio.ts'

const TEXT = 'A lantern drifts. The wind rises. 2 seconds, 2 shots'
const ONE = 'A lantern drifts. 1 second, 1 shot'

const media = createMedia({ log: silent })
const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-host-'))
/** What befalls the next prompts, one each. */
let faults: PromptFault[] = []
let promptMs = 0
const host = createPreviz({
  media,
  folder,
  models: createWorkflows().all.flatMap((w) => w.models),
  log: silent,
  clock: { now: () => new Date() },
  faults: {
    ...NO_FAULTS,
    get promptMs() {
      return promptMs
    },
    onPrompt: () => faults.splice(0, 1),
  },
})
let studio: Studio
let app: App
let url: string

beforeAll(async () => {
  studio = await createStudio()
  url = (await host.listen()).url
  app = await open()
})
afterEach(() => {
  faults = []
  promptMs = 0
})
afterAll(async () => {
  await studio.close()
  await host.stop()
  await media.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<App> {
  const opened = await studio.open({ COMFYUI_URLS: url })
  await opened.work()
  return opened
}

const comeBack = () => host.listen(Number(new URL(url).port))

const is =
  (type: BriefEvent['type']) =>
  ({ event }: LoggedEvent): boolean =>
    event.type === type

const rendering = ({ event }: LoggedEvent): boolean =>
  event.type === 'AgentStatusUpdate' && event.status.at === 'rendering'

/** The outcomes of each shot's takes; which of two shots a host gets first is nobody's promise. */
async function outcomes(briefId: BriefId): Promise<readonly string[]> {
  const { plan, takes } = await inFull(app, briefId)
  return (plan?.shots ?? [])
    .map((s) =>
      takes
        .filter((t) => t.shotId === s.id)
        .map((t) => t.outcome)
        .join(', '),
    )
    .sort()
}
const stageOf = async (briefId: BriefId) => (await inFull(app, briefId)).brief.state

describe('one prompt goes wrong and the film is made all the same', () => {
  const cases: readonly (readonly [PromptFault, string])[] = [
    ['empty-file', 'failed, rendered'],
    ['missing-file', 'failed, rendered'],
    ['drop-sockets', 'rendered'],
    ['late-history', 'rendered'],
  ]
  for (const [fault, takes] of cases)
    test(`${fault}: ${takes}`, async () => {
      faults = [fault]
      const brief = await taken(app, ONE, SMALL)
      await until(app, brief.id, atRest)
      expect(await stageOf(brief.id)).toMatchObject({ stage: 'in-review' })
      expect(await outcomes(brief.id)).toEqual([takes])
    })
})

describe('what a person must mend', () => {
  test('out of memory: once more with smaller settings, and people are told', async () => {
    faults = ['out-of-memory']
    const brief = await taken(app, ONE, SMALL)
    const log = await until(app, brief.id, atRest)
    expect(await stageOf(brief.id)).toMatchObject({ stage: 'in-review' })
    expect(await outcomes(brief.id)).toEqual(['failed, rendered'])
    expect(log.flatMap(({ event: e }) => (e.type === 'WorkRetried' ? [e.smaller] : []))).toEqual([true])
    const [first, second] = (await inFull(app, brief.id)).takes
    expect(JSON.stringify(second?.payload)).not.toBe(JSON.stringify(first?.payload))
  })

  test('out of memory even then: the brief stops and says so; retry renders that shot only', async () => {
    faults = ['late-history', 'out-of-memory', 'out-of-memory']
    const brief = await taken(app, TEXT, SMALL)
    await until(app, brief.id, atRest)
    const state = await stageOf(brief.id)
    expect(state).toMatchObject({ stage: 'failed', failure: { type: 'out-of-memory' } })
    expect(sayFailure(state.stage === 'failed' ? state.failure : { type: 'brief-empty' })).toMatch(/ran out of memory/)

    expect(await app.nora.retry({ briefId: brief.id, personId: brief.requesterId })).toMatchObject({ ok: true })
    await until(app, brief.id, is('Delivered'))
    expect(await outcomes(brief.id)).toEqual(['failed, failed, rendered', 'rendered'])
  })
})

describe('a host that is away', () => {
  test('when a brief comes: it waits, and goes on by itself when the host is there', async () => {
    await host.crash()
    const brief = await taken(app, ONE, SMALL)
    await until(app, brief.id, is('ShotsWait'))
    await comeBack()
    await until(app, brief.id, atRest)
    expect(await stageOf(brief.id)).toMatchObject({ stage: 'in-review' })
  })

  test('in the middle of a render: what it forgot is rendered again, what was finished is not', async () => {
    faults = ['late-history', 'worker-dies']
    const brief = await taken(app, TEXT, SMALL)
    await until(app, brief.id, is('TakeEnded'))
    await host.crash()
    await comeBack()
    await until(app, brief.id, atRest)
    expect(await outcomes(brief.id)).toEqual(['lost, rendered', 'rendered'])
  })
})

describe('cancelled while it renders', () => {
  for (const fault of ['late-history', 'interrupt-lost'] as const)
    test(`the host stops, the take ends, nothing is delivered (${fault})`, async () => {
      promptMs = 60_000
      faults = [fault]
      const brief = await taken(app, ONE, SMALL)
      await until(app, brief.id, rendering)
      expect(await app.nora.cancel({ briefId: brief.id, personId: brief.requesterId })).toMatchObject({ ok: true })
      await until(app, brief.id, is('TakeEnded'))
      expect(await fetch(`${url}/queue`).then((r) => r.json())).toEqual({ queue_running: [], queue_pending: [] })
      expect(await stageOf(brief.id)).toMatchObject({ stage: 'cancelled' })
      expect(await outcomes(brief.id)).toEqual(['cancelled'])
      expect((await inFull(app, brief.id)).deliveries).toEqual([])
    })
})

// Last: what is open afterwards is another Nora.
describe('Nora away', () => {
  test('while a host renders: she goes back to the take and has nothing rendered again', async () => {
    promptMs = 500
    const brief = await taken(app, ONE, SMALL)
    await until(app, brief.id, rendering)
    const began = performance.now()
    await app.stop()
    expect(performance.now() - began).toBeLessThan(2_000)
    app = await open()
    await until(app, brief.id, atRest)
    expect(await outcomes(brief.id)).toEqual(['rendered'])
  })
})
