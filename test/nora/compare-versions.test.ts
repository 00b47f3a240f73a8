/** Does a person see on one sheet what a revision changed, added and dropped, and nothing of what stayed? */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Asset } from '../../src/domain/asset.ts'
import { comparisonId, differingShots } from '../../src/domain/compare-plans.ts'
import { createCompareVersions } from '../../src/nora/compare-versions.ts'
import { colourAt, expectOk } from '../media/bench.ts'
import { SIZE, type Shelf, stockShelf } from './studio-shelf.ts'

let shelf: Shelf
let compare: ReturnType<typeof createCompareVersions>
beforeAll(async () => {
  shelf = await stockShelf()
  compare = createCompareVersions({ ...shelf, media: shelf.bench.media, clock: { now: () => new Date() } })
})
afterAll(() => shelf.close())

async function sheet(before: number, after: number): Promise<Asset> {
  const asset = expectOk(await compare({ briefId: shelf.brief.id, before, after }))
  if (asset === null) throw new Error('they show the same')
  return asset
}

test('the shots that differ, in the order of the later version; dropped ones last', () => {
  const [first, second] = shelf.plans
  const say = (s: { caption: string } | null) => s?.caption.split(' ')[1] ?? null
  const pairs = differingShots(first, second).map((p) => [say(p.before), say(p.after)])
  expect(pairs).toEqual([
    ['green', 'green'],
    ['red', 'red'],
    [null, 'yellow'],
    [null, 'grey'],
    ['blue', null],
  ])
  const moved = { ...first, shots: first.shots.toReversed().map((s, index) => ({ ...s, index, locked: true })) }
  expect(differingShots(first, moved)).toEqual([])
})

test('each row shows the old and the new as the film shows them, and empty cells where there is none', async () => {
  const asset = await sheet(1, 2)
  expect(asset).toMatchObject({
    category: 'storyboard',
    mime: 'image/jpeg',
    name: 'lantern-the-möwe_v01_beside_v02.jpg',
  })
  await using file = await shelf.vault.local(asset.storageKey)
  const { data, info } = await sharp(file.path).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  expect(asset).toMatchObject({ width: info.width, height: info.height })
  const cell = { width: 480, height: (480 * SIZE.height) / SIZE.width }
  const row = (info.height - 24) / 5
  const seen = (column: number, n: number) =>
    colourAt(
      data,
      info,
      (24 + column * 504 + 200) / info.width,
      (24 + n * row + cell.height / 2 - 20) / info.height,
      80 / info.width,
      40 / info.height,
    )
  const [green, darker] = [seen(0, 0), seen(1, 0)]
  expect(green[1] - green[0]).toBeGreaterThan(90)
  // Only its finish is another.
  expect(darker[1]).toBeLessThan(green[1] - 40)
  const [red, purple] = [seen(0, 1), seen(1, 1)]
  expect(red[0] - red[2]).toBeGreaterThan(200)
  expect(purple[2] - purple[1]).toBeGreaterThan(90)
  const yellow = seen(1, 2)
  expect(Math.min(yellow[0], yellow[1]) - yellow[2]).toBeGreaterThan(200)
  expect(seen(0, 4)[2]).toBeGreaterThan(200)
  for (const [r, g, b] of [seen(0, 2), seen(0, 3), seen(1, 3), seen(1, 4)]) {
    expect(Math.max(r, g, b)).toBeLessThan(45)
    expect(Math.min(r, g, b)).toBeGreaterThan(20)
  }
})

test('the same sheet is kept once, also for two who ask at one moment; the other way round is another', async () => {
  const all = await Promise.all([sheet(2, 1), sheet(2, 1), sheet(1, 2)])
  const [backwards, again, forwards] = all.map((a) => a.id)
  expect(again).toBe(backwards)
  expect(forwards).not.toBe(backwards)
  const kept = await shelf.store.assets(shelf.brief.projectId, { limit: 50 })
  expect(kept.items.filter((a) => a.name.includes('beside'))).toHaveLength(2)
  // A take that comes later is another sheet.
  expect(comparisonId(shelf.brief.id, 1, 2, [null])).not.toBe(comparisonId(shelf.brief.id, 1, 2, [backwards ?? null]))
})

test('versions that show the same need no sheet, and unknown ones are named', async () => {
  const { brief } = shelf
  expect(await compare({ briefId: brief.id, before: 2, after: 2 })).toEqual({ ok: true, value: null })
  expect(await compare({ briefId: brief.id, before: 1, after: 9 })).toMatchObject({
    failure: { type: 'version-unknown', version: 9, newest: 2 },
  })
  expect(await compare({ briefId: shelf.newId('brief'), before: 1, after: 2 })).toMatchObject({
    failure: { type: 'brief-unknown' },
  })
})
