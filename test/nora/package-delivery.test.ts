/** Does a package hold the delivery as it was shown: its film and shots byte for byte, and an edit, a plan and a provenance that agree with them? */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createZipArchive } from '../../adapters/archive/zip-archive.ts'
import type { Asset } from '../../src/domain/asset.ts'
import { createPackageDelivery } from '../../src/nora/package-delivery.ts'
import { createReadVersions } from '../../src/nora/read-versions.ts'
import { allOf } from '../support/all-of.ts'
import { unzip } from '../support/unzip.ts'
import { expectOk } from '../media/bench.ts'
import { type Shelf, stockShelf } from './studio-shelf.ts'

let shelf: Shelf
let packageDelivery: ReturnType<typeof createPackageDelivery>
let name: string
let files: ReadonlyMap<string, Buffer>

beforeAll(async () => {
  shelf = await stockShelf()
  packageDelivery = createPackageDelivery({ ...shelf, archive: createZipArchive() })
  const made = expectOk(await packageDelivery({ briefId: shelf.brief.id, deliveryNo: 1 }))
  name = made.name
  files = unzip(await allOf(made.bytes))
})
afterAll(() => shelf.close())

function read(name: string): Buffer {
  const file = files.get(name)
  if (file === undefined) throw new Error(`there is no ${name}`)
  return file
}
const sha256 = (name: string): string => createHash('sha256').update(read(name)).digest('hex')
const SHOTS = [
  'shots/01_the-red-lantern-drifting.mp4',
  'shots/02_the-green-lantern-drifting.mp4',
  'shots/03_the-blue-lantern-drifting.mp4',
]

test('all of it is there, and nothing else', () => {
  expect(name).toBe('lantern-the-möwe_v01.zip')
  expect([...files.keys()].toSorted()).toEqual(
    [
      'plan.json',
      'provenance.json',
      'lantern-the-möwe_v01.edl',
      'lantern-the-möwe_v01.mp4',
      'lantern-the-möwe_v01.jpg',
      'lantern-the-möwe_v01_9x16.mov',
      ...SHOTS,
    ].toSorted(),
  )
})

test('film, poster, variant and clips are those of the vault', () => {
  const { film, poster, upright } = shelf.assets
  for (const asset of [film, poster, upright]) expect(sha256(asset.name)).toBe(asset.sha256)
  expect(new Set(SHOTS.map(sha256)).size).toBe(3)
})

test('the edit names the clips, trims and speeds of the film', () => {
  expect(read('lantern-the-möwe_v01.edl').toString().split('\r\n')).toEqual([
    'TITLE: Lantern: the Mowe',
    'FCM: NON-DROP FRAME',
    '',
    '001  S01T1    V     C        00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00',
    '* FROM CLIP NAME: 01_the-red-lantern-drifting.mp4',
    '',
    '002  S02T1    V     C        00:00:00:06 00:00:00:18 01:00:01:00 01:00:01:06',
    'M2   S02T1          048.0                00:00:00:06',
    '* FROM CLIP NAME: 02_the-green-lantern-drifting.mp4',
    '',
    '003  S03T1    V     C        00:00:00:00 00:00:01:00 01:00:01:06 01:00:02:06',
    '* FROM CLIP NAME: 03_the-blue-lantern-drifting.mp4',
    '',
  ])
})

test('the plan is told in seconds', () => {
  const plan = JSON.parse(read('plan.json').toString())
  expect(plan).toMatchObject({
    format: 'nora-plan',
    formatVersion: 1,
    title: 'Lantern: the Möwe',
    deliveryNo: 1,
    planVersion: 1,
    fps: 24,
    width: 160,
    height: 90,
    durationSeconds: 2.25,
  })
  expect(
    plan.shots.map((s: Record<string, unknown>) => [
      s.number,
      s.file,
      s.startSeconds,
      s.durationSeconds,
      s.renderedSeconds,
    ]),
  ).toEqual([
    [1, SHOTS[0], 0, 1, 1],
    [2, SHOTS[1], 1, 0.25, 1],
    [3, SHOTS[2], 1.25, 1, 1],
  ])
  expect(plan.shots[1].finish).toEqual({
    exposure: 0,
    temperature: 0,
    saturation: 1,
    speed: 2,
    inSeconds: 0.25,
    transition: 'cut',
    fadeOut: false,
  })
  expect(plan.shots[0]).toMatchObject({ prompt: 'red lantern', lens: '35mm', seed: 2 ** 53 - 1 })
})

