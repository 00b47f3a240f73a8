import { describe, expect, test } from 'vitest'
import { createLanes } from '../src/cinematographer/lanes.ts'
import type { Lane } from '../src/cinematographer/lanes.ts'
import type { Prompt } from '../src/ports/gpu-host.ts'
import { createClockHost } from './fakes/clock-host.ts'

const graph = {
  '1': { class_type: 'EmptyImage', inputs: { width: 64, height: 64, batch_size: 1, color: 0 } },
  '2': { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'nora/x' } },
}
const prompt = (promptId: string): Prompt => ({ promptId, graph, outputNode: '2', workflow: 'test', note: {} })
const yes = () => Promise.resolve(true)
const quiet = { onProgress: () => undefined }
const clip = (promptId: string) => ({ filename: `${promptId}.mp4`, subfolder: 'nora', type: 'output' }) as const

function oneHost(renderMs?: number) {
  const host = createClockHost(renderMs === undefined ? {} : { renderMs })
  const [lane] = createLanes({ hosts: [host] }).own
  if (lane === undefined) throw new Error('no lane')
  return { host, lane }
}
const render = (lane: Lane, id: string, signal?: AbortSignal) =>
  lane.render(prompt(id), { ...quiet, beforeSubmit: yes, ...(signal ? { signal } : {}) })

/** Settles when everything that can go on without the outside has gone on. */
const settled = () => new Promise<void>((done) => setImmediate(done))

describe('a lane', () => {
  test('executes one, lets one more wait on the host, keeps the rest, and leaves no gap', async () => {
    const { host, lane } = oneHost(5)
    const ids = Array.from({ length: 12 }, (_, i) => `p${i}`)
    const ends = await Promise.all(ids.map((id) => render(lane, id)))
    expect(ends.every((e) => e.ok)).toBe(true)
    expect(host.order).toEqual(ids)
    expect(host.peak).toMatchObject({ onHost: 2, executing: 1 })
    // The next prompt is on the host before the one before it ends: what is between is the fake's own turn-over.
    expect(host.gaps).toHaveLength(11)
    expect([...host.gaps].sort((a, b) => a - b)[5]).toBeLessThan(1)
  })

  test('asks when it is the prompt its turn, and not before', async () => {
    const { host, lane } = oneHost()
    const asked: string[] = []
    const ask = (id: string) => () => {
      asked.push(id)
      return yes()
    }
    const all = ['a', 'b', 'c'].map((id) => lane.render(prompt(id), { ...quiet, beforeSubmit: ask(id) }))
    await settled()
    expect(asked).toEqual(['a', 'b'])
    host.finish('a')
    await all[0]
    await settled()
    expect(asked).toEqual(['a', 'b', 'c'])
    host.finish('b')
    host.finish('c')
    await Promise.all(all)
  })

  test('leaves a prompt that is no longer wanted', async () => {
    const { host, lane } = oneHost()
    const left = await lane.render(prompt('a'), { ...quiet, beforeSubmit: () => Promise.resolve(false) })
    expect(left).toEqual({ ok: true, value: 'not-submitted' })
    expect(host.order).toEqual([])
  })

  test('frees the place of a prompt that was refused, or whose turn was broken off', async () => {
    const { host, lane } = oneHost(1)
    const bad = { ...prompt('bad'), graph: { '1': { class_type: 'Nope', inputs: {} } } }
    const refused = await lane.render(bad, { ...quiet, beforeSubmit: yes })
    expect(refused).toMatchObject({ ok: false, failure: { type: 'missing-node', node: 'Nope' } })
    for (let i = 0; i < 3; i++)
      await expect(
        lane.render(prompt('x'), { ...quiet, beforeSubmit: () => Promise.reject(new Error('no database')) }),
      ).rejects.toThrow('no database')
    expect(await render(lane, 'good')).toMatchObject({ ok: true })
    expect(host.order).toEqual(['good'])
  })

  test('a download does not hold it', async () => {
    const { host, lane } = oneHost()
    const a = render(lane, 'a')
    await settled()
    host.finish('a')
    await a
    const download = await lane.fetch(clip('a'))
    const b = render(lane, 'b')
    const c = render(lane, 'c')
    await settled()
    expect(host.order).toEqual(['a', 'b', 'c'])
    if (!download.ok) throw new Error('not fetched')
    expect(await text(download.value)).toBe('a clip')
    host.finish('b')
    host.finish('c')
    await Promise.all([b, c])
  })

  test('fetches two at a time', async () => {
    const { host, lane } = oneHost(1)
    const ids = ['a', 'b', 'c', 'd', 'e']
    await Promise.all(ids.map((id) => render(lane, id)))
    const read = await Promise.all(
      ids.map(async (id) => {
        const source = await lane.fetch(clip(id))
        return source.ok ? text(source.value) : 'nothing'
      }),
    )
    expect(read).toEqual(ids.map(() => 'a clip'))
    expect(host.peak.fetching).toBe(2)
    // A failed fetch gives its place back.
    for (let i = 0; i < 3; i++) expect((await lane.fetch(clip('none'))).ok).toBe(false)
    expect((await lane.fetch(clip('a'))).ok).toBe(true)
  })
})

