import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createDiskVault } from '../../adapters/vault/disk-vault.ts'
import { testVault } from '../contracts/vault.ts'

async function makeRoot(): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), 'nora vault '))
}

testVault('a folder', async () => {
  const root = await makeRoot()
  return {
    vault: createDiskVault({ root: path.join(root, 'vault') }),
    leftovers: async () => (await readdir(path.join(root, 'vault', 'work')).catch(() => [])).length,
    close: () => rm(root, { recursive: true }),
  }
})

it('clears away at once what a process of this machine left that is dead, and nothing of one that lives', async () => {
  const root = await makeRoot()
  onTestFinished(() => rm(root, { recursive: true }))
  const work = path.join(root, 'work')
  await mkdir(work, { recursive: true })
  const id = '0a1b2c3d-0000-4000-8000-000000000000'
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const lives = [`in-${process.ppid}@${os.hostname()}-${id}`, `space-${dead}@another-machine-${id}`]
  for (const name of [...lives, `in-${dead}@${os.hostname()}-${id}`]) await writeFile(path.join(work, name), 'half')
  // What this very number left before this process began is another's: containers give the same number again.
  const earlier = path.join(work, `in-${process.pid}@${os.hostname()}-${id}`)
  await writeFile(earlier, 'half')
  const before = new Date(performance.timeOrigin - 60_000)
  await utimes(earlier, before, before)
  const vault = createDiskVault({ root })
  expect(await vault.check()).toBeNull()
  expect((await readdir(work)).sort()).toEqual(lives.sort())
})

it('clears away what dead processes left more than a day ago', async () => {
  const root = await makeRoot()
  onTestFinished(() => rm(root, { recursive: true }))
  const work = path.join(root, 'work')
  await mkdir(path.join(work, 'space-old'), { recursive: true })
  await writeFile(path.join(work, 'in-old'), 'half')
  await writeFile(path.join(work, 'in-running'), 'half')
  const longAgo = new Date(Date.now() - 25 * 3_600_000)
  await utimes(path.join(work, 'in-old'), longAgo, longAgo)
  await utimes(path.join(work, 'space-old'), longAgo, longAgo)
  expect(await createDiskVault({ root }).check()).toBeNull()
  expect(await readdir(work)).toEqual(['in-running'])
})

it('says in one sentence why it cannot be written, and works once it can', async () => {
  const root = await makeRoot()
  onTestFinished(() => rm(root, { recursive: true }))
  const blocked = path.join(root, 'vault')
  await writeFile(blocked, 'a file where the folder should be')
  const vault = createDiskVault({ root: blocked })
  expect(await vault.check()).toMatch(/^The vault folder .* cannot be written \(E(EXIST|NOTDIR)\): .*\.$/)
  await rm(blocked)
  expect(await vault.check()).toBeNull()
})
