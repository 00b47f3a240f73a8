/** The bad days that previz can be given. */
import { afterEach, expect, test } from 'vitest'
import { NO_FAULTS, type PromptFault } from '../../adapters/previz/faults.ts'
import { createStand, plainClip, type Stand } from './stand.ts'

let stand: Stand
afterEach(() => stand.close())

const befalls = (...faults: PromptFault[]) =>
  createStand({ ...NO_FAULTS, onPrompt: (nth) => (nth === 1 ? faults : []) })

async function submitAndWait() {
  const ear = await stand.listen('tests')
  const { prompt_id } = await stand.submit(plainClip())
  await ear.over(prompt_id)
  return stand.history(prompt_id)
}
const lengthOf = async (row: Awaited<ReturnType<typeof submitAndWait>>) => {
  const file = row?.outputs['2']?.['gifs']?.[0] as { filename: string; subfolder: string }
  const response = await fetch(`${stand.url}/view?${new URLSearchParams(file).toString()}`)
  return response.status === 200 ? (await response.arrayBuffer()).byteLength : response.status
}

test('out of memory, then well again', async () => {
  stand = await befalls('out-of-memory')
  const row = await submitAndWait()
  expect(row?.status.messages.at(-1)?.[1]).toMatchObject({ exception_type: 'torch.OutOfMemoryError' })
  expect(await submitAndWait()).toMatchObject({ status: { completed: true } })
})

test('T6: success with an empty file, or with none', async () => {
  stand = await createStand({ ...NO_FAULTS, onPrompt: (nth) => (nth === 1 ? ['empty-file'] : ['missing-file']) })
  expect(await lengthOf(await submitAndWait())).toBe(0)
  expect(await lengthOf(await submitAndWait())).toBe(404)
})

test('T12: success is told before history has it', async () => {
  stand = await befalls('late-history')
  const ear = await stand.listen('tests')
  const { prompt_id } = await stand.submit(plainClip())
  await ear.heard((e) => e.type === 'execution_success')
  expect(await stand.history(prompt_id)).toBeUndefined()
  await ear.over(prompt_id)
  expect(await stand.history(prompt_id)).toBeDefined()
})

test('T10: sockets break while HTTP goes on', async () => {
  stand = await befalls('drop-sockets')
  const ear = await stand.listen('tests')
  await stand.submit(plainClip())
  await ear.closed()
  expect(await stand.get('/prompt')).toHaveProperty('exec_info')
})

test('T1: a node without inputs is let in and freezes the queue, as on a real server', async () => {
  stand = await createStand()
  const { '1': source, '2': end } = plainClip()
  const answer = await stand.post('/prompt', { prompt: { '1': source, '2': end, '3': { class_type: 'SaveImage' } } })
  expect(answer.status).toBe(200)
  await stand.submit(plainClip())
  expect(await stand.get('/prompt')).toEqual({ exec_info: { queue_remaining: 2 } })
})

test('a crash forgets queue and history, not files', async () => {
  stand = await createStand({ ...NO_FAULTS, promptMs: 60_000 })
  await stand.upload(new TextEncoder().encode('kept'), 'kept.txt')
  const { prompt_id } = await stand.submit(plainClip())
  await stand.previz.crash()
  await expect(fetch(`${stand.url}/queue`)).rejects.toThrow('fetch failed')
  await stand.previz.listen(Number(new URL(stand.url).port))
  expect(await stand.get('/queue')).toEqual({ queue_running: [], queue_pending: [] })
  expect((await fetch(`${stand.url}/api/jobs/${prompt_id}`)).status).toBe(404)
  expect(await (await fetch(`${stand.url}/view?type=input&filename=kept.txt`)).text()).toBe('kept')
})