test('the provenance says who asked and where each shot comes from, and gives no place away', () => {
  const text = read('provenance.json').toString()
  const provenance = JSON.parse(text)
  expect(provenance).toMatchObject({
    format: 'nora-provenance',
    askedBy: { personId: shelf.person.id, name: 'Ines Ördög' },
    askedAt: shelf.brief.createdAt.toISOString(),
    deliveredAt: shelf.delivery.createdAt.toISOString(),
  })
  expect(
    provenance.files.map((f: { role: string; file: string; sha256: string }) => [f.role, sha256(f.file) === f.sha256]),
  ).toEqual([
    ['film', true],
    ['poster', true],
    ['variant', true],
  ])
  for (const [i, shot] of provenance.shots.entries()) {
    expect(shot).toMatchObject({
      number: i + 1,
      negative: 'blur',
      seed: 2 ** 53 - 1,
      workflow: 'ipadapter-animatic',
      models: { checkpoint: 'dream.safetensors' },
      take: { number: 1, host: 'gpu-1:8188', gpuSeconds: 1.5, file: SHOTS[i], sha256: sha256(SHOTS[i] ?? '') },
    })
  }
  expect(text).not.toMatch(/storageKey|payload|KSampler|nora-shelf|\/tmp/)
})

test('an old delivery stays as it was, and the newest is meant when none is named', async () => {
  const { store, brief, delivery, assets } = shelf
  const next = { ...delivery, id: shelf.newId('delivery'), number: 2, planVersion: 2, variants: [] }
  await store.transact((tx) => tx.insertDelivery(next))
  const versions = expectOk(await createReadVersions({ store })(brief.id))
  expect(versions.map((v) => [v.plan.version, v.takes.length, v.deliveries.map((d) => d.number)])).toEqual([
    [1, 3, [1]],
    [2, 2, [2]],
  ])
  const newest = expectOk(await packageDelivery({ briefId: brief.id, deliveryNo: null }))
  const again = unzip(await allOf(newest.bytes))
  expect(newest.name).toBe('lantern-the-möwe_v02.zip')
  const listed = [...again.keys()]
  // The shot that has no clip is in the plan and the edit alone.
  expect(listed.filter((n) => n.startsWith('shots/'))).toHaveLength(3)
  expect(listed).not.toContain(assets.upright.name)
  const plan = JSON.parse(again.get('plan.json')?.toString() ?? '')
  expect(plan.shots.map((s: { file: string | null }) => s.file !== null)).toEqual([true, true, true, false])
  const edl = again.get('lantern-the-möwe_v02.edl')?.toString() ?? ''
  expect(edl.match(/^\d{3} {2}S\d\dT\d/gm)).toEqual(['001  S01T1', '002  S02T2', '003  S03T1', '004  S04T0'])
})

test('what is not there is said before a byte is sent', async () => {
  const { store, brief, vault } = shelf
  const nobody = shelf.newId('brief')
  expect(await packageDelivery({ briefId: nobody, deliveryNo: null })).toMatchObject({
    failure: { type: 'brief-unknown' },
  })
  expect(await packageDelivery({ briefId: brief.id, deliveryNo: 7 })).toMatchObject({
    failure: { type: 'stale-delivery', deliveryNo: 7 },
  })
  const young = { ...brief, id: nobody }
  await store.transact((tx) => tx.insertBrief(young))
  expect(await packageDelivery({ briefId: nobody, deliveryNo: null })).toMatchObject({
    failure: { type: 'no-delivery' },
  })
  const gone = (asset: Asset) => ({
    ...vault,
    size: async (key: string) => (key === asset.storageKey ? null : vault.size(key)),
  })
  const without = (asset: Asset) =>
    createPackageDelivery({ store, vault: gone(asset), archive: createZipArchive() })({
      briefId: brief.id,
      deliveryNo: 1,
    })
  expect(await without(shelf.assets.poster)).toMatchObject({
    failure: { type: 'asset-lost', assetId: shelf.assets.poster.id },
  })
})
