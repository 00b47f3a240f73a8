/** Is the zip one that other programs open, made while it is read, and let go of when the reader leaves? */
import { execFile, spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { allOf } from '../support/all-of.ts'
import { createZipArchive } from '../../adapters/archive/zip-archive.ts'
import type { ArchiveEntry } from '../../src/ports/archive.ts'

const run = promisify(execFile)
const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-zip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const archive = createZipArchive()
const MIB = 1024 * 1024
const at = new Date(Date.UTC(2026, 10, 22, 9, 30, 2))

/** Of `count` pieces; tells how many were taken, and whether it was let go of. */
function entry(name: string, count: number, o: Partial<ArchiveEntry> & { piece?: Buffer } = {}) {
  const piece = o.piece ?? Buffer.alloc(64 * 1024, name)
  const seen = { taken: 0, closed: false }
  const read = async function* () {
    try {
      for (; seen.taken < count; seen.taken++) yield piece
    } finally {
      seen.closed = true
    }
  }
  return { seen, name, bytes: count * piece.length, at, squeeze: false, read, ...o }
}

/** Not every machine has them. */
const others = ['python3', 'unzip'].every((program) => spawnSync(program, ['--help']).error === undefined)

test.skipIf(!others)(
  'another program finds every entry whole, with its name, its time and its way of being kept',
  async () => {
    const out = path.join(folder, 'a.zip')
    const entries = [
      entry('plan.json', 40, { squeeze: true }),
      entry('möwe_v01.mp4', 20),
      entry('shots/01_a-lantern.mp4', 1, { piece: Buffer.from('x') }),
      entry('empty.txt', 0),
    ]
    await pipeline(Readable.from(archive.pack(entries)), createWriteStream(out))
    const read = `
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps([[i.filename, i.file_size, i.compress_type, i.compress_size < i.file_size, list(i.date_time[:3])] for i in z.infolist()]))`
    const { stdout } = await run('python3', ['-c', read, out])
    expect(JSON.parse(stdout)).toEqual([
      ['plan.json', 40 * 65_536, 8, true, [2026, 11, 22]],
      ['möwe_v01.mp4', 20 * 65_536, 0, false, [2026, 11, 22]],
      ['shots/01_a-lantern.mp4', 1, 0, false, [2026, 11, 22]],
      ['empty.txt', 0, 0, false, [2026, 11, 22]],
    ])
    // It complains of names that its locale cannot show.
    const env = { ...process.env, LC_ALL: 'C.UTF-8' }
    expect((await run('unzip', ['-t', out], { env })).stdout).toContain('No errors detected')
  },
)

test('no more is read than the reader takes, and nothing is left open when it leaves', async () => {
  const big = entry('film.mp4', 16_384)
  const later = entry('later.mp4', 10)
  let got = 0
  for await (const chunk of archive.pack([big, later])) {
    got += chunk.length
    if (got > 4 * MIB) break
  }
  await expect.poll(() => big.seen.closed).toBe(true)
  expect(big.seen.taken * 65_536).toBeLessThan(8 * MIB)
  expect(later.seen.taken).toBe(0)
})

test('a file that cannot be read, or is not as long as it was said to be, breaks the archive off', async () => {
  const broken = entry('b.mp4', 3, {
    async *read() {
      yield Buffer.from('x')
      throw new Error('the disk is gone')
    },
  })
  await expect(allOf(archive.pack([entry('a.mp4', 3), broken]))).rejects.toThrow('the disk is gone')
  await expect(allOf(archive.pack([entry('a.mp4', 3, { bytes: 1 })]))).rejects.toThrow('unexpected number')
})

test('a name may not lead out of the archive', async () => {
  for (const name of ['../x', '/x', 'a/../../x'])
    await expect(allOf(archive.pack([entry(name, 1)]))).rejects.toThrow('path')
})
