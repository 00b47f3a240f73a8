/** What every vault must do, wherever it keeps its files. */
import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Vault } from '../../src/ports/vault.ts'

export type VaultUnderTest = {
  readonly vault: Vault
  /** How many files and folders of unfinished work lie about. */
  leftovers(): Promise<number>
  close(): Promise<void>
}

const MB = 1024 ** 2
const picture = (format: 'png' | 'jpeg' | 'webp' | 'gif') =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: '#c04020' } })
    .toFormat(format)
    .toBuffer()

const text = (words: string) => Buffer.from(words)
const box = (type: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4)
  return Buffer.concat([head, body])
}
const mp4 = (handler: 'vide' | 'soun') =>
  Buffer.concat([
    box('ftyp', text('isom\0\0\u0002\0isomiso2mp41')),
    box('mdat', Buffer.alloc(64, 7)),
    box('moov', box('trak', box('mdia', box('hdlr', Buffer.alloc(8), text(handler), Buffer.alloc(13))))),
  ])
const wav = () => Buffer.concat([text('RIFF\u0024\0\0\0WAVEfmt '), Buffer.alloc(24, 1)])

async function* inPieces(bytes: Uint8Array, size = 5): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}

export function testVault(name: string, make: () => Promise<VaultUnderTest>): void {
  describe(`${name} as a vault`, () => {
    let under: VaultUnderTest
    let vault: Vault
    beforeEach(async () => {
      under = await make()
      vault = under.vault
    })
    afterEach(async () => {
      expect(await under.leftovers()).toBe(0)
      await under.close()
    })

    const put = (bytes: Uint8Array, fileName: string, maxBytes = MB) =>
      vault.put(inPieces(bytes), { name: fileName, maxBytes })
    const stored = async (bytes: Uint8Array, fileName: string) => {
      const result = await put(bytes, fileName)
      if (!result.ok) throw new Error(result.failure.type)
      return result.value
    }

    it('gives the same bytes the same key, under any name', async () => {
      const bytes = await picture('png')
      const first = await stored(bytes, 'lantern.png')
      expect(first).toEqual(await stored(bytes, 'again'))
      expect(first).toMatchObject({
        mime: 'image/png',
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })
    })

    it('reads back what was put in, whole or a range with both ends', async () => {
      const { storageKey, bytes } = await stored(text('INT. LAKE - NIGHT'), 'scene.fountain')
      expect((await all(vault.read(storageKey))).toString()).toBe('INT. LAKE - NIGHT')
      expect((await all(vault.read(storageKey, { start: 5, end: 8 }))).toString()).toBe('LAKE')
      expect(await vault.size(storageKey)).toBe(bytes)
    })

    it('knows no key that it did not give', async () => {
      const { storageKey } = await stored(text('a'), 'a.txt')
      const other = storageKey.replace(/\w{6}\./, '000000.')
      expect(await vault.size(other)).toBeNull()
      await expect(all(vault.read(other))).rejects.toThrow(other.slice(3))
      await expect(vault.local(other)).rejects.toThrow(other)
    })

    it.each(['../../etc/passwd', '/etc/passwd', 'aa/../../x.png', '', 'AA/b.png'])(
      'refuses %j as a key',
      async (key) => {
        await expect(async () => vault.size(key)).rejects.toThrow('not a storage key')
        await expect(async () => all(vault.read(key))).rejects.toThrow('not a storage key')
      },
    )

    it('never makes a path of a name', async () => {
      const { storageKey } = await stored(text('words'), '../../../../tmp/evil\0.txt')
      expect(storageKey).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{64}\.txt$/)
    })

    it('stops reading a file that is too large', async () => {
      let given = 0
      async function* endless() {
        for (;;) {
          given += 1000
          yield new Uint8Array(1000)
        }
      }
      const result = await vault.put(endless(), { name: 'big.mp4', maxBytes: 10_000 })
      expect(result).toEqual({ ok: false, failure: { type: 'file-too-large', name: 'big.mp4', maxBytes: 10_000 } })
      expect(given).toBeLessThanOrEqual(12_000)
    })

    it('takes a file of exactly the most bytes', async () => {
      expect(await put(text('12345'), 'a.txt', 5)).toMatchObject({ ok: true })
      expect(await put(text('123456'), 'a.txt', 5)).toMatchObject({ ok: false })
    })

    it('refuses an empty file', async () => {
      expect(await put(text(''), 'a.txt')).toEqual({ ok: false, failure: { type: 'file-empty', name: 'a.txt' } })
    })

    it('keeps nothing of a source that breaks off', async () => {
      async function* broken() {
        yield text('half of it')
        throw new Error('connection reset')
      }
      await expect(vault.put(broken(), { name: 'a.txt', maxBytes: MB })).rejects.toThrow('connection reset')
    })

    it('keeps nothing after an abort', async () => {
      const abort = new AbortController()
      async function* slow() {
        yield text('one')
        abort.abort(new Error('changed my mind'))
        yield text('two')
      }
      const putting = vault.put(slow(), { name: 'a.txt', maxBytes: MB, signal: abort.signal })
      await expect(putting).rejects.toThrow('changed my mind')
    })

    it('leaves a file already there as it is when the same name comes with other bytes', async () => {
      const first = await stored(text('version one'), 'notes.md')
      const second = await stored(text('version two'), 'notes.md')
      expect(first.storageKey).not.toBe(second.storageKey)
      expect((await all(vault.read(first.storageKey))).toString()).toBe('version one')
    })

    it.each([
      ['a.png', () => picture('png'), 'image/png'],
      ['a.jpg', () => picture('jpeg'), 'image/jpeg'],
      ['a.jpeg', () => picture('png'), 'image/png'],
      ['a.webp', () => picture('webp'), 'image/webp'],
      ['a.gif', () => picture('gif'), 'image/gif'],
      ['a.dat', () => picture('png'), 'image/png'],
      ['a.mp4', () => mp4('vide'), 'video/mp4'],
      ['a.m4a', () => mp4('soun'), 'audio/mp4'],
      ['voice.mp4', () => mp4('soun'), 'audio/mp4'],
      ['a.wav', () => wav(), 'audio/wav'],
      ['a.txt', () => text('BM stands for nothing here; grüße, 日本'), 'text/plain'],
      ['a.fountain', () => text('\ufeffINT. ROOM'), 'text/plain'],
      ['brief', () => text('a plain brief'), 'text/plain'],
    ])('finds that %s is %s', async (fileName, bytes, mime) => {
      expect((await stored(await bytes(), fileName)).mime).toBe(mime)
    })

    it.each([
      ['page.html', '<!DOCTYPE html><p>404', 'a web page'],
      ['page', '\n <html>', 'a web page'],
      ['logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'XML'],
      ['run.sh', '#!/bin/sh\nrm -rf /', 'a program'],
      ['run.js', 'alert(1)', 'a program'],
      ['setup.exe', 'MZ\0\0\0', 'a program'],
      ['paper.pdf', '%PDF-1.7\n', 'PDF'],
      ['what.bin', '\0\u0001\u0002', 'nothing that is known here'],
    ])('refuses %s', async (fileName, content, looksLike) => {
      expect(await put(text(content), fileName)).toEqual({
        ok: false,
        failure: { type: 'file-kind-unknown', name: fileName, looksLike },
      })
    })

    it.each([
      ['a.png', () => text('%PDF-1.7\n'), 'a picture', 'PDF'],
      ['a.png', () => text('<html><body>Log in</body></html>'), 'a picture', 'a web page'],
      ['a.mp4', () => picture('png'), 'a video', 'a picture'],
      ['a.wav', () => mp4('vide'), 'sound', 'a video'],
      ['a.jpg', () => text('hello'), 'a picture', 'text'],
      ['a.txt', () => picture('jpeg'), 'text', 'a picture'],
    ])('catches %s lying', async (fileName, bytes, says, is) => {
      expect(await put(await bytes(), fileName)).toEqual({
        ok: false,
        failure: { type: 'file-not-what-it-says', name: fileName, says, is },
      })
    })

    it('lets the caller look at the whole file before it is kept', async () => {
      const bytes = await picture('png')
      let seen = Buffer.alloc(0)
      const refused = await vault.put(inPieces(bytes), {
        name: 'a.png',
        maxBytes: MB,
        async inspect(file) {
          seen = await readFile(file.path)
          return { type: 'file-corrupt', name: 'a.png', reason: 'torn' }
        },
      })
      expect(refused).toEqual({ ok: false, failure: { type: 'file-corrupt', name: 'a.png', reason: 'torn' } })
      expect(seen.equals(bytes)).toBe(true)
      const { storageKey } = await stored(text('x'), 'x.txt')
      const sha = createHash('sha256').update(bytes).digest('hex')
      expect(await vault.size(storageKey.replace(/^.*$/, `${sha.slice(0, 2)}/${sha}.png`))).toBeNull()
    })

    it('lends local files and workspaces', async () => {
      const { storageKey } = await stored(text('words'), 'a.txt')
      {
        await using local = await vault.local(storageKey)
        expect(await readFile(local.path, 'utf8')).toBe('words')
      }
      let folder = ''
      {
        await using space = await vault.workspace()
        folder = space.path
        expect(await readdir(folder)).toEqual([])
        await writeFile(path.join(folder, 'film.txt'), 'film')
        const kept = await vault.putLocal(path.join(folder, 'film.txt'), { name: 'film.txt' })
        expect(kept).toMatchObject({ ok: true, value: { bytes: 4 } })
      }
      await expect(stat(folder)).rejects.toThrow('ENOENT')
      expect((await all(vault.read(storageKey))).toString()).toBe('words')
    })

    it('takes the same file twice at once', async () => {
      const bytes = await picture('jpeg')
      const keys = await Promise.all([stored(bytes, 'a.jpg'), stored(bytes, 'b.jpg'), stored(bytes, 'c.jpg')])
      expect(new Set(keys.map((k) => k.storageKey)).size).toBe(1)
    })

    it('removes what was put before a moment, and nothing that was put again since', async () => {
      const { storageKey } = await stored(text('old words'), 'a.txt')
      const earlier = new Date(Date.now() - 60_000)
      const later = new Date(Date.now() + 60_000)
      expect(await vault.remove(storageKey, { putBefore: earlier })).toBe(false)
      expect((await all(vault.read(storageKey))).toString()).toBe('old words')
      expect(await vault.remove(storageKey, { putBefore: later })).toBe(true)
      expect(await vault.size(storageKey)).toBeNull()
      expect(await vault.remove(storageKey, { putBefore: later })).toBe(false)
      expect((await stored(text('old words'), 'b.txt')).storageKey).toBe(storageKey)
    })

    it('says that it can be written', async () => {
      expect(await vault.check()).toBeNull()
    })
  })
}
