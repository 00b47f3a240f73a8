/** A vault in a folder: whole or nothing, typed by its bytes, each file under its hash. Nothing of it is synced to the disk. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileTypeFromFile } from 'file-type'
import type { Failure } from '../../src/domain/failure.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { LocalFile, Stored, Vault } from '../../src/ports/vault.ts'

const MIMES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  mp4: 'video/mp4',
  txt: 'text/plain',
}

export function createFolderVault(root: string): Vault {
  const at = (key: string) => path.join(root, key)
  const kept = (file: string): LocalFile => ({ path: file, [Symbol.asyncDispose]: async () => {} })

  async function put(
    source: AsyncIterable<Uint8Array>,
    o: Parameters<Vault['put']>[1],
  ): Promise<Result<Stored, Failure>> {
    await mkdir(root, { recursive: true })
    const part = at(`${randomUUID()}.part`)
    const out = await open(part, 'wx')
    try {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const chunk of source) {
        bytes += chunk.length
        if (bytes > o.maxBytes) return fail({ type: 'file-too-large', name: o.name, maxBytes: o.maxBytes })
        hash.update(chunk)
        await out.write(chunk)
      }
      if (bytes === 0) return fail({ type: 'file-empty', name: o.name })
      const says = MIMES[path.extname(o.name).slice(1).toLowerCase()]
      const mime = (await fileTypeFromFile(part))?.mime ?? (says === 'text/plain' ? says : null)
      if (mime === null || (says !== undefined && says !== mime))
        return fail({
          type: 'file-not-what-it-says',
          name: o.name,
          says: says ?? 'a file',
          is: mime ?? 'something else',
        })
      const wrong = await o.inspect?.({ path: part, mime, bytes })
      if (wrong !== null && wrong !== undefined) return fail(wrong)
      const sha256 = hash.digest('hex')
      await rename(part, at(sha256))
      return ok({ storageKey: sha256, sha256, bytes, mime })
    } finally {
      await out.close()
      await rm(part, { force: true })
    }
  }

  return {
    put,
    putLocal: (file, o) => put(createReadStream(file), { ...o, maxBytes: Infinity }) as ReturnType<Vault['putLocal']>,
    read: (key, range) => createReadStream(at(key), range ?? {}),
    size: (key) =>
      stat(at(key)).then(
        (s) => s.size,
        () => null,
      ),
    local: async (key) => kept(at(key)),
    async workspace() {
      const folder = at(randomUUID())
      await mkdir(folder, { recursive: true })
      return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
    },
    check: async () => null,
  }
}
