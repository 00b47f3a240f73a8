import { readFile, writeFile } from 'node:fs/promises'
import { AVCOL_RANGE_MPEG, AVCOL_SPC_BT709, AV_PIX_FMT_YUV420P } from 'node-av/constants'
import { Demuxer } from 'node-av/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSamples } from '../../adapters/media/samples.ts'
import { type Finish, PLAIN_FINISH } from '../../src/domain/shot.ts'
import type { CutSource } from '../../src/ports/media.ts'
import { type Bench, brightness, colourAt, createBench, difference, expectOk, FIELD, RAMP, SMALL } from './bench.ts'

const tone = (hertz: number) => (t: number) => 0.4 * Math.sin(2 * Math.PI * hertz * t)

describe('a cut', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await createBench()
  })
  afterAll(() => bench.close())

  const shot = (path: string, durationFrames: number, finish: Partial<Finish> = {}): CutSource => ({
    path,
    durationFrames,
    finish: { ...PLAIN_FINISH, ...finish },
    label: null,
  })
  async function cut(
    sources: readonly CutSource[],
    o: { fps?: number; voiceover?: string; music?: string; size?: typeof SMALL } = {},
  ) {
    const out = bench.file('film.mp4')
    const order = { sources, size: SMALL, fps: 24, voiceover: null, music: null, out }
    const { frames } = expectOk(await bench.media.cut({ ...order, ...o }))
    return { film: out, frames }
  }
  const graded = async (colour: string, finish: Partial<Finish>) => {
    const clip = await bench.clip(FIELD(colour), { frames: 4, fps: 24 })
    const { film } = await cut([shot(clip, 4, finish)])
    return colourAt(await bench.frame(film, 2, 24), SMALL)
  }

  it('gives each shot exactly its frames, whatever its own fps and length', async () => {
    const red = await bench.clip(FIELD('#f00'), { frames: 8, fps: 8 })
    const green = await bench.clip(FIELD('#0f0'), { frames: 24, fps: 24 })
    const blue = await bench.clip(FIELD('#00f'), { frames: 3, fps: 30 })
    const { film, frames } = await cut([shot(red, 10), shot(green, 7), shot(blue, 15)])
    expect(frames).toBe(32)
    expect(expectOk(await bench.media.verify(film))).toEqual({
      ...SMALL,
      frames: 32,
      fps: 24,
      durationSeconds: expect.closeTo(32 / 24, 4),
      hasAudio: false,
    })
    const seen = []
    for (const n of [0, 9, 10, 16, 17, 31]) {
      const [r, g, b] = colourAt(await bench.frame(film, n, 24), SMALL)
      seen.push(r > 200 && g < 60 ? 'red' : g > 200 ? 'green' : b > 200 ? 'blue' : `${r},${g},${b}`)
    }
    expect(seen).toEqual(['red', 'red', 'green', 'green', 'blue', 'blue'])
  })

  it('is tagged and encoded so that every player shows it right', async () => {
    const { film } = await cut([shot(await bench.clip(RAMP, { frames: 6, fps: 24 }), 6)])
    await using input = await Demuxer.open(film)
    const { format, colorSpace, colorRange, level } = input.video()?.codecpar ?? {}
    expect({ format, colorSpace, colorRange }).toEqual({
      format: AV_PIX_FMT_YUV420P,
      colorSpace: AVCOL_SPC_BT709,
      colorRange: AVCOL_RANGE_MPEG,
    })
    expect(level).toBeLessThanOrEqual(30)
    const bytes = await readFile(film)
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
  })

  it('changes nothing under a plain finish', async () => {
    const clip = await bench.clip(RAMP, { frames: 6, fps: 24 })
    const { film } = await cut([shot(clip, 6)])
    for (const n of [0, 3])
      expect(difference(await bench.frame(film, n, 24), await bench.frame(clip, n, 24))).toBeLessThan(2)
  })

  it('exposes, warms, cools and drains colour', async () => {
    const [r, g, b] = await graded('#808080', {})
    expect(Math.max(Math.abs(r - 128), Math.abs(g - 128), Math.abs(b - 128))).toBeLessThan(4)
    const [brighter] = await graded('#808080', { exposure: 1 })
    const [darker] = await graded('#808080', { exposure: -1 })
    expect(brighter).toBeGreaterThan(160)
    expect(darker).toBeLessThan(100)
    const [warmRed, , warmBlue] = await graded('#808080', { temperature: 1 })
    expect(warmRed - warmBlue).toBeGreaterThan(20)
    const [coolRed, , coolBlue] = await graded('#808080', { temperature: -1 })
    expect(coolBlue - coolRed).toBeGreaterThan(20)
    const grey = await graded('#c04020', { saturation: 0 })
    expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(6)
    const [white] = await graded('#fff', { exposure: 1.5 })
    expect(white).toBeGreaterThan(250)
  })

  it('plays faster and from the in point', async () => {
    const clip = bench.file('pan.mp4')
    const still = await bench.picture({ width: 640, height: 180 }, RAMP)
    const order = { still, size: SMALL, fps: 24, frames: 48, move: 'pan-right', caption: null, mark: null } as const
    expectOk(await bench.media.animatic({ ...order, out: clip }))
    const source = async (n: number) => brightness(await bench.frame(clip, n, 24))
    const { film } = await cut([shot(clip, 12, { speed: 2, inSeconds: 0.5 })])
    expect(brightness(await bench.frame(film, 0, 24))).toBeCloseTo(await source(12), 0)
    expect(brightness(await bench.frame(film, 10, 24))).toBeCloseTo(await source(32), 0)
  })

  it('frames other shapes in black, crops slivers', async () => {
    const upright = await bench.clip(FIELD('#fff'), { frames: 3, fps: 24, size: { width: 90, height: 160 } })
    const almost = await bench.clip(FIELD('#fff'), { frames: 3, fps: 24, size: { width: 168, height: 90 } })
    const { film } = await cut([shot(upright, 3), shot(almost, 3)])
    const boxed = await bench.frame(film, 1, 24)
    expect(colourAt(boxed, SMALL, 0, 0, 0.2, 1)[0]).toBeLessThan(8)
    expect(colourAt(boxed, SMALL)[0]).toBeGreaterThan(247)
    expect(colourAt(await bench.frame(film, 4, 24), SMALL, 0, 0, 1, 0.05)[0]).toBeGreaterThan(247)
  })

  it('writes label and running time at the lower left, only where asked for', async () => {
    const size = { width: 480, height: 270 }
    const clip = await bench.clip(FIELD('#456'), { frames: 30, fps: 24, size })
    const { film } = await cut([{ ...shot(clip, 30), label: '3' }, shot(clip, 6)], { size })
    const corner = async (n: number) => {
      const pixels = await bench.frame(film, n, 24, size)
      return pixels.filter((_, i) => Math.floor(i / 3) % 480 < 120 && Math.floor(i / 3 / 480) > 245)
    }
    const [first, same, nextSecond, none] = await Promise.all([0, 20, 26, 33].map(corner))
    if (!first || !same || !nextSecond || !none) throw new Error('no frames')
    expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(120)
    expect(difference(first, same)).toBeLessThan(1.5)
    expect(difference(first, nextSecond)).toBeGreaterThan(0.5)
    expect(Math.max(...none) - Math.min(...none)).toBeLessThan(60)
  })

  it('makes the sound exactly as long as the film: cut, or filled with silence', async () => {
    const clip = await bench.clip(FIELD('#333'), { frames: 24, fps: 24 })
    for (const [seconds, lastTenth] of [
      [0.4, 0],
      [3, 0.15],
    ] as const) {
      const { film } = await cut([shot(clip, 24)], { voiceover: await bench.sound(seconds, tone(330)) })
      expect(expectOk(await bench.media.verify(film))).toMatchObject({ frames: 24, hasAudio: true })
      await using input = await Demuxer.open(film)
      expect(input.duration).toBeCloseTo(1, 1)
      const loud = await loudness(film, 1.2)
      expect(loud.at(2)).toBeGreaterThan(0.1)
      expect(loud.at(7)).toBeCloseTo(seconds > 1 ? 0.28 : 0, 1)
      expect(loud.at(8)).toBeGreaterThanOrEqual(lastTenth)
      expect(loud.at(11)).toBeLessThan(0.01)
    }
  })

  it('keeps the music back while the voice speaks', async () => {
    const clip = await bench.clip(FIELD('#333'), { frames: 24, fps: 8 })
    const music = await bench.sound(5, tone(440))
    const voiceover = await bench.sound(5, (t) => (t < 1 ? 0.02 * Math.sign(Math.sin(2 * Math.PI * 100 * t)) : 0))
    const alone = await loudness((await cut([shot(clip, 24)], { fps: 8, music })).film, 3)
    const under = await loudness((await cut([shot(clip, 24)], { fps: 8, music, voiceover })).film, 3)
    const ratio = (i: number) => (under[i] ?? 0) / (alone[i] ?? 1)
    expect(ratio(8)).toBeLessThan(0.35)
    expect(ratio(22)).toBeGreaterThan(0.5)
    expect(ratio(22)).toBeLessThan(0.75)
  })

  it('says which file it cannot use, and leaves no film', async () => {
    const clip = await bench.clip(RAMP, { frames: 24, fps: 24 })
    const torn = bench.file('torn.mp4')
    const bytes = await readFile(clip)
    await writeFile(torn, bytes.subarray(0, bytes.length * 0.6))
    const out = bench.file('none.mp4')
    const order = { size: SMALL, fps: 24, music: null, out }
    const broken = await bench.media.cut({ ...order, sources: [shot(clip, 5), shot(torn, 24)], voiceover: null })
    expect(broken).toMatchObject({ ok: false, failure: { type: 'file-corrupt', name: torn.split('/').at(-1) } })
    const silent = await bench.media.cut({ ...order, sources: [shot(clip, 5)], voiceover: clip })
    expect(silent).toMatchObject({ ok: false, failure: { type: 'file-corrupt', reason: 'it has no sound' } })
    await expect(readFile(out)).rejects.toThrow('ENOENT')
  })

  /** Loudness (root mean square) of each tenth of a second. */
  async function loudness(film: string, seconds: number): Promise<number[]> {
    await using samples = await openSamples(film)
    const tenths: number[] = []
    for (let i = 0; i < seconds * 10; i++) {
      const [left] = await samples.take(4800)
      tenths.push(Math.sqrt(left.reduce((sum, s) => sum + s * s, 0) / left.length))
    }
    return tenths
  }
})
