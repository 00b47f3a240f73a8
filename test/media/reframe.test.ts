/** Is the same film, in another shape, size or container, with and without its sound, whole and to be seen? */
import { readFile, writeFile } from 'node:fs/promises'
import { Demuxer } from 'node-av/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLAIN_FINISH } from '../../src/domain/shot.ts'
import { type Bench, colourAt, createBench, difference, expectOk, FIELD, SMALL } from './bench.ts'

/** Red at the left, green in the middle, blue at the right. */
const STRIPES = `${FIELD('#0a0')}<rect width="20" height="100" fill="#c00"/><rect x="80" width="20" height="100" fill="#00c"/>`
const UPRIGHT = { width: 90, height: 160 }
const SQUARE = { width: 120, height: 120 }
const FRAMES = 30

describe('a reframed film', () => {
  let bench: Bench
  let film: string
  beforeAll(async () => {
    bench = await createBench()
    const clip = await bench.clip(STRIPES, { frames: FRAMES, fps: 24 })
    film = bench.file('film.mp4')
    expectOk(
      await bench.media.cut({
        sources: [{ path: clip, durationFrames: FRAMES, finish: PLAIN_FINISH, label: null }],
        size: SMALL,
        fps: 24,
        voiceover: await bench.sound(FRAMES / 24, (t) => 0.4 * Math.sin(2 * Math.PI * 330 * t)),
        music: null,
        out: film,
      }),
    )
  })
  afterAll(() => bench.close())

  async function reframe(o: Partial<Parameters<Bench['media']['reframe']>[0]> & { as?: string }) {
    const out = bench.file(`out.${o.as ?? 'mp4'}`)
    const { frames } = expectOk(
      await bench.media.reframe({ path: film, size: null, fit: 'pad', audio: true, ...o, out }),
    )
    expect(frames).toBe(FRAMES)
    return { out, seen: expectOk(await bench.media.verify(out)) }
  }

  it('stands upright on a blurred copy of itself, not between black bars', async () => {
    const { out, seen } = await reframe({ size: UPRIGHT })
    expect(seen).toMatchObject({ ...UPRIGHT, frames: FRAMES, fps: 24, hasAudio: true })
    for (const n of [0, FRAMES - 1]) {
      const frame = await bench.frame(out, n, 24, UPRIGHT)
      const [r, g, b] = colourAt(frame, UPRIGHT)
      expect(g - Math.max(r, b)).toBeGreaterThan(110)
      // The whole width is there, red to blue.
      expect(colourAt(frame, UPRIGHT, 0.02, 0.45, 0.1, 0.1)[0]).toBeGreaterThan(150)
      expect(colourAt(frame, UPRIGHT, 0.88, 0.45, 0.1, 0.1)[2]).toBeGreaterThan(130)
      for (const top of [0, 0.8]) {
        const [red, green, blue] = colourAt(frame, UPRIGHT, 0.4, top, 0.2, 0.2)
        expect(green - Math.max(red, blue)).toBeGreaterThan(30)
        expect(green).toBeLessThan(g - 30)
      }
    }
  })

  it('fills a square with its middle when cropped', async () => {
    const { out, seen } = await reframe({ size: SQUARE, fit: 'crop', audio: false })
    expect(seen).toMatchObject({ ...SQUARE, frames: FRAMES, hasAudio: false })
    const frame = await bench.frame(out, 10, 24, SQUARE)
    // Of 160 columns 90 are left, from 35 on: the red and the blue of 32 each are gone.
    for (const left of [0, 0.9]) {
      const [r, g, b] = colourAt(frame, SQUARE, left, 0, 0.1, 1)
      expect(g - Math.max(r, b)).toBeGreaterThan(110)
    }
  })

  it('grows and shrinks without a frame more or less', async () => {
    const { out, seen } = await reframe({ size: { width: 320, height: 180 }, fit: 'crop' })
    expect(seen).toMatchObject({ width: 320, height: 180, frames: FRAMES, hasAudio: true })
    expect(difference(await bench.frame(out, 5, 24, SMALL), await bench.frame(film, 5, 24))).toBeLessThan(4)
  })

  it('loses its sound without its pictures being touched', async () => {
    const { out, seen } = await reframe({ audio: false })
    expect(seen).toMatchObject({ ...SMALL, frames: FRAMES, fps: 24, hasAudio: false })
    expect(await packets(out)).toEqual(await packets(film))
  })

  it('lies in a QuickTime file as it is, with its sound', async () => {
    const { out, seen } = await reframe({ as: 'mov' })
    expect(seen).toMatchObject({ ...SMALL, frames: FRAMES, hasAudio: true })
    expect((await readFile(out)).subarray(4, 12).toString()).toBe('ftypqt  ')
    expect(await packets(out)).toEqual(await packets(film))
  })

  it('becomes WebM that other programs read', async () => {
    const { out, seen } = await reframe({ as: 'webm' })
    expect(seen).toMatchObject({ ...SMALL, frames: FRAMES, hasAudio: true })
    expect(seen.durationSeconds).toBeCloseTo(FRAMES / 24, 1)
    expect(difference(await bench.frame(out, 12, 24), await bench.frame(film, 12, 24))).toBeLessThan(4)
    await using input = await Demuxer.open(out)
    expect(input.formatName).toContain('webm')
    expect((await reframe({ as: 'webm', audio: false, size: UPRIGHT })).seen).toMatchObject({
      ...UPRIGHT,
      frames: FRAMES,
      hasAudio: false,
    })
  })

  it('says what is wrong with a film that cannot be read, and leaves nothing', async () => {
    const torn = bench.file('torn.mp4')
    const bytes = await readFile(film)
    await writeFile(torn, bytes.subarray(0, bytes.length * 0.6))
    for (const size of [null, UPRIGHT]) {
      const out = bench.file('none.mp4')
      const failed = await bench.media.reframe({ path: torn, size, fit: 'pad', audio: true, out })
      expect(failed).toMatchObject({ ok: false, failure: { type: 'file-corrupt' } })
      await expect(readFile(out)).rejects.toThrow('ENOENT')
    }
  })

  /** The bytes of each coded picture. */
  async function packets(path: string): Promise<readonly string[]> {
    await using input = await Demuxer.open(path)
    const all: string[] = []
    for await (const packet of input.packets(input.video()?.index ?? 0)) {
      using held = packet
      if (held) all.push(held.data?.toString('base64') ?? '')
    }
    expect(all).toHaveLength(FRAMES)
    return all
  }
})
