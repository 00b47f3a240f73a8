/** Do the desk's forms do what they say, and is what cannot be told in a sentence? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseId } from '../../src/domain/ids.ts'
import { picture, type Service, startService } from '../http/service.ts'
import { openStudio, type Studio } from '../http/studio.ts'
import { createJar, type Jar } from './jar.ts'

let nora: Service
let studio: Studio
let jar: Jar
let at: string
beforeAll(async () => {
  nora = await startService()
  studio = await openStudio(nora)
  jar = createJar(nora.base)
  at = `/p/${studio.projectId}`
  await jar.get(at)
})
afterAll(() => nora.close())

const upload = (bytes: string | Uint8Array<ArrayBuffer>, name: string) =>
  jar.send(`${at}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: bytes,
    headers: { 'x-csrf': jar.csrf(), accept: 'application/json', 'content-type': 'application/octet-stream' },
  })

test('a brief of fields and files is taken, and a field that cannot be is told', async () => {
  const kept = await upload(new Uint8Array(await picture()), 'a “lamp”.png')
  const { id } = JSON.parse(kept.text) as { id: string }
  const fields = {
    summary: 'A lamp',
    asset: id,
    durationSeconds: '4,5',
    fps: '12',
    styleTags: 'noir, ink',
    gate: 'always',
  }
  const taken = await jar.post(`${at}/briefs`, fields)
  expect(taken.status).toBe(303)
  const briefId = parseId('brief', taken.to?.split('/').at(-1) ?? '')
  const read = await nora.nora.readBrief(briefId!)
  expect(read).toMatchObject({
    value: { brief: { durationSeconds: 4.5, fps: 12, styleTags: ['noir', 'ink'], gate: 'always', assetIds: [id] } },
  })
  expect(await jar.post(`${at}/briefs`, { summary: '' })).toMatchObject({
    text: expect.stringContaining('brief is empty'),
  })
  const wrong = await jar.post(`${at}/briefs`, { summary: 'A lamp', fps: 'many' }, { accept: 'application/json' })
  expect(JSON.parse(wrong.text)).toEqual({ ok: false, message: '"many" is no number: correct it, or leave it out.' })
  const html = await upload('<!doctype html><p>no picture', 'x.png')
  expect(JSON.parse(html.text)).toMatchObject({ ok: false, message: expect.stringContaining('x.png') })
})

test('what people write is shown as they wrote it, and runs nothing', async () => {
  const evil = '<script>alert(1)</script><img src=x onerror=alert(1)> "quoted" & more'
  await jar.post(`${at}/briefs`, { summary: evil, title: evil })
  const shown = (await jar.get(at)).text
  expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(shown).not.toContain('<script>alert')
})

test('buttons of a card judge, overtaken ones say so, and the parts tell which still do something', async () => {
  const film = await studio.inReview()
  const page = `/b/${film.briefId}`
  const press = (what: string) => jar.post(`${page}/press`, { press: what }, { accept: 'application/json' })
  const parts = async () => JSON.parse((await jar.get(`${page}/parts`)).text) as { open: string[] }
  expect((await parts()).open).toContain(`approve ${film.briefId}:1`)
  expect(await press(`approve ${film.briefId}:9`)).toMatchObject({ status: 409 })
  expect(await press(`dance ${film.briefId}`)).toMatchObject({ status: 409 })
  expect(await press(`approve ${film.briefId}:1`)).toMatchObject({ status: 200 })
  expect(await film.read()).toMatchObject({ status: 'approved' })
  expect((await parts()).open).toEqual([`use-look ${film.briefId}:1`])
  const said = await jar.post(`${page}/say`, { text: 'darker', timecode: '1.5' }, { accept: 'application/json' })
  expect(said.status).toBe(200)
  expect(await film.notes()).toMatchObject({ items: [{ text: 'darker', deliveryNumber: 1 }] })
})

test('a film is stopped, goes on, and goes first; its shots are tried again, locked, and shown in another take', async () => {
  const briefId = await studio.taken()
  const press = async (what: string, id: string = briefId) =>
    (await jar.post(`/b/${id}/press`, { press: what }, { accept: 'application/json' })).status
  const stage = async (id: string = briefId) => {
    const read = await nora.nora.readBrief(parseId('brief', id)!)
    return read.ok ? read.value.brief.state.stage : null
  }
  expect([await press(`bump ${briefId}`), await press(`stop ${briefId}`), await stage()]).toEqual([
    200,
    200,
    'cancelled',
  ])
  expect([await press(`stop ${briefId}`), await press(`retry ${briefId}`), await stage()]).toEqual([
    409,
    200,
    'planning',
  ])

  for (const [what, status] of [
    ['reroll 0', 200],
    ['lock 0', 200],
    ['use-take 0:1', 200],
    ['reroll 7', 409],
    ['use-take 0:9', 409],
    ['revoke-share shr_1', 409],
    ['take-over', 409],
    ['', 409],
  ] as const) {
    const film = await studio.inReview()
    expect([what, await press(what, film.briefId)]).toEqual([what, status])
    expect([what, await stage(film.briefId)]).toEqual([what, status === 200 ? 'revising' : 'in-review'])
  }
})

test('the thread live: what was told, the status, and that something changed', async () => {
  const film = await studio.inReview()
  const stop = new AbortController()
  const headers = { cookie: jar.cookie() }
  const answer = await fetch(`${nora.base}/b/${film.briefId}/live`, { headers, signal: stop.signal })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  let heard = ''
  const wanted = [/event: told\ndata: .*\nid: \d+/, /event: status/, /a lantern in the rain/]
  for await (const chunk of answer.body ?? []) {
    const before = heard
    heard += Buffer.from(chunk).toString()
    if (before === '') await film.say('a lantern in the rain, darker')
    if (wanted.every((one) => one.test(heard))) break
  }
  stop.abort()
  for (const one of wanted) expect(heard).toMatch(one)
})

test('settings are kept, refused in a sentence, and shut for who may not set', async () => {
  const good = {
    name: 'Lantern',
    gate: 'always',
    autoGoGpuMinutes: '2.5',
    monthlyGpuMinutes: '',
    quorum: '2',
    size: '640x360',
    fps: '25',
    defaultWorkflow: '',
    plannerModel: '',
    notesModel: '',
    transcriptionModel: 'whisper-1',
    retentionDays: '30',
    styleTags: 'noir, ',
    promptAddition: 'grain',
    negativeAddition: '',
  }
  expect(await jar.post(`${at}/settings`, good)).toMatchObject({ status: 303 })
  expect(await nora.nora.readProject(parseId('project', studio.projectId)!)).toMatchObject({
    settings: { quorum: 2, size: { width: 640, height: 360 }, retentionDays: 30, monthlyGpuMinutes: null },
    look: { styleTags: ['noir'], promptAddition: 'grain' },
  })
  for (const bad of [
    { size: '641x360' },
    { fps: '0' },
    { quorum: 'two' },
    { name: ' ' },
    { defaultWorkflow: 'none' },
  ]) {
    const answer = await jar.post(`${at}/settings`, { ...good, ...bad }, { accept: 'application/json' })
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, message: expect.stringMatching(/\.$/) })
  }
})
