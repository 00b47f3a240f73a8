/** Hosts, queue, bump, pause and metrics over HTTP. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHostHold } from '../../adapters/postgres/host-holds.ts'
import { LOCAL_PERSON } from '../../src/domain/ids.ts'
import { aPerson, aTake, storeBrief } from '../support/nouns.ts'
import { type Service, startService } from './service.ts'

let nora: Service
let hold: ReturnType<typeof createHostHold>
beforeAll(async () => {
  nora = await startService()
  hold = createHostHold({ url: nora.databaseUrl })
  await hold.hold('gpu-1')
  const seen = {
    version: '0.33.0',
    devices: [{ name: 'cuda:0 RTX', vramBytes: 24e9, vramFreeBytes: 1e9 }],
    running: 2,
    pending: 0,
    foreign: 1,
  }
  await nora.store.transact((tx) =>
    tx.saveHost({ name: 'gpu-1', standing: 'busy', reason: null, since: new Date(), seen, seenAt: new Date() }),
  )
})
afterAll(async () => {
  await hold.close()
  await nora.close()
})

const waits = { state: { stage: 'shooting', planVersion: 1 }, queuedAt: new Date(0), bumpedAt: null } as const

test('what a host runs and what waits are told, for whom and how long', async () => {
  const { brief, shots } = await storeBrief(nora.store, { ...waits, fps: 24, size: { width: 512, height: 288 } })
  await nora.store.transact((tx) =>
    tx.insertTake(aTake(brief.id, shots[0].id, { host: 'gpu-1', createdAt: new Date() })),
  )
  expect(await nora.get('/api/hosts')).toMatchObject({
    status: 200,
    json: {
      items: [
        {
          name: 'gpu-1',
          standing: 'busy',
          version: '0.33.0',
          foreign: 1,
          shots: [{ briefId: brief.id, title: 'Lantern', shotIndex: 0 }],
        },
      ],
    },
  })
  expect(await nora.get('/api/queue')).toMatchObject({
    json: { waiting: [{ position: 1, briefId: brief.id, shotIndex: 1, host: 'gpu-1', why: 'fresh' }] },
  })
})

test('a bumped brief goes first; who may not, and who does not exist, are told', async () => {
  const { brief, project } = await storeBrief(nora.store, { ...waits, queuedAt: new Date() })
  const bump = (personId: string) => nora.post(`/api/nora/cinematics/briefs/${brief.id}/bump`, { personId })
  expect(await bump('nobody')).toMatchObject({ status: 422 })
  expect(await bump(brief.requesterId)).toMatchObject({ status: 403, json: { error: { code: 'not-allowed' } } })
  const producer = aPerson()
  await nora.store.transact(async (tx) => {
    await tx.ensurePerson(producer)
    await tx.setRole(project.id, producer.id, 'producer')
  })
  expect(await bump(producer.id)).toMatchObject({ status: 200 })
  const queue = await nora.get('/api/queue')
  expect(queue.json).toMatchObject({ waiting: [{ briefId: brief.id, why: 'bumped' }, { briefId: brief.id }, {}] })
})

test('a brief says where it stands in the queue, and that it is a guess while nothing like it was rendered', async () => {
  const { brief } = await storeBrief(nora.store, { ...waits, queuedAt: new Date() })
  const read = async () => (await nora.get(`/api/nora/cinematics/briefs/${brief.id}`)).json
  expect(await read()).toMatchObject({ queue: { position: 2, etaSeconds: expect.any(Number), isGuess: true } })
  await nora.store.transact(async (tx) => {
    const now = await tx.lockBrief(brief.id)
    if (now) await tx.saveBrief({ ...now, state: { stage: 'cancelled', from: { stage: 'planning' } } })
  })
  expect(await read()).toMatchObject({ queue: null })
})

test('the preview of a brief is a picture that nobody keeps; where there is none, why', async () => {
  const { brief } = await storeBrief(nora.store)
  const at = `/api/nora/cinematics/briefs/${brief.id}/preview`
  expect(await nora.get(at)).toMatchObject({
    status: 404,
    json: { error: { code: 'preview-unknown', message: expect.stringContaining('setting `previews`') } },
  })
  const preview = { briefId: brief.id, shotIndex: 0, mime: 'image/png', bytes: new Uint8Array([1, 2]), at: new Date() }
  await nora.store.transact((tx) => tx.keepPreview({ ...preview, mime: 'image/png' }))
  const { status, headers } = await nora.get(at)
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'image/png', 'no-store'])
  expect(await nora.get('/api/nora/cinematics/briefs/brf_x/preview')).toMatchObject({ status: 404 })
})

test('a paused host is told as such, and may go on; an unknown one is answered', async () => {
  const pause = (name: string, body: object) => nora.post(`/api/hosts/${name}/pause`, body)
  expect(await pause('gpu-9', { pause: true })).toMatchObject({
    status: 404,
    json: { error: { message: 'There is no GPU host "gpu-9": there is gpu-1.' } },
  })
  expect(await pause('gpu-1', { pause: true })).toMatchObject({
    json: {
      hosts: [{ name: 'gpu-1', pausedBy: LOCAL_PERSON }],
      waiting: [{ host: null, beginsInSeconds: null }, {}, {}],
    },
  })
  expect(await pause('gpu-1', { pause: false })).toMatchObject({ json: { hosts: [{ pausedAt: null }] } })
})

test('metrics are text that Prometheus reads', async () => {
  const { text, headers } = await nora.get('/metrics')
  expect(headers.get('content-type')).toContain('text/plain; version=0.0.4')
  expect(text).toContain('nora_host_standing{host="gpu-1",standing="busy"} 1')
  expect(text).toMatch(/nora_shots_waiting\{rank="bumped"\} 2/)
  expect(text).toMatch(/nora_briefs\{stage="shooting"\} 2/)
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? -?[\d.e+]+)$/)
})
