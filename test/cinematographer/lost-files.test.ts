/** What a shot says of a file that the vault has lost, and that it goes on once the file is back. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createDiskVault } from '../../adapters/vault/disk-vault.ts'
import { createStageFiles } from '../../src/cinematographer/stage-files.ts'
import { ok } from '../../src/domain/result.ts'
import { sayFailure } from '../../src/words/say.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { aBrief, anAsset, aPerson, aProject, aShot } from '../support/nouns.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-lost-'))
afterAll(() => rmSync(folder, { recursive: true }))

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])

test('one sentence says which file is gone; after the same file was sent again, it goes on', async () => {
  const vault = createDiskVault({ root: folder })
  const put = () =>
    vault.put(
      (async function* () {
        yield PNG
      })(),
      { name: 'lantern.png', maxBytes: 1000 },
    )
  const stored = await put()
  if (!stored.ok) throw new Error(sayFailure(stored.failure))
  const project = aProject()
  const asset = anAsset(project.id, stored.value)
  const stage = createStageFiles({
    assets: async () => [asset],
    vault,
    media: { remix: () => Promise.reject(new Error('no footage here')) },
  })
  const brief = aBrief(project, aPerson())
  const shot = aShot(0, { references: [{ assetId: asset.id, role: 'subject' }] })
  const [facts] = createWorkflows().all
  if (facts === undefined) throw new Error('no workflow')
  const lane = { stage: async () => ok('on-host.png') }
  const staged = () => stage(brief, shot, facts, lane, new AbortController().signal)

  await vault.remove(stored.value.storageKey, { putBefore: new Date(Date.now() + 60_000) })
  const lost = await staged()
  const failure = { type: 'asset-lost', assetId: asset.id } as const
  expect(lost).toEqual({ ok: false, failure })
  expect(sayFailure(failure)).toBe(
    `The file ${asset.id} is no longer in the vault: upload the same file again, or put it back, then retry.`,
  )
  await put()
  expect(await staged()).toMatchObject({ ok: true, value: { pictures: ['on-host.png'] } })
})
