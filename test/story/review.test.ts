/** Review and revision on real parts: what verdicts decide, and that notes touch only what they name. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../bin/build.ts'
import type { Brief } from '../../src/domain/brief.ts'
import { LOCAL_PERSON } from '../../src/domain/ids.ts'
import { cutFrames } from '../../src/domain/shot.ts'
import { atRest, createStudio, inFull, SMALL, type Studio, taken, until } from '../support/studio.ts'

let studio: Studio
let app: App

beforeAll(async () => {
  studio = await createStudio()
  app = await studio.open()
  await app.work()
})
afterAll(() => studio.close())

const TEXT = 'A lantern drifts. The wind rises. The light goes out. 3 seconds, 3 shots'

async function delivered(): Promise<Brief> {
  const brief = await taken(app, TEXT, SMALL)
  await until(app, brief.id, atRest)
  return (await inFull(app, brief.id)).brief
}

const say = (brief: Brief, text: string) =>
  app.nora.takeNote({
    briefId: brief.id,
    personId: LOCAL_PERSON,
    text,
    deliveryNo: null,
    shotIndex: null,
    timecodeSeconds: null,
  })

/** Says it, says Go, and waits for the next delivery. */
async function revised(brief: Brief, text: string) {
  const before = await inFull(app, brief.id)
  const noted = await say(brief, text)
  expect(noted).toMatchObject({ ok: true, value: { became: 'note' } })
  expect(await app.nora.startRevision({ briefId: brief.id, personId: LOCAL_PERSON })).toMatchObject({ ok: true })
  const next = before.brief.deliveryCount + 1
  await until(app, brief.id, ({ event }) => event.type === 'Delivered' && event.deliveryNo === next)
  const after = await inFull(app, brief.id)
  const rendered = (full: typeof after) => full.takes.filter((t) => t.outcome === 'rendered').length
  return { before, after, renders: rendered(after) - rendered(before) }
}

const judge = (brief: Brief, verdict: 'approve' | 'request-changes' | 'reject', deliveryNo = brief.deliveryCount) =>
  app.nora.giveVerdict({ briefId: brief.id, personId: LOCAL_PERSON, deliveryNo, verdict, text: null, by: 'button' })

describe('notes', () => {
  test('finish, order, drop and length render nothing; content renders what it names', async () => {
    const brief = await delivered()
    const darker = await revised(brief, 'shot 2 darker')
    expect(darker.renders).toBe(0)
    expect(darker.after.plan?.shots.map((s) => s.finish.exposure)).toEqual([0, -0.5, 0])
    expect(darker.after.deliveries.map((d) => d.number)).toEqual([1, 2])

    const swapped = await revised(brief, 'swap shots 1 and 3')
    expect(swapped.renders).toBe(0)
    expect(swapped.after.plan?.shots.map((s) => s.id)).toEqual(swapped.before.plan?.shots.map((s) => s.id).toReversed())

    const shorter = await revised(brief, 'make it 2 seconds')
    expect(shorter.renders).toBe(0)
    expect(shorter.after.plan?.shots.reduce((sum, s) => sum + cutFrames(s, 12), 0)).toBe(24)
    const film = await app.nora.readAsset(shorter.after.deliveries.at(-1)?.filmAssetId ?? brief.outputAssetIds[0]!)
    expect(film).toMatchObject({ ok: true, value: { durationSeconds: 2 } })

    const closer = await revised(brief, 'shot 2 as an extreme close-up')
    expect(closer.renders).toBe(1)
    expect(closer.after.plan?.shots[1]?.framing).toBe('extreme-close-up')

    const back = await revised(brief, 'back to delivery 1')
    expect(back.renders).toBe(0)
    expect(back.after.plan?.shots.map((s) => s.currentTakeId)).toEqual(
      darker.before.plan?.shots.map((s) => s.currentTakeId),
    )
  })

  test('praise changes nothing and gets no answer, a question gets one', async () => {
    const brief = await delivered()
    expect(await say(brief, 'lovely, thank you so much!')).toEqual({ ok: true, value: { became: 'talk' } })
    expect(await say(brief, 'how long will it take?')).toMatchObject({ ok: true, value: { became: 'answer' } })
    expect((await inFull(app, brief.id)).brief.version).toBe(brief.version)
  })
})

