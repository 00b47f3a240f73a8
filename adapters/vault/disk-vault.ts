/** The vault as a folder: files named by their digest, written beside and moved into place whole. */
import { randomUUID } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok } from '../../src/domain/result.ts'
import { DAY } from '../../src/domain/time.ts'
import type { LocalFile, Vault } from '../../src/ports/vault.ts'
import { isGone, thisProcess } from './left-over.ts'
import { kindOfFile, readHead } from './file-kind.ts'
import { writeIncoming } from './incoming.ts'

/** Two hex digits as folder, the digest, an extension; nothing that people typed. */
const KEY = /^([0-9a-f]{2})\/(\1[0-9a-f]{62}\.[a-z0-9]{1,5})$/

export function createDiskVault({ root }: { readonly root: string }): Vault {
  const files = path.join(root, 'files')
  const work = path.join(root, 'work')
  let prepared: Promise<void> | null = null

  /** Before the first write; tried again when it failed. */
  const prepare = () =>
    (prepared ??= prepareFolders(files, work).catch((error: unknown) => {
      prepared = null
      throw error
    }))

  /** Throws for what is no key of ours: a key that reaches this was never anybody's input. */
  function placeOf(storageKey: string): string {
    if (!KEY.test(storageKey)) throw new Error(`not a storage key: ${JSON.stringify(storageKey.slice(0, 100))}`)
    return path.join(files, storageKey)
  }

  const put: Vault['put'] = async (source, o) => {
    await prepare()
    const incoming = path.join(work, nameOfOurs('in'))
    try {
      const written = await writeIncoming(incoming, source, o)
      if (!written.ok) return written
      const { sha256, bytes, isText } = written.value
      const kind = await kindOfFile(incoming, { name: o.name, isText, head: await readHead(incoming, 256) })
      if (!kind.ok) return kind
      const { mime, extension } = kind.value
      const refused = await o.inspect?.({ path: incoming, mime, bytes })
      if (refused) return fail(refused)
      o.signal?.throwIfAborted()
      const storageKey = `${sha256.slice(0, 2)}/${sha256}.${extension}`
      await moveInto(incoming, placeOf(storageKey))
      return ok({ storageKey, sha256, bytes, mime })
    } finally {
      await rm(incoming, { force: true })
    }
  }

  return {
    put,
    async putLocal(file, { name }) {
      const result = await put(createReadStream(file), { name, maxBytes: Number.MAX_SAFE_INTEGER })
      // Without an inspection only the vault's own failures are left.
      return result as Awaited<ReturnType<Vault['putLocal']>>
    },
    async *read(storageKey, range) {
      yield* createReadStream(
        placeOf(storageKey),
        range ? { start: range.start, end: range.end } : {},
      ) as AsyncIterable<Uint8Array>
    },
    size: (storageKey) => sizeOf(placeOf(storageKey)),
    async local(storageKey) {
      const place = placeOf(storageKey)
      if ((await sizeOf(place)) === null) throw new Error(`the vault does not hold ${storageKey}`)
      return { path: place, [Symbol.asyncDispose]: () => Promise.resolve() }
    },
    async remove(storageKey, { putBefore }) {
      const place = placeOf(storageKey)
      const isOld = async (file: string) => {
        const put = await changedAt(file)
        return put !== null && put < putBefore.getTime()
      }
      if (!(await isOld(place))) return false
      await prepare()
      // Out of the way first: whoever puts it from now on makes it anew, whoever did just before is seen here.
      const away = path.join(work, nameOfOurs('in'))
      await rename(place, away)
      const removed = await isOld(away)
      if (removed) await rm(away, { force: true })
      else await rename(away, place)
      return removed
    },
    async workspace(): Promise<LocalFile> {
      await prepare()
      const folder = path.join(work, nameOfOurs('space'))
      await mkdir(folder)
      return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
    },
    async check() {
      try {
        await prepare()
        const trial = path.join(work, nameOfOurs('in'))
        await writeFile(trial, 'nora')
        await rm(trial)
        return null
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
        return `The vault folder ${root} cannot be written (${code}): make it writable, or set NORA_HOME to a folder that is.`
      }
    },
  }
}

/** What lies in the work folder is named after who made it. */
function nameOfOurs(what: 'in' | 'space'): string {
  const { machine, pid } = thisProcess()
  return `${what}-${pid}@${machine}-${randomUUID()}`
}
const OURS = /^(?:in|space)-(\d+)@(.+)-[0-9a-f-]{36}$/

/** Also removes what processes that died left in the work folder; a day is longer than any work takes. */
async function prepareFolders(files: string, work: string): Promise<void> {
  await mkdir(files, { recursive: true })
  await mkdir(work, { recursive: true })
  for (const name of await readdir(work)) {
    const left = path.join(work, name)
    const changed = await stat(left).catch(() => null)
    if (!changed) continue
    const [, pid, machine] = OURS.exec(name) ?? []
    const isDead =
      pid !== undefined && machine !== undefined && isGone({ pid: Number(pid), machine, since: changed.mtimeMs })
    if (isDead || Date.now() - changed.mtimeMs > DAY) await rm(left, { recursive: true, force: true })
  }
}

async function moveInto(from: string, to: string): Promise<void> {
  const folder = path.dirname(to)
  await mkdir(folder, { recursive: true })
  await rename(from, to)
  // Windows cannot sync a folder, and keeps its own journal.
  if (process.platform === 'win32') return
  await using handle = await open(folder)
  await handle.sync()
}

const sizeOf = async (file: string): Promise<number | null> => (await factsOf(file))?.size ?? null
/** Milliseconds: when its bytes were written, which every put does anew. */
const changedAt = async (file: string): Promise<number | null> => (await factsOf(file))?.mtimeMs ?? null

async function factsOf(file: string): Promise<Stats | null> {
  try {
    return await stat(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
