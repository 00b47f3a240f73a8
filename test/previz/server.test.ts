/** Previz beside what a real server sent: events in the same order, rows and jobs of the same shape. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStand, plainClip, type Event, type Stand } from './stand.ts'

type Trace = { ws_client: Event[]; history: Record<string, unknown>; job: Record<string, unknown> }
const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/comfyui/ws-and-history-0.33.0.json', import.meta.url), 'utf8'),
) as Record<'success' | 'error' | 'interrupted', Trace>

let stand: Stand
beforeAll(async () => {
  stand = await createStand({ promptMs: 0, historyDelayMs: 0, onPrompt: () => [] })
})
afterAll(() => stand.close())

/** How often a bar moves is chance. */
const order = (events: readonly Event[]) => events.map((e) => e.type).filter((type) => !type.startsWith('progress'))
const keys = (value: unknown) => Object.keys(value as object).toSorted()

async function run(clientId: string, graph = plainClip()) {
  const ear = await stand.listen(clientId)
  ear.socket.send(JSON.stringify({ type: 'feature_flags', data: {} }))
  await ear.heard((e) => e.type === 'feature_flags')
  const { prompt_id } = await stand.submit(graph, { client_id: clientId })
  await ear.over(prompt_id)
  return { prompt_id, events: ear.events }
}

describe('a prompt that succeeds', () => {
  test('is told in the recorded order and shapes', async () => {
    const { prompt_id, events } = await run('success')
    expect(order(events)).toEqual(order(recorded.success.ws_client))
    for (const { type, data } of recorded.success.ws_client.filter((e) => e.type !== 'status')) {
      const ours = events.find((e) => e.type === type && (type !== 'executing' || e.data['node'] === data['node']))
      expect([type, keys(ours?.data)]).toEqual([type, keys(data)])
    }
    const states = events
      .filter((e) => e.type === 'progress_state')
      .map((e) => e.data['nodes'] as Record<string, object>)
    expect(keys(states.at(-1))).toEqual(['1', '2'])
    const job = await stand.get(`/api/jobs/${prompt_id}`)
    expect(keys(job)).toEqual(keys(recorded.success.job))
    expect(keys((job as Record<string, object>)['preview_output'])).toEqual(
      keys(recorded.success.job['preview_output']),
    )
    const row = await stand.history(prompt_id)
    expect(keys(row)).toEqual(keys(recorded.success.history))
    expect(row?.status.messages.map(([event]) => event)).toEqual([
      'execution_start',
      'execution_cached',
      'execution_success',
    ])
    expect(keys(row?.outputs['2']?.['gifs']?.[0])).toEqual(
      keys((recorded.success.history as { outputs: Record<string, { gifs: object[] }> }).outputs['2']?.gifs[0]),
    )
  })
  test('numbers its files', async () => {
    const { prompt_id } = await run('numbered', plainClip({ prefix: 'studio/numbered' }))
    const again = await run('again', plainClip({ prefix: 'studio/numbered' }))
    const name = async (id: string) => (await stand.history(id))?.outputs['2']?.['gifs']?.[0] as { filename: string }
    expect((await name(prompt_id)).filename).toBe('numbered_00001.mp4')
    expect((await name(again.prompt_id)).filename).toBe('numbered_00002.mp4')
  })
})

test('a prompt that fails is told as recorded', async () => {
  const { prompt_id, events } = await run('error', plainClip({ prefix: '../../escape' }))
  expect(order(events)).toEqual(order(recorded.error.ws_client))
  const theirs = recorded.error.ws_client.find((e) => e.type === 'execution_error')
  expect(keys(events.find((e) => e.type === 'execution_error')?.data)).toEqual(keys(theirs?.data))
  const job = await stand.get(`/api/jobs/${prompt_id}`)
  expect(job).toMatchObject({ status: 'failed', outputs_count: 0 })
  expect(keys(job)).toEqual(keys(recorded.error.job))
  expect(await stand.history(prompt_id)).toMatchObject({ status: { status_str: 'error', completed: false } })
})

