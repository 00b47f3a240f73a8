import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CameraMove } from '../../src/domain/shot.ts'
import {
  type Bench,
  brightness,
  colourAt,
  createBench,
  difference,
  expectOk,
  FALL,
  FIELD,
  RAMP,
  SMALL,
} from './bench.ts'

const STRIPES = ['red', '#0f0', 'blue']
  .map((c, i) => `<rect x="${i * 34}" width="34" height="100" fill="${c}"/>`)
  .join('')
/** Something at every scale, so that a wrong crop shows. */
const SCENE = `${FALL}<circle cx="30" cy="40" r="18" fill="#c33"/><rect x="60" y="20" width="25" height="50" fill="#39c"/><path d="M0 100L40 60L80 100z" fill="#263"/>`

describe('an animatic', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await createBench()
  })
  afterAll(() => bench.close())

  async function draw(
    still: string,
    o: { move?: CameraMove; frames?: number; fps?: number; caption?: string; mark?: string; size?: typeof SMALL } = {},
  ) {
    const out = bench.file('animatic.mp4')
    const order = { still, size: SMALL, fps: 24, frames: 12, move: 'static', caption: null, mark: null, out } as const
    expectOk(await bench.media.animatic({ ...order, ...o }))
    return out
  }

  it('shows the picture itself, from the first frame on', async () => {
    const still = await bench.picture(SMALL, SCENE)
    const source = await sharp(still).removeAlpha().raw().toBuffer()
    const film = await draw(still)
    for (const n of [0, 6, 11]) expect(difference(await bench.frame(film, n, 24), source)).toBeLessThan(3)
  })

  it('keeps colours: red is red, green is green, blue is blue', async () => {
    const film = await draw(await bench.picture({ width: 480, height: 270 }, STRIPES))
    const frame = await bench.frame(film, 6, 24)
    for (const [left, [red, green, blue]] of [
      [0.1, [255, 0, 0]],
      [0.45, [0, 255, 0]],
      [0.8, [0, 0, 255]],
    ] as const) {
      const [r, g, b] = colourAt(frame, SMALL, left, 0.2, 0.1, 0.6)
      expect(Math.max(Math.abs(r - red), Math.abs(g - green), Math.abs(b - blue))).toBeLessThan(8)
    }
  })

  it.each([
    [24, 12],
    [8, 16],
    [25, 1],
    [30, 31],
  ])('at %d fps has exactly %d frames', async (fps, frames) => {
    const film = await draw(await bench.picture(SMALL, RAMP), { fps, frames, move: 'push-in' })
    expect(expectOk(await bench.media.verify(film))).toEqual({
      ...SMALL,
      fps,
      frames,
      durationSeconds: expect.closeTo(frames / fps, 3),
      hasAudio: false,
    })
  })

  it('pushes in from the whole frame to its middle', async () => {
    const still = await bench.picture({ width: 640, height: 360 }, SCENE)
    const film = await draw(still, { move: 'push-in', frames: 24 })
    const cropped = (zoom: number) => {
      const [width, height] = [Math.round(640 / zoom), Math.round(360 / zoom)]
      return sharp(still)
        .extract({ left: Math.round((640 - width) / 2), top: Math.round((360 - height) * 0.42), width, height })
        .resize(SMALL.width, SMALL.height)
        .removeAlpha()
        .raw()
        .toBuffer()
    }
    const [first, last] = [await bench.frame(film, 0, 24), await bench.frame(film, 23, 24)]
    expect(difference(first, await cropped(1))).toBeLessThan(4)
    expect(difference(last, await cropped(1.12))).toBeLessThan(4)
    expect(difference(first, await cropped(1.12))).toBeGreaterThan(6)
  })

  it.each([
    ['pan-right', RAMP, { width: 640, height: 180 }, 1],
    ['pan-left', RAMP, { width: 640, height: 180 }, -1],
    ['pan-right', RAMP, { width: 320, height: 180 }, 1],
    ['tilt-down', FALL, { width: 320, height: 640 }, 1],
    ['tilt-up', FALL, { width: 320, height: 640 }, -1],
    ['tilt-up', FALL, { width: 320, height: 180 }, -1],
  ] as const)('moves the right way: %s', async (move, svg, size, sign) => {
    const film = await draw(await bench.picture(size, svg), { move, frames: 24 })
    const [first, middle, last] = await Promise.all(
      [0, 12, 23].map(async (n) => brightness(await bench.frame(film, n, 24))),
    )
    expect(sign * ((middle ?? 0) - (first ?? 0))).toBeGreaterThan(3)
    expect(sign * ((last ?? 0) - (middle ?? 0))).toBeGreaterThan(3)
  })

  it('moves evenly between a soft start and a soft end', async () => {
    const film = await draw(await bench.picture({ width: 640, height: 180 }, RAMP), { move: 'pan-right', frames: 24 })
    const levels = await Promise.all(
      Array.from({ length: 24 }, async (_, n) => brightness(await bench.frame(film, n, 24))),
    )
    const steps = levels.slice(1).map((level, n) => level - (levels[n] ?? 0))
    const [middle, first] = [steps.slice(8, 15), steps[0] ?? 0]
    expect(Math.max(...middle) / Math.min(...middle)).toBeLessThan(1.5)
    expect(first).toBeLessThan(Math.min(...middle) / 2)
  })

  it('crops to fill, without stretching', async () => {
    const round = '<rect width="100" height="100" fill="#fff"/><circle cx="50" cy="50" r="30" fill="#000"/>'
    const film = await draw(await bench.picture({ width: 400, height: 400 }, round), {
      size: { width: 160, height: 160 },
    })
    const frame = await bench.frame(film, 6, 24, { width: 160, height: 160 })
    const dark = (x: number, y: number) => (frame[(y * 160 + x) * 3] ?? 0) < 128
    const across = Array.from({ length: 160 }, (_, x) => dark(x, 80)).filter(Boolean).length
    const down = Array.from({ length: 160 }, (_, y) => dark(80, y)).filter(Boolean).length
    expect(Math.abs(across - down)).toBeLessThanOrEqual(2)
    const wide = await draw(await bench.picture({ width: 400, height: 400 }, round))
    const corner = colourAt(await bench.frame(wide, 0, 24), SMALL, 0, 0, 0.05, 0.05)
    expect(corner[0]).toBeGreaterThan(245)
  })

  it('holds a photograph upright, as its camera noted', async () => {
    const still = bench.file('phone.jpg')
    const lying = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="160"><rect width="90" height="160" fill="#00f"/><rect width="90" height="80" fill="#f00"/></svg>`
    await sharp(Buffer.from(lying)).jpeg().withMetadata({ orientation: 6 }).toFile(still)
    expect(expectOk(await bench.media.probe(still))).toMatchObject({ width: 160, height: 90 })
    const frame = await bench.frame(await draw(still), 6, 24)
    expect(colourAt(frame, SMALL, 0.7)[0]).toBeGreaterThan(230)
    expect(colourAt(frame, SMALL, 0.1)[2]).toBeGreaterThan(230)
  })

  it.each([
    ['black', '#000'],
    ['white', '#fff'],
  ])('writes caption and mark legibly on %s, and nowhere else', async (_, colour) => {
    const size = { width: 480, height: 270 }
    const still = await bench.picture(size, FIELD(colour))
    const plain = await bench.frame(await draw(still, { size, frames: 2 }), 1, 24, size)
    const words = { caption: `it's 100% \\n 'so': [x]; %{pts} <b>&amp;`, mark: 'PREVIZ' }
    const titled = await bench.frame(await draw(still, { size, frames: 2, ...words }), 1, 24, size)
    const spread = (left: number, top: number, width: number, height: number) => {
      const levels: number[] = []
      for (let y = Math.round(top * 270); y < (top + height) * 270; y++)
        for (let x = Math.round(left * 480); x < (left + width) * 480; x++) levels.push(titled[(y * 480 + x) * 3] ?? 0)
      return Math.max(...levels) - Math.min(...levels)
    }
    expect(spread(0.2, 0.8, 0.6, 0.12)).toBeGreaterThan(150)
    expect(spread(0.85, 0.02, 0.14, 0.08)).toBeGreaterThan(120)
    const middle = (p: Buffer) => p.subarray(0.2 * 270 * 480 * 3, 0.55 * 270 * 480 * 3)
    expect(difference(middle(titled), middle(plain))).toBeLessThan(1)
  })

  it('takes a caption of emoji alone as none', async () => {
    const still = await bench.picture(SMALL, FIELD('#456'))
    const [plain, emoji] = [await draw(still), await draw(still, { caption: '🎬🏮 👨‍👩‍👧 🇫🇮' })]
    expect(difference(await bench.frame(plain, 5, 24), await bench.frame(emoji, 5, 24))).toBe(0)
  })

  it('refuses what is no picture, and one cut short', async () => {
    const order = { size: SMALL, fps: 24, frames: 4, move: 'static', caption: null, mark: null } as const
    const film = await bench.clip(FIELD('red'), { fps: 24, frames: 4 })
    const torn = bench.file('torn.jpg')
    const whole = await sharp(await bench.picture({ width: 300, height: 300 }, SCENE))
      .jpeg()
      .toBuffer()
    await sharp(whole).toFile(bench.file('whole.jpg'))
    const { writeFile } = await import('node:fs/promises')
    await writeFile(torn, whole.subarray(0, whole.length / 2))
    for (const still of [film, torn, bench.file('missing.png')]) {
      const result = await bench.media.animatic({ ...order, still, out: bench.file('no.mp4') })
      expect(result).toMatchObject({ ok: false, failure: { type: 'file-corrupt' } })
    }
  })
})