describe('over HTTP', () => {
  test('versions are listed, shown side by side, and given away as a package', async () => {
    const { url } = await app.listen()
    const brief = await delivered()
    await revised(brief, 'shot 1 much darker')
    const at = `${url}/api/nora/cinematics/briefs/${brief.id}`
    const versions = await (await fetch(`${at}/versions`)).json()
    expect(versions).toMatchObject({ items: [{ deliveryNumbers: [1] }, { deliveryNumbers: [2] }] })
    const compared = await (await fetch(`${at}/compare?before=1&after=2`)).json()
    expect(compared).toMatchObject({ sheet: { mime: 'image/jpeg' } })
    const zip = await fetch(`${at}/deliveries/2/package`)
    expect(zip.headers.get('content-disposition')).toContain('_v02.zip')
    const bytes = Buffer.from(await zip.arrayBuffer())
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    for (const file of ['plan.json', '.edl', 'provenance.json', 'shots/01_']) expect(bytes.includes(file)).toBe(true)
    expect((await fetch(`${at}/deliveries/9/package`)).status).toBe(409)

    expect(await (await fetch(at)).json()).toMatchObject({
      tasks: [
        { kind: 'review', assigneeId: LOCAL_PERSON, status: 'closed' },
        { kind: 'review', assigneeId: LOCAL_PERSON, status: 'open', dueAt: expect.any(String) },
      ],
      deliveries: [{ messages: [] }, { messages: [] }],
    })

    const { items } = (await (await fetch(`${at}/notes`)).json()) as { items: { id: string }[] }
    const render = () => fetch(`${at}/notes/${items[0]?.id}/render`, { method: 'POST' })
    expect(await (await render()).json()).toMatchObject({ became: 'note', changes: [{ type: 'content' }] })
    expect((await render()).status).toBe(409)
    expect((await inFull(app, brief.id)).plan?.version).toBe(2)
  })
})

describe('verdicts', () => {
  test('an approval stands; a note then asks before it reopens', async () => {
    const brief = await delivered()
    expect(await judge(brief, 'approve')).toMatchObject({ ok: true, value: { standing: 'approved' } })
    expect(await judge(brief, 'reject')).toMatchObject({ ok: false, failure: { type: 'approval-stands' } })
    await say(brief, 'shot 1 brighter')
    expect((await inFull(app, brief.id)).brief.state.stage).toBe('approved')
    expect((await app.nora.startRevision({ briefId: brief.id, personId: LOCAL_PERSON })).ok).toBe(true)
    await until(app, brief.id, ({ event }) => event.type === 'Delivered' && event.deliveryNo === 2)
    expect(await judge(brief, 'approve', 1)).toMatchObject({
      ok: false,
      failure: { type: 'stale-delivery', newest: 2 },
    })
    expect(await judge(brief, 'approve', 2)).toMatchObject({ ok: true, value: { standing: 'approved' } })
  })

  test('a rejection closes the brief, and it can be reopened', async () => {
    const brief = await delivered()
    expect(await judge(brief, 'reject')).toMatchObject({ ok: true, value: { standing: 'rejected' } })
    expect((await inFull(app, brief.id)).brief.state.stage).toBe('cancelled')
    expect((await app.nora.retry({ briefId: brief.id, personId: LOCAL_PERSON })).ok).toBe(true)
    expect((await inFull(app, brief.id)).brief.state).toMatchObject({ stage: 'in-review', deliveryNo: 1 })
    expect(await judge(brief, 'approve')).toMatchObject({ ok: true, value: { standing: 'approved' } })
  })
})