describe('stopping', () => {
  test('a prompt of our own queue never reaches the host', async () => {
    const { host, lane } = oneHost()
    const stop = new AbortController()
    const first = [render(lane, 'a'), render(lane, 'b')]
    const third = render(lane, 'c', stop.signal)
    await settled()
    stop.abort(new Error('Nora stops'))
    await expect(third).rejects.toThrow('Nora stops')
    host.finish('a')
    host.finish('b')
    await Promise.all(first)
    await settled()
    expect(host.order).toEqual(['a', 'b'])
  })

  test('a prompt of the host goes on, and keeps its place until it ends', async () => {
    const { host, lane } = oneHost()
    const stop = new AbortController()
    const a = render(lane, 'a', stop.signal)
    await settled()
    stop.abort(new Error('Nora stops'))
    await expect(a).rejects.toThrow('Nora stops')
    const rest = [render(lane, 'b'), render(lane, 'c')]
    await settled()
    expect(host.order).toEqual(['a', 'b'])
    host.finish('a')
    await settled()
    expect(host.order).toEqual(['a', 'b', 'c'])
    host.finish('b')
    host.finish('c')
    await Promise.all(rest)
  })
})

describe('going back to a prompt', () => {
  test('takes its place before those not yet handed over', async () => {
    const { host, lane } = oneHost()
    await host.submit(prompt('old'), quiet)
    const old = lane.attach(prompt('old'), quiet)
    await settled()
    const rest = [render(lane, 'a'), render(lane, 'b')]
    await settled()
    expect(host.order).toEqual(['old', 'a'])
    host.finish('old')
    expect(await old).toMatchObject({ ok: true, value: { files: [{ filename: 'old.mp4' }] } })
    await settled()
    expect(host.order).toEqual(['old', 'a', 'b'])
    host.finish('a')
    host.finish('b')
    await Promise.all(rest)
  })

  test('that the host does not know is null', async () => {
    const { lane } = oneHost()
    expect(await lane.attach(prompt('none'), quiet)).toEqual({ ok: true, value: null })
  })
})

describe('a prompt that is taken back', () => {
  test('never reaches the host where it only waited here, and its place is free at once', async () => {
    const { host, lane } = oneHost()
    const [a, b, c] = ['a', 'b', 'c'].map((id) => render(lane, id))
    await settled()
    expect(await lane.takeBack('c')).toBe(true)
    expect(await c).toEqual({ ok: true, value: 'taken-back' })
    host.finish('a')
    host.finish('b')
    await Promise.all([a, b])
    await settled()
    expect(host.order).toEqual(['a', 'b'])
  })

  test('leaves the host where it waited there, and the next one takes its place', async () => {
    const { host, lane } = oneHost()
    const [a, b, c] = ['a', 'b', 'c'].map((id) => render(lane, id))
    await settled()
    expect(await lane.takeBack('b')).toBe(true)
    expect(await b).toEqual({ ok: true, value: 'taken-back' })
    await settled()
    expect(host.order).toEqual(['a', 'b', 'c'])
    host.finish('a')
    host.finish('c')
    expect(await Promise.all([a, c])).toMatchObject([{ ok: true }, { ok: true }])
  })

  test('is left where it executes, has ended, or was never given', async () => {
    const { host, lane } = oneHost()
    const a = render(lane, 'a')
    await settled()
    expect(await lane.takeBack('a')).toBe(false)
    host.finish('a')
    expect(await a).toMatchObject({ ok: true, value: { files: [{ filename: 'a.mp4' }] } })
    expect(await lane.takeBack('a')).toBe(false)
    expect(await lane.takeBack('none')).toBe(false)
  })
})

test('a name nobody has is null; a host of another process is looked after, and not given work', async () => {
  const [a, b] = ['a', 'b'].map((name) => createClockHost({ name }))
  if (!a || !b) throw new Error('no hosts')
  const lanes = createLanes({ hosts: [a], elsewhere: (name) => Promise.resolve(name === 'b' ? b : null) })
  expect(await lanes.named('z')).toBeNull()
  expect((await lanes.named('b'))?.host).toBe('b')
  expect(lanes.own.map((l) => l.host)).toEqual(['a'])
})

async function text(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts).toString()
}

describe('taking back', () => {
  test('is too late while it is asked whether it is still wanted: it is handed over, once', async () => {
    const { host, lane } = oneHost()
    const asked = Promise.withResolvers<boolean>()
    const a = lane.render(prompt('a'), { ...quiet, beforeSubmit: () => asked.promise })
    await settled()
    expect(await lane.takeBack('a')).toBe(false)
    asked.resolve(true)
    await settled()
    host.finish('a')
    expect(await a).toMatchObject({ ok: true, value: { gpuMs: 1 } })
  })

  test('whose turn comes while the host is asked to give it back ends as taken back, not as broken off', async () => {
    const { host, lane } = oneHost()
    const a = render(lane, 'a')
    const b = render(lane, 'b')
    await settled()
    const withdraw = host.withdraw.bind(host)
    host.withdraw = async (id) => {
      const withdrawn = await withdraw(id)
      // The answer is on its way while the one before ends.
      host.finish('a')
      await settled()
      return withdrawn
    }
    expect(await lane.takeBack('b')).toBe(true)
    expect(await b).toEqual({ ok: true, value: 'taken-back' })
    await a
  })

  test('of those that wait for their turn the most urgent is the next', async () => {
    const { host, lane } = oneHost(1)
    const all = ['a', 'b', 'c', 'd'].map((id) =>
      lane.render(prompt(id), { ...quiet, priority: id === 'd' ? 3 : 1, beforeSubmit: yes }),
    )
    await Promise.all(all)
    expect(host.order).toEqual(['a', 'b', 'd', 'c'])
  })
})
