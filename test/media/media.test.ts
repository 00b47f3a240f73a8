import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLAIN_FINISH } from '../../src/domain/shot.ts'
import { type Bench, brightness, colourAt, createBench, difference, expectOk, FIELD, RAMP, SMALL } from './bench.ts'

const NOISE =
  '<filter id="n"><feTurbulence baseFrequency="0.9" numOctaves="2"/></filter><rect width="100" height="100" filter="url(#n)"/>'

describe('the media process', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await createBench()
  })
  afterAll(() => bench.close())

  const long = async () => ({
    still: await bench.picture({ width: 640, height: 360 }, RAMP),
    size: { width: 640, height: 360 },
    fps: 24,
    frames: 20_000,
    move: 'push-in' as const,
    caption: null,
    mark: null,
  })

  it('stops soon when told to, and leaves no file', async () => {
    const order = { ...(await long()), out: bench.file('aborted.mp4') }
    const before = (await readdir(bench.folder)).length
    const abort = new AbortController()
    let at = 0
    const tick = () => {
      at = performance.now()
      abort.abort(new Error('enough'))
    }
    await expect(bench.media.animatic({ ...order, signal: abort.signal, tick })).rejects.toThrow('enough')
    expect(performance.now() - at).toBeLessThan(1_000)
    expect(await readdir(bench.folder)).toHaveLength(before)
    await expect(bench.media.animatic({ ...order, signal: abort.signal })).rejects.toThrow('enough')
  })

  it('tells a crash from a failure, and goes on in a new process', async () => {
    const order = { ...(await long()), out: bench.file('crashed.mp4') }
    const before = (await readdir(bench.folder)).length
    const crashing = bench.media.animatic({ ...order, tick: () => process.kill(bench.media.pid ?? 0, 'SIGKILL') })
    expect(await crashing).toMatchObject({
      ok: false,
      failure: { type: 'media-failed', operation: 'animatic', reason: expect.stringContaining('SIGKILL') },
    })
    expect(await readdir(bench.folder)).toHaveLength(before)
    expect(expectOk(await bench.media.probe(order.still))).toMatchObject({ width: 640 })
  })

  it('reads pictures, films and sound', async () => {
    const nothing = { width: null, height: null, durationSeconds: null, fps: null, hasAudio: false }
    const clip = await bench.clip(RAMP, { frames: 16, fps: 8 })
    const sound = await bench.sound(0.5, () => 0)
    const still = await bench.picture({ width: 33, height: 21 }, RAMP, 'odd.webp')
    expect(expectOk(await bench.media.probe(still))).toEqual({ ...nothing, width: 33, height: 21 })
    expect(expectOk(await bench.media.probe(clip))).toEqual({ ...nothing, ...SMALL, durationSeconds: 2, fps: 8 })
    expect(expectOk(await bench.media.probe(sound))).toEqual({ ...nothing, durationSeconds: 0.5, hasAudio: true })
    expect(expectOk(await bench.media.verify(still)).frames).toBe(1)
    expect(expectOk(await bench.media.verify(clip)).frames).toBe(16)
    expect(expectOk(await bench.media.verify(sound)).frames).toBe(0)
  })

  it('refuses files that are cut short, damaged, empty, missing or something else', async () => {
    const clip = await readFile(await bench.clip(NOISE, { frames: 24, fps: 24 }))
    const png = await readFile(await bench.picture(SMALL, NOISE))
    const flipped = Buffer.from(clip)
    for (let i = clip.length >> 1; i < clip.length; i += 97) flipped[i] = 255 - (flipped[i] ?? 0)
    const bad: [string, Buffer][] = [
      ['half.mp4', clip.subarray(0, clip.length / 2)],
      ['flipped.mp4', flipped],
      ['half.png', png.subarray(0, png.length / 2)],
      ['page.mp4', Buffer.from('<!doctype html><title>Sign in</title>')],
      ['empty.mp4', Buffer.alloc(0)],
      ['noise.wav', Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7919) % 256))],
    ]
    for (const [name, bytes] of bad) {
      const file = bench.file(name)
      await writeFile(file, bytes)
      const result = await bench.media.verify(file)
      const wanted = {
        type: 'file-corrupt',
        name: path.basename(file),
        reason: expect.stringMatching(/^[^\n]{10,200}$/),
      }
      expect(result).toEqual({ ok: false, failure: wanted })
    }
    expect(await bench.media.verify(bench.file('missing.mp4'))).toMatchObject({ ok: false })
  })

  it('remixes part of some footage: filled, held at its end, silent', async () => {
    const pan = bench.file('pan.mp4')
    const still = await bench.picture({ width: 640, height: 180 }, RAMP)
    const order = { still, size: SMALL, fps: 12, frames: 24, move: 'pan-right', caption: null, mark: null } as const
    expectOk(await bench.media.animatic({ ...order, out: pan }))
    const out = bench.file('remix.mp4')
    const size = { width: 90, height: 90 }
    const part = { footage: pan, fromSeconds: 1, size, fps: 24, frames: 36, caption: null, mark: null }
    expectOk(await bench.media.remix({ ...part, out }))
    expect(expectOk(await bench.media.verify(out))).toMatchObject({ ...size, frames: 36, fps: 24, hasAudio: false })
    const middle = async (film: string, n: number, fps: number, of: typeof size) =>
      colourAt(await bench.frame(film, n, fps, of), of, 0.45, 0.3, 0.1, 0.4)[0]
    expect(Math.abs((await middle(out, 0, 24, size)) - (await middle(pan, 12, 12, SMALL)))).toBeLessThan(4)
    expect(Math.abs((await middle(out, 12, 24, size)) - (await middle(pan, 18, 12, SMALL)))).toBeLessThan(4)
    expect(Math.abs((await middle(out, 35, 24, size)) - (await middle(pan, 23, 12, SMALL)))).toBeLessThan(4)
  })

  it('makes a proxy within its bytes, of the same length, or says that none fits', async () => {
    const clip = await bench.clip(NOISE, { frames: 24, fps: 12, size: { width: 640, height: 360 } })
    const film = bench.file('film.mp4')
    const still = await bench.picture({ width: 800, height: 450 }, NOISE)
    const moving = { still, size: { width: 640, height: 360 }, fps: 12, frames: 24, caption: null, mark: null } as const
    expectOk(await bench.media.animatic({ ...moving, move: 'push-in', out: clip }))
    const source = { path: clip, durationFrames: 24, finish: PLAIN_FINISH, label: null }
    const voiceover = await bench.sound(2, (t) => 0.2 * Math.sin(t * 3000))
    const order = { sources: [source], size: moving.size, fps: 12, voiceover, music: null, out: film }
    expectOk(await bench.media.cut(order))
    const whole = (await stat(film)).size
    const out = bench.file('proxy.mp4')
    const maxBytes = Math.min(100_000, Math.round(whole / 3))
    expectOk(await bench.media.proxy({ path: film, maxBytes, out }))
    expect((await stat(out)).size).toBeLessThanOrEqual(maxBytes)
    expect(expectOk(await bench.media.verify(out))).toMatchObject({ frames: 24, fps: 12, hasAudio: true })
    const tiny = await bench.media.proxy({ path: film, maxBytes: 5_000, out: bench.file('tiny.mp4') })
    expect(tiny).toMatchObject({ ok: false, failure: { type: 'media-failed', operation: 'proxy' } })
    const same = bench.file('same.mp4')
    expectOk(await bench.media.proxy({ path: film, maxBytes: whole, out: same }))
    expect((await readFile(same)).equals(await readFile(film))).toBe(true)
  })

  it('takes posters as PNG and as JPEG, and the last frame of a film that is too short', async () => {
    const clip = await bench.clip(FIELD('#0080ff'), { frames: 6, fps: 24 })
    for (const [name, format] of [
      ['poster.jpg', 'jpeg'],
      ['poster.png', 'png'],
    ] as const) {
      const out = bench.file(name)
      expectOk(await bench.media.poster({ path: clip, atSeconds: 99, width: 80, out }))
      expect(await sharp(out).metadata()).toMatchObject({ format, width: 80, height: 45 })
      const [r, g, b] = colourAt(await sharp(out).removeAlpha().raw().toBuffer(), { width: 80, height: 45 })
      expect(Math.abs(r) + Math.abs(g - 128) + Math.abs(b - 255)).toBeLessThan(18)
    }
  })

  it('lays out a contact sheet: cells in order, captions below', async () => {
    const colours = ['#f00', '#0f0', '#00f', '#fff']
    const pictures = []
    for (const [i, colour] of colours.entries())
      pictures.push({
        path: await bench.picture({ width: 50, height: 80 }, FIELD(colour)),
        caption: `${i + 1} <&> "x"`,
      })
    const out = bench.file('sheet.jpg')
    const cell = { width: 160, height: 90 }
    expectOk(await bench.media.contactSheet({ pictures, columns: 3, cell, out }))
    const { data, info } = await sharp(out).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    expect(info.width).toBe(3 * 160 + 4 * 8)
    const rowHeight = (info.height - 8) / 2
    const at = (column: number, row: number, down: number) =>
      colourAt(data, info, (8 + column * 168 + 60) / info.width, (8 + row * rowHeight + down) / info.height, 0.05, 0.03)
    expect(at(0, 0, 40)[0]).toBeGreaterThan(240)
    expect(at(1, 0, 40)[1]).toBeGreaterThan(240)
    expect(at(2, 0, 40)[2]).toBeGreaterThan(240)
    expect(Math.min(...at(0, 1, 40))).toBeGreaterThan(240)
    expect(Math.max(...at(1, 1, 40))).toBeLessThan(40)
    const caption = data.subarray((8 + 94) * info.width * 3, (8 + 110) * info.width * 3)
    expect(Math.max(...caption)).toBeGreaterThan(150)
    expect(brightness(caption)).toBeLessThan(60)
    expect(difference(caption, Buffer.alloc(caption.length, 19))).toBeGreaterThan(0.5)
  })
})
