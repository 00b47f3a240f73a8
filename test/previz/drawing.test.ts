/** The pictures themselves: exact, repeatable, different from each other, never dull. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBoards } from '../../adapters/previz/boards.ts'
import { drawStill, type StillShot } from '../../adapters/previz/drawing/still.ts'
import { SUBJECT_WORDS, THINGS } from '../../adapters/previz/drawing/subject.ts'
import { PLACES, readScene, shorten } from '../../adapters/previz/drawing/words.ts'
import { FRAMINGS } from '../../src/domain/shot.ts'

const SIZE = { width: 160, height: 90 }
const SHOT: StillShot = {
  prompt: 'A paper lantern drifts over a still lake at dusk',
  seed: 4,
  framing: 'wide',
  lens: '35mm',
  reference: null,
}
const draw = async (change: Partial<StillShot> = {}, size = SIZE): Promise<Buffer> => {
  const still = await drawStill({ ...SHOT, ...change }, size)
  if (!still.ok) throw new Error(JSON.stringify(still.failure))
  return still.value
}
/** Mean difference of two pictures, of 255. */
async function apart(a: Buffer, b: Buffer): Promise<number> {
  const [x, y] = await Promise.all([a, b].map((p) => sharp(p).removeAlpha().raw().toBuffer()))
  return x!.reduce((sum, v, i) => sum + Math.abs(v - y![i]!), 0) / x!.length
}

describe('a composed frame', () => {
  test('is the same each time', async () => {
    expect(Buffer.compare(await draw(), await draw())).toBe(0)
  })
  test.each([
    ['framing', { framing: 'close-up' }],
    ['seed', { seed: 5 }],
    ['words', { prompt: 'A train crosses snowy mountains at dawn' }],
  ] as const)('differs by %s', async (_, change) => {
    expect(await apart(await draw(), await draw(change))).toBeGreaterThan(8)
  })
  test.each(PLACES)('is neither grey nor black: %s', async (place) => {
    const stats = await sharp(await draw({ prompt: `A person, ${place}` })).stats()
    const mean = stats.channels.reduce((sum, c) => sum + c.mean, 0) / 3
    expect(mean).toBeGreaterThan(25)
    expect(mean).toBeLessThan(225)
    expect(Math.max(...stats.channels.map((c) => c.stdev))).toBeGreaterThan(18)
    const means = stats.channels.map((c) => c.mean)
    expect(Math.max(...means) - Math.min(...means)).toBeGreaterThan(4)
  })
  test.each([
    { width: 90, height: 160 },
    { width: 64, height: 64 },
    { width: 210, height: 90 },
  ])('has exactly $width × $height', async (size) => {
    const { width, height } = await sharp(await draw({}, size)).metadata()
    expect({ width, height }).toEqual(size)
  })
  test('is drawn for every framing of everything that has a name', async () => {
    for (const [i, [name]] of SUBJECT_WORDS.entries()) {
      const framing = FRAMINGS[i % FRAMINGS.length]!
      const picture = await draw({ prompt: name, framing }, { width: 64, height: 36 })
      expect((await sharp(picture).metadata()).width).toBe(64)
    }
  })
})

describe('words', () => {
  test('name what is there', () => {
    expect(readScene('A lighthouse keeper climbs the cliff in a storm at night')).toMatchObject({
      place: 'sea',
      time: 'night',
      weather: 'storm',
      subjects: ['person', 'lighthouse'],
    })
    expect(readScene('An astronaut on the moon')).toMatchObject({ place: 'space', subjects: ['astronaut'] })
  })
  test('that say nothing still give a picture to draw', () => {
    expect(readScene('').subjects).toHaveLength(1)
  })
  test('all belong to things that can be drawn, once each', () => {
    const names = SUBJECT_WORDS.map(([name]) => name)
    expect(names.toSorted()).toEqual(Object.keys(THINGS).toSorted())
  })
  test('are cut between words', () => {
    expect(shorten('one two, three four', 12)).toBe('one two…')
    expect(shorten('  one\n two ', 90)).toBe('one two')
  })
})

describe('a reference', () => {
  let folder: string
  let picture: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'previz-drawing-'))
    picture = join(folder, 'ref.jpg')
    const spot = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#f0b020' } })
      .png()
      .toBuffer()
    // A light spot off the middle of a dark picture.
    await sharp({ create: { width: 480, height: 270, channels: 3, background: '#203050' } })
      .composite([{ input: spot, left: 360, top: 170 }])
      .jpeg()
      .toFile(picture)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const bright = async (still: Buffer) => {
    const grey = await sharp(still).greyscale().raw().toBuffer()
    return grey.filter((v) => v > 120).length / grey.length
  }
  test('is shown larger the closer the shot, with what stands out in it', async () => {
    const [far, near] = [
      await bright(await draw({ reference: picture, framing: 'extreme-wide' })),
      await bright(await draw({ reference: picture, framing: 'close-up' })),
    ]
    expect(far).toBeGreaterThan(0.008)
    expect(near).toBeGreaterThan(2.5 * far)
  })
  test('that is no picture is a failure with its name', async () => {
    const bad = join(folder, 'bad.png')
    writeFileSync(bad, 'no picture')
    expect(await drawStill({ ...SHOT, reference: bad }, SIZE)).toMatchObject({
      ok: false,
      failure: { type: 'file-corrupt', name: 'bad.png' },
    })
  })
  test('or none: a board is a PNG of exactly the size asked for', async () => {
    const out = join(folder, 'board.png')
    const shot = { ...SHOT, cameraMove: 'push-in', reference: picture } as const
    expect(await createBoards().draw(shot, { width: 123, height: 77 }, out)).toEqual({ ok: true, value: undefined })
    expect(await sharp(out).metadata()).toMatchObject({ format: 'png', width: 123, height: 77 })
  })
})
