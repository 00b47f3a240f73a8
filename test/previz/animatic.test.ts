/** What comes out of the house's own workflows when previz runs them: clips and stills that decode, as long and large as asked. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Graph, SlotValues } from '../../src/domain/workflow.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { createStand, type Stand } from './stand.ts'

const workflows = createWorkflows()
let stand: Stand
beforeAll(async () => {
  stand = await createStand()
})
afterAll(() => stand.close())

const bound = (name: string, values: SlotValues): { graph: Graph; outputNode: string } => {
  const result = workflows.bind(name, values)
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
let runs = 0
async function render(name: string, wanted: SlotValues, note: Record<string, unknown> = {}) {
  const { graph, outputNode } = bound(name, { filename_prefix: `nora/${++runs}`, ...wanted })
  const ear = await stand.listen(`render-${runs}`)
  const { prompt_id } = await stand.submit(graph, {
    client_id: `render-${runs}`,
    extra_data: { extra_pnginfo: { nora: note } },
  })
  await ear.over(prompt_id)
  const row = await stand.history(prompt_id)
  expect(row?.status).toMatchObject({ status_str: 'success' })
  const found = Object.values(row?.outputs[outputNode] ?? {}).flat()[0] as { filename: string; subfolder: string }
  const { filename, subfolder } = found
  const bytes = await (
    await fetch(`${stand.url}/view?${new URLSearchParams({ filename, subfolder }).toString()}`)
  ).bytes()
  const path = join(stand.folder, `${runs}-${filename}`)
  writeFileSync(path, bytes)
  return { path, bytes, events: ear.events }
}

const SMALL = { width: 192, height: 112, frames: 16, positive: 'A lantern on a lake at dusk', seed: 7 }

describe('text to video', () => {
  test('has the size and the length that the graph asks for, at the film’s rate, and says how far it is', async () => {
    const { path, events } = await render('animatediff-short-loop', SMALL, { fps: 24, cameraMove: 'push-in', lens: 12 })
    const seen = await stand.media.verify(path)
    expect(seen).toMatchObject({ ok: true, value: { width: 192, height: 112, frames: 48, hasAudio: false } })
    const bar = events.filter((e) => e.type === 'progress').map((e) => [e.data['value'], e.data['max']])
    expect(bar.at(-1)).toEqual([20, 20])
  })
  test('goes at the graph’s own rate without a note', async () => {
    const { path } = await render('animatediff-short-loop', SMALL)
    expect(await stand.media.verify(path)).toMatchObject({ ok: true, value: { frames: 16 } })
  })
  test('is the same when shot again, and another for another shot', async () => {
    const [first, same, other] = [
      await render('animatediff-short-loop', SMALL),
      await render('animatediff-short-loop', SMALL),
      await render('animatediff-short-loop', { ...SMALL, seed: 8 }),
    ]
    // Busy machines: the encoder's threads then round a few levels otherwise, which nobody sees.
    expect(await furthest(first.path, same.path)).toBeLessThanOrEqual(8)
    expect(await furthest(first.path, other.path)).toBeGreaterThan(40)
  })
  test('begins with a picture', async () => {
    const { path } = await render('animatediff-short-loop', SMALL, { fps: 24 })
    const out = `${path}.png`
    await stand.media.poster({ path, atSeconds: 0, width: 192, out })
    const { channels } = await sharp(out).stats()
    for (const { mean, stdev } of channels) {
      expect(mean).toBeGreaterThan(20)
      expect(stdev).toBeGreaterThan(12)
    }
  })
})

/** Levels of 255 that the same place of two clips differs by at most, in the beginning and further on. */
async function furthest(a: string, b: string): Promise<number> {
  let most = 0
  for (const atSeconds of [0, 1]) {
    const [one, two] = await Promise.all(
      [a, b].map(async (path, n) => {
        const out = `${path}.${n}.${atSeconds}.png`
        expect(await stand.media.poster({ path, atSeconds, width: 192, out })).toMatchObject({ ok: true })
        return sharp(out).raw().toBuffer()
      }),
    )
    one?.forEach((level, at) => (most = Math.max(most, Math.abs(level - (two?.[at] ?? 0)))))
  }
  return most
}

/** Left half red, right half blue. */
const twoHalves = async () => {
  const half = (background: string) => ({ create: { width: 200, height: 225, channels: 3 as const, background } })
  const blue = await sharp(half('#1030d0')).png().toBuffer()
  const png = await sharp({ create: { width: 400, height: 225, channels: 3, background: '#d02010' } })
    .composite([{ input: blue, left: 200, top: 0 }])
    .png()
    .toBuffer()
  return Uint8Array.from(png)
}

test('references to video shows the reference, and close-ups show less of it', async () => {
  await stand.upload(await twoHalves(), 'halves.png')
  const shoot = async (framing: string) => {
    const note = { framing, cameraMove: 'static', caption: ' ' }
    const { path } = await render('ipadapter-animatic', { ...SMALL, reference_1: 'halves.png' }, note)
    const out = `${path}.png`
    await stand.media.poster({ path, atSeconds: 0, width: 192, out })
    return sharp(out).removeAlpha().raw().toBuffer()
  }
  const wide = await shoot('extreme-wide')
  const pixel = (left: number) => [...wide.subarray((56 * 192 + left) * 3, (56 * 192 + left) * 3 + 3)]
  const [red, , notBlue] = pixel(30)
  const [notRed, , blue] = pixel(160)
  expect(red).toBeGreaterThan(150)
  expect(notBlue).toBeLessThan(90)
  expect(blue).toBeGreaterThan(150)
  expect(notRed).toBeLessThan(90)
})

test('footage is cut to the part, size and length that the graph asks for', async () => {
  const source = await render('animatediff-short-loop', { ...SMALL, frames: 32 })
  await stand.upload(Uint8Array.from(source.bytes), 'footage.mp4')
  const asked = { ...SMALL, footage: 'footage.mp4', from_seconds: 1, width: 128, height: 128 }
  const { path } = await render('img2img-motion-remix', asked, { fps: 12 })
  expect(await stand.media.verify(path)).toMatchObject({ ok: true, value: { width: 128, height: 128, frames: 24 } })
})

test('a footage file that is not footage fails the node, in a sentence', async () => {
  await stand.upload(new TextEncoder().encode('not a film'), 'bad.mp4')
  const { graph } = bound('img2img-motion-remix', { ...SMALL, footage: 'bad.mp4', filename_prefix: 'nora/bad' })
  const ear = await stand.listen('bad')
  const { prompt_id } = await stand.submit(graph, { client_id: 'bad' })
  await ear.over(prompt_id)
  const error = (await stand.history(prompt_id))?.status.messages.at(-1)
  expect(error?.[0]).toBe('execution_error')
  expect(error?.[1]['exception_type']).toBe('RuntimeError')
})
