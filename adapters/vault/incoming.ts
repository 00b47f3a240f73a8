/** How a stream becomes a file on disk with its digest, in one pass, never larger than allowed. */
import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { VaultFailure } from '../../src/ports/vault.ts'

export type Incoming = {
  readonly sha256: string
  readonly bytes: number
  /** Every byte is UTF-8 and none is NUL. */
  readonly isText: boolean
}

/** Leaves an incomplete file behind when it fails; the caller removes it. */
export async function writeIncoming(
  path: string,
  source: AsyncIterable<Uint8Array>,
  o: { readonly name: string; readonly maxBytes: number; readonly signal?: AbortSignal },
): Promise<Result<Incoming, VaultFailure>> {
  await using file = await open(path, 'wx')
  const hash = createHash('sha256')
  const text = createTextCheck()
  let bytes = 0
  for await (const chunk of source) {
    o.signal?.throwIfAborted()
    bytes += chunk.byteLength
    if (bytes > o.maxBytes) return fail({ type: 'file-too-large', name: o.name, maxBytes: o.maxBytes })
    hash.update(chunk)
    text.add(chunk)
    await writeAll(file, chunk)
  }
  o.signal?.throwIfAborted()
  if (bytes === 0) return fail({ type: 'file-empty', name: o.name })
  await file.sync()
  return ok({ sha256: hash.digest('hex'), bytes, isText: text.done() })
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength;) at += (await file.write(chunk, at)).bytesWritten
}

/** Costs nothing after the first byte that is not text. */
function createTextCheck() {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let holds = true
  const check = (chunk: Uint8Array | null) => {
    if (!holds) return
    try {
      const decoded = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
      holds = !decoded.includes('\0')
    } catch {
      holds = false
    }
  }
  return {
    add: (chunk: Uint8Array) => check(chunk),
    done() {
      check(null)
      return holds
    },
  }
}
