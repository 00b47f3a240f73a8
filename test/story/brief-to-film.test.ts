/** The main job on real parts: database, queue, planner, workflows, ComfyUI client, lanes, previz, cut, vault. */
import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import type { App } from '../../bin/build.ts'
import type { Asset } from '../../src/domain/asset.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON } from '../../src/domain/ids.ts'
import { framesToCover } from '../../src/domain/workflow.ts'
import type { Card } from '../../src/words/card.ts'
import { openThread, tell } from '../../src/words/thread.ts'
import { silent } from '../support/silent-log.ts'
import {
  ask,
  atRest,
  createStudio,
  example,
  inFull,
  keep,
  SMALL,
  type Studio,
  taken,
  until,
} from '../support/studio.ts'

let studio: Studio
let app: App
const media = createMedia({ log: silent })

beforeAll(async () => {
  studio = await createStudio()
  app = await studio.open()
  await app.work()
})
afterAll(async () => {
  await media.stop()
  await studio.close()
})

async function verified(asset: Asset) {
  await using file = await app.vault.local(asset.storageKey)
  const seen = await media.verify(file.path)
  if (!seen.ok) throw new Error(seen.failure.reason)
  return seen.value
}

async function assetOf(id: Asset['id']): Promise<Asset> {
  const asset = await app.nora.readAsset(id)
  if (!asset.ok) throw new Error('no such asset')
  return asset.value
}

describe('a brief with a picture', () => {
  test('becomes a film of exactly its length, kept and numbered', async () => {
    const settings = { previews: true }
    await app.nora.changeProject({ projectId: DEFAULT_PROJECT, personId: LOCAL_PERSON, change: { settings } })
    const picture = await keep(app, example('lantern.jpg'))
    const brief = await taken(
      app,
      'A lantern drifts over the lake, then the wind rises. 4 seconds, 2 shots, melancholic',
      SMALL,
      [picture],
    )
    expect(brief).toMatchObject({
      durationSeconds: 4,
      fps: 12,
      size: { width: 256, height: 144 },
      shotCount: 2,
      tone: 'melancholic',
    })
    const log = await until(app, brief.id, atRest)
    const full = await inFull(app, brief.id)

    // While it was shot there was something to see; now there is the film.
    const cards: Card[] = []
    log.reduce(
      (state, { event }) => {
        const told = tell(state, event)
        cards.push(told.status)
        return told.state
      },
      openThread({ id: brief.id, title: brief.title, fps: brief.fps }),
    )
    expect(cards.some((c) => c.preview?.briefId === brief.id && /: .+, step \d+ of \d+$/.test(c.lines[0] ?? ''))).toBe(
      true,
    )
    expect(cards.at(-1)?.preview).toBeNull()
    expect(await app.nora.readPreview(brief.id)).toMatchObject({ ok: false, failure: { type: 'preview-unknown' } })

    expect(full.brief.state).toMatchObject({ stage: 'in-review', deliveryNo: 1 })
    expect(full.plan?.shots).toHaveLength(2)
    expect(full.plan?.shots.every((s) => s.workflow === 'wan22-image-to-video' && s.references.length > 0)).toBe(true)
    expect(full.takes.map((t) => [t.outcome, t.attempt, t.host])).toEqual([
      ['rendered', 1, expect.stringMatching(/^previz-/)],
      ['rendered', 1, expect.stringMatching(/^previz-/)],
    ])
    const film = await assetOf(full.deliveries[0]?.filmAssetId ?? picture.id)
    expect(film).toMatchObject({
      category: 'ai_short',
      scope: 'cinematics',
      mime: 'video/mp4',
      fps: 12,
      durationSeconds: 4,
    })
    expect(film.name).toMatch(/_v01\.mp4$/)
    expect(await verified(film)).toMatchObject({ frames: 48, width: 256, height: 144 })
    expect(full.brief.outputAssetIds).toEqual([film.id])

    expect(log.flatMap((e) => (e.event.type === 'WorkRetried' ? [e.event.failure] : []))).toEqual([])
    const kinds = log.map((e) => e.event.type).filter((t) => t !== 'AgentStatusUpdate')
    expect(kinds).toEqual([
      'BriefTaken',
      'TaskHandoff',
      'PlanMade',
      'StageChanged',
      'TaskHandoff',
      'TakeEnded',
      'TakeEnded',
      'StageChanged',
      'TaskHandoff',
      'StageChanged',
      'TaskHandoff',
      'Delivered',
      'StageChanged',
    ])
    expect(log.map((e) => e.seq)).toEqual(log.map((e) => e.seq).toSorted((a, b) => a - b))
  })

  test('each take renders the fewest frames that cover its shot', async () => {
    const brief = await taken(app, 'A boat. 1.5 seconds', { ...SMALL, fps: 24 })
    await until(app, brief.id, atRest)
    const { plan, takes } = await inFull(app, brief.id)
    const facts = (await app.nora.workflows(null)).find((w) => w.name === plan?.shots[0]?.workflow)
    expect(facts?.name).toBe('wan22-text-to-video')
    const frames = facts === undefined ? null : framesToCover(facts, 36, 24)
    expect(frames).toBe(37)
    expect(takes[0]?.payload).toMatchObject({ frames })
  })
})

