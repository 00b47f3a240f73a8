/** Is everything that a brief wants of its film made of the same cut, shown with it, and kept? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import type { App } from '../../bin/build.ts'
import type { Asset } from '../../src/domain/asset.ts'
import { openThread, tell } from '../../src/words/thread.ts'
import { silent } from '../support/silent-log.ts'
import { ask, atRest, createStudio, inFull, SMALL, type Studio, taken, until } from '../support/studio.ts'

let studio: Studio
let app: App
const media = createMedia({ log: silent })
beforeAll(async () => {
  studio = await createStudio()
  app = await studio.open()
  await app.work()
})
afterAll(async () => {
  await media.stop()
  await studio.close()
})

async function seen(asset: Asset) {
  await using file = await app.vault.local(asset.storageKey)
  const verified = await media.verify(file.path)
  if (!verified.ok) throw new Error(verified.failure.reason)
  const { width, height, frames, hasAudio } = verified.value
  return [asset.name.replace(/^.*_v/, 'v'), asset.mime, `${width}x${height}`, frames, hasAudio]
}

test('shapes and containers of one cut are delivered with the film', async () => {
  const brief = await taken(app, 'A kite over a harbour. 1 second, one shot', {
    ...SMALL,
    deliverables: ['9:16 without sound', 'film', 'mov', 'square cropped'],
  })
  const log = await until(app, brief.id, atRest)
  const { deliveries, brief: done } = await inFull(app, brief.id)
  const [delivery] = deliveries
  const outputs = await Promise.all(
    done.outputAssetIds.map(async (id) => {
      const asset = await app.nora.readAsset(id)
      if (!asset.ok) throw new Error('no such asset')
      expect(asset.value.category).toBe('ai_short')
      return asset.value
    }),
  )
  expect(await Promise.all(outputs.map(seen))).toEqual([
    ['v01.mp4', 'video/mp4', '256x144', 12, false],
    ['v01_9x16_silent.mp4', 'video/mp4', '144x256', 12, false],
    ['v01.mov', 'video/quicktime', '256x144', 12, false],
    ['v01_1x1.mp4', 'video/mp4', '192x192', 12, false],
  ])
  expect(delivery?.variants.map((v) => v.assetId)).toEqual(done.outputAssetIds.slice(1))
  const delivered = log.map((e) => e.event).find((e) => e.type === 'Delivered')
  if (delivered === undefined) throw new Error('not delivered')
  expect(delivered).toMatchObject({ variants: delivery?.variants })
  const [card] = tell(openThread(brief), delivered).posts
  expect(card?.files.map((f) => f.assetId)).toEqual(done.outputAssetIds)
})

test('what cannot be made is refused in its own words', async () => {
  expect(await ask(app, 'A kite', { ...SMALL, deliverables: ['mov', 'a DCP'] })).toMatchObject({
    ok: false,
    failure: { type: 'deliverable-unknown', given: 'a DCP' },
  })
})