test('a running prompt can be interrupted, waiting ones cancelled, and the next goes on', async () => {
  const slow = await createStand({ promptMs: 60_000, historyDelayMs: 0, onPrompt: () => [] })
  try {
    const ear = await slow.listen('tests')
    const first = await slow.submit(plainClip())
    const second = await slow.submit(plainClip())
    const third = await slow.submit(plainClip())
    await ear.heard((e) => e.type === 'executing' && e.data['prompt_id'] === first.prompt_id)
    expect(await slow.get('/prompt')).toEqual({ exec_info: { queue_remaining: 3 } })
    const queue = (await slow.get('/queue')) as Record<string, [number, string][]>
    expect(queue['queue_running']?.map(([, id]) => id)).toEqual([first.prompt_id])
    expect(queue['queue_pending']?.map(([, id]) => id)).toEqual([second.prompt_id, third.prompt_id])
    expect(await slow.get(`/api/jobs/${second.prompt_id}`)).toMatchObject({ status: 'pending' })

    await slow.post('/queue', { delete: [second.prompt_id, first.prompt_id] })
    await slow.post('/interrupt', { prompt_id: first.prompt_id })
    await ear.over(first.prompt_id)
    expect(await slow.history(first.prompt_id)).toMatchObject({ status: { status_str: 'error' } })
    const job = await slow.get(`/api/jobs/${first.prompt_id}`)
    expect(keys(job)).toEqual(keys(recorded.interrupted.job))
    expect(job).toMatchObject({ status: 'cancelled' })
    expect(order(ear.events.slice(0, ear.events.findIndex((e) => e.type === 'execution_interrupted') + 1))).toContain(
      'execution_interrupted',
    )
    expect(await slow.history(second.prompt_id)).toBeUndefined()

    await ear.heard((e) => e.type === 'executing' && e.data['prompt_id'] === third.prompt_id)
    const cancelled = await slow.post(`/api/jobs/${third.prompt_id}/cancel`, {})
    expect(await cancelled.json()).toEqual({ cancelled: true })
    await ear.over(third.prompt_id)
  } finally {
    await slow.close()
  }
})

describe('files', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)

  test('the same bytes keep their name, others get a new one, unless they may replace it', async () => {
    const name = async (text: string, more?: Record<string, string>): Promise<unknown> =>
      (await stand.upload(bytes(text), 'ref.png', more)).json()
    expect(await name('one')).toEqual({ name: 'ref.png', subfolder: '', type: 'input' })
    expect(await name('one')).toMatchObject({ name: 'ref.png' })
    expect(await name('two')).toMatchObject({ name: 'ref (1).png' })
    expect(await name('two', { overwrite: 'True' })).toMatchObject({ name: 'ref (1).png' })
    expect(await name('two', { overwrite: 'true' })).toMatchObject({ name: 'ref.png' })
    expect(await name('deep', { subfolder: 'a/b' })).toEqual({ name: 'ref.png', subfolder: 'a/b', type: 'input' })
    expect((await stand.upload(bytes('x'), 'x.png', { subfolder: '../..' })).status).toBe(400)
  })

  test('are shown whole, in part, and never from elsewhere', async () => {
    await stand.upload(bytes('0123456789'), 'digits.txt')
    const view = (query: string, headers: Record<string, string> = {}, type = 'input') =>
      fetch(`${stand.url}/api/view?type=${type}&filename=${query}`, { headers })
    const whole = await view('digits.txt')
    expect(await whole.text()).toBe('0123456789')
    const part = await view('digits.txt', { range: 'bytes=2-4' })
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '234', 'bytes 2-4/10'])
    expect((await view('digits.txt', { range: 'bytes=99-' })).status).toBe(416)
    expect((await view('digits.txt', { 'if-none-match': whole.headers.get('etag') ?? '' })).status).toBe(304)
    expect((await view('none.txt')).status).toBe(404)
    expect((await view('..%2F..%2Fpackage.json')).status).toBe(400)
    expect((await view('digits.txt&subfolder=../..')).status).toBe(403)
    expect((await view('digits.txt', {}, 'etc')).status).toBe(400)
  })
})

test('the catalogue has the models that the workflows need, and only uploads that are there', async () => {
  await stand.upload(new TextEncoder().encode('x'), 'listed.png')
  const loader = (await stand.get('/object_info/LoadImage')) as {
    LoadImage: { input: { required: { image: [string[]] } } }
  }
  expect(loader.LoadImage.input.required.image[0]).toContain('listed.png')
  expect(await stand.get('/models/animatediff_models')).toContain('v3_sd15_mm.ckpt')
  expect(await stand.get('/object_info/NoSuchNode')).toEqual({})
  expect((await fetch(`${stand.url}/models/nothing`)).status).toBe(404)
  expect(await stand.get('/features')).toMatchObject({ max_upload_size: 104_857_600 })
  expect(await stand.get('/api/system_stats')).toMatchObject({ system: { comfyui_version: '0.33.0' } })
})

test('pages of other sites are turned away', async () => {
  const asked = await fetch(`${stand.url}/queue`, { headers: { origin: 'http://evil.example' } })
  expect(asked.status).toBe(403)
})
