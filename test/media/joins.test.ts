/** Does a film come from one shot into the next as it was told, without getting a frame longer? */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Finish, PLAIN_FINISH } from '../../src/domain/shot.ts'
import { type Bench, colourAt, createBench, expectOk, FIELD, SMALL } from './bench.ts'

describe('transitions', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await createBench()
  })
  afterAll(() => bench.close())

  /** Red, green and blue, a second each, and the colour of each frame asked for. */
  async function film(finishes: readonly Partial<Finish>[], frames: readonly number[], label: string | null = null) {
    const out = bench.file('film.mp4')
    const sources = []
    for (const [at, finish] of finishes.entries()) {
      const path = await bench.clip(FIELD(['#f00', '#0f0', '#00f'][at] ?? '#fff'), { frames: 24, fps: 24 })
      sources.push({ path, durationFrames: 24, finish: { ...PLAIN_FINISH, ...finish }, label })
    }
    const cut = expectOk(await bench.media.cut({ sources, size: SMALL, fps: 24, voiceover: null, music: null, out }))
    expect(cut.frames).toBe(24 * finishes.length)
    const seen = []
    for (const n of frames) seen.push(colourAt(await bench.frame(out, n, 24), SMALL))
    return seen
  }

  it('dissolves around the cut, half of it on each side', async () => {
    const [plain, early, before, after, late, whole] = await film(
      [{}, { transition: 'dissolve' }],
      [17, 18, 23, 24, 29, 30],
    )
    expect(plain?.[0]).toBeGreaterThan(240)
    expect(early?.[0]).toBeGreaterThan(220)
    for (const middle of [before, after]) {
      expect(middle?.[0]).toBeGreaterThan(90)
      expect(middle?.[1]).toBeGreaterThan(90)
    }
    expect(before?.[0]).toBeGreaterThan(after?.[0] ?? 255)
    expect(late?.[1]).toBeGreaterThan(220)
    expect(whole?.[0]).toBeLessThan(12)
  })

  it('fades through black between shots, from black at the start, to black at the end', async () => {
    const seen = await film(
      [{ transition: 'fade' }, { transition: 'fade' }, { fadeOut: true }],
      [0, 6, 12, 21, 23, 24, 27, 30, 47, 48, 65, 71],
    )
    const light = seen.map((rgb) => Math.round(Math.max(...rgb) / 25.5) / 10)
    expect(light).toEqual([0, 0.5, 1, expect.closeTo(0.3, 0), 0, 0, 0.5, 1, 1, 1, 0.5, 0])
  })

  it('leaves a cut, and what no shot comes before, as it is', async () => {
    const seen = await film([{ transition: 'dissolve' }, { fadeOut: true }, {}], [0, 23, 24, 47, 71])
    for (const rgb of seen) expect(Math.max(...rgb)).toBeGreaterThan(240)
  })
})
