/** Is what was given for a form kept with its files for a day, and nothing of it after that but what became an asset? */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createDiskVault } from '../../adapters/vault/disk-vault.ts'
import { SourceLost } from '../../src/domain/failure.ts'
import { DAY, HOUR } from '../../src/domain/time.ts'
import { createDrafts } from '../../src/nora/drafts.ts'
import { createSweep } from '../../src/nora/sweep.ts'
import { createHandJobs } from '../fakes/hand-jobs.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { anAsset, aProject } from '../support/nouns.ts'
import { silent } from '../support/silent-log.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-drafts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const of = async function* (text: string) {
  yield Buffer.from(text)
}
const read = async (source: AsyncIterable<Uint8Array> | null) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of source ?? []) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('kept for a day, then gone with its files', async () => {
  // The disk tells when a file was put.
  let ms = Date.now()
  const clock = { now: () => new Date(ms) }
  const jobs = createHandJobs(() => ms)
  const store = createMemoryStore(jobs)
  const vault = createDiskVault({ root: folder })
  const drafts = createDrafts({ store, vault, clock })
  await drafts.keepDraft('d1', { text: 'A lake' })
  expect(await drafts.keepDraftFile('d1', 'a', { name: 'a.txt', source: of('A lake at dawn.') })).toBe(true)
  expect(await drafts.keepDraftFile('d1', 'b', { name: 'b.txt', source: of('A pier at night.') })).toBe(true)
  const lost = {
    name: 'c.txt',
    source: (async function* () {
      yield Buffer.from('half of it')
      throw new SourceLost('gone')
    })(),
  }
  expect(await drafts.keepDraftFile('d1', 'c', lost)).toBe(false)
  expect(await drafts.keepDraftFile('d1', 'd', { name: 'd.mov', bytes: 3 * 1024 ** 3, source: of('') })).toBe(false)
  expect(await drafts.readDraft('d1')).toEqual({ text: 'A lake' })
  expect(await read(await drafts.draftFile('d1', 'a'))).toBe('A lake at dawn.')
  expect(await drafts.draftFile('d1', 'c')).toBeNull()
  const [first, second] = (await store.draft('d1'))!.files.map((f) => f.storageKey)
  const project = aProject()
  await store.transact(async (tx) => {
    await tx.insertProject(project)
    await tx.insertAsset(anAsset(project.id, { storageKey: second! }))
  })

  const sweep = async () => {
    await store.transact((tx) => tx.jobs.send('sweep', { tries: 0 }, {}))
    const [job] = jobs.due()
    if (job?.kind === 'sweep')
      await createSweep({ store, vault, clock, log: silent })(job, { signal: new AbortController().signal })
  }
  ms += DAY - HOUR
  await sweep()
  expect(await drafts.readDraft('d1')).not.toBeNull()
  ms += 2 * DAY
  await sweep()
  expect(await drafts.readDraft('d1')).toBeNull()
  expect([await vault.size(first!), (await vault.size(second!)) !== null]).toEqual([null, true])
})
