/** Can a brief be followed live, from the beginning and from where one left off? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BriefId } from '../../src/domain/ids.ts'
import { briefIdIn, move, planMade } from './film.ts'
import { type Service, startService } from './service.ts'

const BRIEFS = '/api/nora/cinematics/briefs'

let nora: Service
beforeAll(async () => {
  nora = await startService({ heartbeatMs: 20 })
})
afterAll(() => nora.close())

type Frame = { readonly id: string | null; readonly event: string; readonly data: Record<string, unknown> }

/** The stream, frame by frame; comments are counted and left out. */
async function follow(briefId: BriefId, o: { headers?: Record<string, string>; query?: string } = {}) {
  const leaving = new AbortController()
  const response = await fetch(`${nora.base}${BRIEFS}/${briefId}/events${o.query ?? ''}`, {
    headers: o.headers ?? {},
    signal: leaving.signal,
  })
  const heard = { beats: 0 }
  async function* frames(): AsyncGenerator<Frame> {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        if (part.startsWith(':')) heard.beats += 1
        else {
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1]
          yield { id: field('id') ?? null, event: field('event') ?? 'message', data: JSON.parse(field('data') ?? '') }
        }
      }
    }
  }
  return { response, frames: frames(), heard, leave: () => leaving.abort() }
}

async function take(frames: AsyncGenerator<Frame>, count: number): Promise<Frame[]> {
  const taken: Frame[] = []
  while (taken.length < count) {
    const next = await frames.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}

const taken = async () => briefIdIn((await nora.post(BRIEFS, { summary: 'A lantern', durationSeconds: 4 })).json)

test('a snapshot comes first, then the log, then what happens', async () => {
  const briefId = await taken()
  const { response, frames, leave } = await follow(briefId)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const [snapshot, first, second] = await take(frames, 3)
  expect(snapshot).toMatchObject({ id: null, event: 'snapshot', data: { id: briefId, status: 'planning', plan: null } })
  expect(first).toMatchObject({ event: 'message', data: { type: 'BriefTaken', at: expect.any(String) } })
  expect(second).toMatchObject({ data: { type: 'TaskHandoff', task: 'plan' } })
  expect(first?.id).toBe(String(first?.data['seq']))

  await planMade(nora.store, briefId, true)
  const [made, moved] = await take(frames, 2)
  expect(made?.data).toMatchObject({ type: 'PlanMade', shots: [{ caption: 'a lantern', durationSeconds: 4 }] })
  expect(made?.data).not.toHaveProperty('shots.0.durationFrames')
  expect(moved?.data).toMatchObject({ type: 'StageChanged', to: 'plan-review' })
  leave()
})

test('who comes back goes on where they left off', async () => {
  const briefId = await taken()
  const before = await follow(briefId)
  const [, , last] = await take(before.frames, 3)
  before.leave()
  await move(nora.store, briefId, {
    type: 'failed',
    failure: { type: 'host-down', host: 'gpu-1', reason: 'no answer' },
  })

  for (const o of [{ headers: { 'last-event-id': last?.id ?? '' } }, { query: `?after=${last?.id}` }]) {
    const again = await follow(briefId, o)
    const [snapshot, next] = await take(again.frames, 2)
    expect(snapshot).toMatchObject({ event: 'snapshot', data: { status: 'failed' } })
    expect(next?.data).toMatchObject({ type: 'StageChanged', to: 'failed' })
    again.leave()
  }
})

test('failures in the log have the one shape', async () => {
  const briefId = await taken()
  await nora.call('POST', `${BRIEFS}/${briefId}/retry`)
  const { frames, leave } = await follow(briefId, { query: '?after=2' })
  const [, refusal] = await take(frames, 2)
  expect(refusal?.data).toMatchObject({
    type: 'Refused',
    failure: { code: 'stale-event', message: 'There is nothing to retry: the brief is being planned now.' },
  })
  leave()
})

test('a silent stream is kept alive', async () => {
  const briefId = await taken()
  const { frames, heard, leave } = await follow(briefId)
  const reading = take(frames, 100).catch(() => [])
  await expect.poll(() => heard.beats).toBeGreaterThan(1)
  leave()
  await reading
})

test('a wrong Last-Event-ID is refused', async () => {
  const briefId = await taken()
  expect(await nora.get(`${BRIEFS}/${briefId}/events`, { 'last-event-id': 'yesterday' })).toMatchObject({ status: 422 })
})

test('HEAD answers without following', async () => {
  const briefId = await taken()
  expect(await nora.call('HEAD', `${BRIEFS}/${briefId}/events`)).toMatchObject({ status: 200, text: '' })
})

test('streams end when Nora stops', async () => {
  const other = await startService()
  const briefId = briefIdIn((await other.post(BRIEFS, { summary: 'A lantern' })).json)
  const response = await fetch(`${other.base}${BRIEFS}/${briefId}/events`)
  const all = response.text()
  await other.stop()
  expect(await all).toMatch(/^event: snapshot\n/)
  await other.close()
})
