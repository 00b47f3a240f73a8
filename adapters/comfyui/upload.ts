/** Puts a file into a host's input folder, under a name made of its hash. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { HostFailure } from '../../src/domain/failure.ts'
import { fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import { MINUTE } from '../../src/domain/time.ts'
import type { GpuHost } from '../../src/ports/gpu-host.ts'
import { hostDown, unexpected } from './failures.ts'
import type { Answer, Http } from './http.ts'
import { zUploaded } from './messages.ts'

const FOLDER = 'nora'

type Staged = Result<string, HostFailure>
type File = Parameters<GpuHost['stage']>[0]

/** A connection that was kept open may be closed by the host just as we use it; the same bytes twice are harmless. */
const TRIES = 2

export function createUpload(host: string, http: Http) {
  /** sha256 and extension → what the host answered, or will: the same bytes travel once in this process's life. */
  const known = new Map<string, Promise<Staged>>()

  async function send(file: File, name: string): Promise<Staged> {
    let reason = ''
    for (let tries = 0; tries < TRIES; tries++) {
      const form = await multipart(file.path, name)
      const asked = await http.ask('/api/upload/image', {
        method: 'POST',
        ...form,
        signal: file.signal,
        // It answers when it has written all of it.
        patienceMs: 5 * MINUTE,
      })
      if (asked.answered) return read(asked.answer)
      reason = asked.reason
    }
    return fail(hostDown(host, reason))
  }

  function read(answer: Answer): Staged {
    if (answer.status === 413) return fail(tooLarge(host))
    const uploaded = zUploaded.safeParse(answer.json)
    if (answer.status !== 200 || !uploaded.success) return fail(unexpected(host, answer))
    // Its name counts, not ours: it renames when another file has that name.
    const { name: given, subfolder } = uploaded.data
    const staged = subfolder === '' ? given : `${subfolder}/${given}`
    return /\\|\0|(?:^|\/)\.\.(?:\/|$)|^\//.test(staged)
      ? fail({ type: 'bad-output', host, reason: `it calls the uploaded file ${JSON.stringify(staged)}` })
      : ok(staged)
  }

  return {
    async stage(file: File): Promise<Staged> {
      const extension = /^\.?([a-z0-9]{1,8})$/i.exec(file.extension)?.[1]?.toLowerCase() ?? 'bin'
      const name = `${file.sha256.slice(0, 16)}.${extension}`
      if (!/^[0-9a-f]{16}\./.test(name)) throw new Error(`not a sha256: ${file.sha256}`)
      const key = `${file.sha256}.${extension}`
      // Another shot may be sending the same file; if it gives up, this one sends it.
      for (let other = known.get(key); other !== undefined; other = known.get(key)) {
        const staged = await other.catch(() => null)
        if (staged?.ok) return staged
        file.signal?.throwIfAborted()
        if (known.get(key) === other) known.delete(key)
      }
      const sending = send(file, name)
      known.set(key, sending)
      return sending
    },

    /** For when the host says that a file is not there: somebody emptied its folder. */
    forget: () => known.clear(),
  }
}

const tooLarge = (host: string): HostFailure => ({
  type: 'node-failed',
  host,
  node: 'upload',
  message: 'the file is larger than it takes, raise its --max-upload-size',
})

/** Streamed with its length told ahead: footage of gigabytes never lies in memory. `name` needs no quoting. */
async function multipart(path: string, name: string) {
  const { size } = await stat(path)
  const boundary = `nora-${crypto.randomUUID()}`
  const part = (head: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${value}\r\n`
  const before = Buffer.from(
    part('name="type"', 'input') +
      part('name="subfolder"', FOLDER) +
      `--${boundary}\r\ncontent-disposition: form-data; name="image"; filename="${name}"\r\n` +
      'content-type: application/octet-stream\r\n\r\n',
  )
  const after = Buffer.from(`\r\n--${boundary}--\r\n`)
  async function* bytes() {
    yield before
    yield* createReadStream(path)
    yield after
  }
  return {
    body: Readable.from(bytes(), { objectMode: false }),
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(before.length + size + after.length),
    },
  }
}
