/** A previz is found as long as its process lives, and what a dead one left is removed. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { thisProcess } from '../../adapters/vault/left-over.ts'
import { findPreviz, isPreviz, openPrevizHome } from '../../bin/previz-homes.ts'
import { answering } from './answering.ts'

function makeRoot(): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'nora-homes-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  return root
}

function died(root: string, name: string, url: string): void {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  mkdirSync(path.join(root, name, 'input'), { recursive: true })
  writeFileSync(path.join(root, `${name}.json`), JSON.stringify({ ...thisProcess(), pid, url }))
}

test('two of one home have names of their own and find each other until they withdraw', async () => {
  const root = makeRoot()
  await using server = await answering()
  const [a, b] = [await openPrevizHome(root), await openPrevizHome(root)]
  expect(a.name).not.toBe(b.name)
  expect(isPreviz(a.name)).toBe(true)
  expect(await findPreviz(root, a.name)).toBeNull()
  await a.announce(server.url)
  expect(await findPreviz(root, a.name)).toBe(server.url)
  await a.withdraw()
  expect(await findPreviz(root, a.name)).toBeNull()
})

test('one whose process died is not found, and its folder goes at the next start; that of a living one stays', async () => {
  const root = makeRoot()
  await using server = await answering()
  const lives = await openPrevizHome(root)
  mkdirSync(lives.folder)
  await lives.announce(server.url)
  died(root, 'previz-dead00', server.url)
  mkdirSync(path.join(root, '4711'))
  expect(await findPreviz(root, 'previz-dead00')).toBeNull()
  const next = await openPrevizHome(root)
  expect(readdirSync(root).sort()).toEqual([lives.name, `${lives.name}.json`, `${next.name}.json`].sort())
  expect(existsSync(next.folder)).toBe(false)
})

test('one whose number another program has by now is not found', async () => {
  const root = makeRoot()
  const server = await answering()
  const home = await openPrevizHome(root)
  await home.announce(server.url)
  await server[Symbol.asyncDispose]()
  expect(await findPreviz(root, home.name)).toBeNull()
  expect(await findPreviz(root, '../../etc/passwd')).toBeNull()
})