describe('what people see', () => {
  test('the poster and the first frame are pictures, not grey', async () => {
    const brief = await taken(app, 'A lighthouse in a storm at night. 2 seconds, one shot')
    await until(app, brief.id, atRest)
    const { deliveries } = await inFull(app, brief.id)
    const poster = await assetOf(deliveries[0]?.posterAssetId ?? brief.assetIds[0] ?? ('' as Asset['id']))
    await using file = await app.vault.local(poster.storageKey)
    const { channels } = await sharp(file.path).stats()
    expect(Math.max(...channels.map((c) => c.stdev))).toBeGreaterThan(15)
  })

  test('footage is shown as footage, in order', async () => {
    const made = await taken(app, 'A red balloon over a desert. 2 seconds, one shot')
    await until(app, made.id, atRest)
    const { deliveries } = await inFull(app, made.id)
    const film = await assetOf(deliveries[0]?.filmAssetId ?? ('' as Asset['id']))
    await using file = await app.vault.local(film.storageKey)
    const footage = await keep(app, file.path)
    expect(footage).toMatchObject({ category: 'footage', durationSeconds: 2 })
    const remix = await taken(app, 'The same as a watercolor. 2 seconds', SMALL, [footage])
    await until(app, remix.id, atRest)
    const full = await inFull(app, remix.id)
    expect(full.plan?.shots.map((s) => s.workflow)).toEqual(['img2img-motion-remix'])
    expect(full.brief.state.stage).toBe('in-review')
  })
})

describe('gates and steering', () => {
  test('a gated plan waits for Go, and an old Go is answered', async () => {
    const brief = await taken(app, 'A tram at dawn. 1 second', { ...SMALL, gate: 'always' })
    await until(app, brief.id, atRest)
    const waiting = await inFull(app, brief.id)
    expect(waiting.brief.state).toEqual({ stage: 'plan-review', planVersion: 1 })
    expect(waiting.takes).toEqual([])
    const person = { briefId: brief.id, personId: brief.requesterId }
    expect(await app.nora.go({ ...person, planVersion: 7 })).toMatchObject({
      ok: false,
      failure: { type: 'stale-plan' },
    })
    expect((await app.nora.go({ ...person, planVersion: 1 })).ok).toBe(true)
    const log = await until(app, brief.id, ({ event }) => event.type === 'Delivered')
    expect(log.some(({ event }) => event.type === 'Refused')).toBe(true)
  })

  test('cancel stops a brief, twice is answered', async () => {
    const brief = await taken(app, 'A market. 1 second', { ...SMALL, gate: 'always' })
    await until(app, brief.id, atRest)
    const person = { briefId: brief.id, personId: brief.requesterId }
    expect((await app.nora.cancel(person)).ok).toBe(true)
    expect(await app.nora.cancel(person)).toMatchObject({
      ok: false,
      failure: { type: 'stale-event', stage: 'cancelled' },
    })
  })
})

describe('what cannot be made is refused in one answer, and nothing is kept', () => {
  const cases: readonly (readonly [string, string, object, string])[] = [
    ['empty', '   ', {}, 'brief-empty'],
    ['100 kB of text', 'a lake '.repeat(15_000), {}, 'brief-too-long'],
    ['no length', 'A lake. 0 seconds', {}, 'duration-out-of-range'],
    ['three hours', 'A lake', { durationSeconds: 10_800 }, 'duration-out-of-range'],
    ['a size of nothing', 'A lake', { size: '0x0' }, 'size-out-of-range'],
    ['a workflow that is none', 'A lake', { workflow: 'nope' }, 'workflow-unknown'],
  ]
  for (const [name, text, options, failure] of cases)
    test(`${name} → ${failure}`, async () => {
      const before = (await app.nora.listBriefs({ limit: 50 })).items.length
      expect(await ask(app, text, options)).toMatchObject({ ok: false, failure: { type: failure } })
      expect((await app.nora.listBriefs({ limit: 50 })).items).toHaveLength(before)
    })
})

test('a default workflow comes first where it fits the shot, and where a brief names none', async () => {
  const picture = await keep(app, example('lantern.jpg'))
  const prefer = (defaultWorkflow: string | null) =>
    app.nora.changeProject({
      projectId: picture.projectId,
      personId: LOCAL_PERSON,
      change: { settings: { defaultWorkflow } },
    })
  const planned = async (files: readonly Asset[], workflow?: string) => {
    const brief = await taken(app, 'A lantern', { ...SMALL, gate: 'always', workflow }, files)
    await until(app, brief.id, atRest)
    return (await inFull(app, brief.id)).plan?.shots[0]?.workflow
  }
  expect(await prefer('ipadapter-animatic')).toMatchObject({ ok: true })
  expect(await planned([picture])).toBe('ipadapter-animatic')
  expect(await planned([])).toBe('wan22-text-to-video')
  expect(await planned([picture], 'animatediff-short-loop')).toBe('animatediff-short-loop')
  expect(await prefer(null)).toMatchObject({ ok: true })
})

test("a project's own workflow, as it was exported and confirmed, makes a film", async () => {
  const by = { projectId: DEFAULT_PROJECT, personId: LOCAL_PERSON }
  const exported: unknown = JSON.parse(
    readFileSync(new URL('../../workflows/animatediff-short-loop.api.json', import.meta.url), 'utf8'),
  )
  const shown = await app.nora.proposeWorkflow({ ...by, exported, name: 'studio-ink', output: null })
  if (!shown.ok) throw new Error(shown.failure.type)
  expect(await app.nora.confirmWorkflow({ ...by, document: shown.value.document })).toMatchObject({ ok: true })
  const brief = await taken(app, 'A boat. 1 second', { ...SMALL, workflow: 'studio-ink' })
  await until(app, brief.id, atRest)
  const full = await inFull(app, brief.id)
  expect(full.brief.state.stage).toBe('in-review')
  expect(full.takes.map((t) => [t.outcome, t.payload])).toMatchObject([
    ['rendered', { workflow: 'studio-ink', frames: 8 }],
  ])
})
