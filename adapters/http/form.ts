/** Reads a form with one file in it as it arrives: at no moment is more of the file in memory than one chunk. */
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { invalidInput, Refused } from './problem.ts'

const FIELDS = ['name', 'category'] as const
export type FormFields = { [F in (typeof FIELDS)[number]]?: string }

export type FormFile = {
  /** As the form names it; empty where it does not. */
  readonly fileName: string
  /** Of the fields that stand before the file. */
  readonly before: Readonly<FormFields>
  /** All of them, when `bytes` has ended. */
  readonly fields: Readonly<FormFields>
  /** Ends when the whole form has been read, and throws `Refused` when anything in it is wrong. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/** What `use` has not read when it returns is let go. */
export async function withFormFile<T>(
  contentType: string,
  body: AsyncIterable<Uint8Array>,
  use: (file: FormFile) => Promise<T>,
): Promise<T> {
  const fields: FormFields = {}
  const parser = openParser(contentType)
  const refuse = (path: string, message: string) => void parser.destroy(invalidInput([{ path, message }]))
  const arrived = Promise.withResolvers<{
    readonly fileName: string
    readonly before: FormFields
    readonly stream: Readable
  }>()

  parser.on('file', (field, stream, info) => {
    // Its errors come out of the pipeline; without a listener they would end the process.
    stream.on('error', () => {})
    if (field === 'file') arrived.resolve({ fileName: info.filename ?? '', before: { ...fields }, stream })
    else refuse(field, 'there is no such file, call the one file "file"')
  })
  parser.on('field', (field, value, info) => {
    const known = FIELDS.find((name) => name === field)
    if (field === 'file') refuse('file', 'must be a file, not a text')
    else if (known === undefined) refuse(field.slice(0, 100), 'there is no such field')
    else if (info.valueTruncated) refuse(known, 'is too long')
    else fields[known] = value
  })
  parser.on('filesLimit', () => refuse('file', 'send one file at a time'))
  parser.on('partsLimit', () => refuse('', 'the form has too many parts'))

  const letGo = new AbortController()
  const parsed = pipeline(body, parser, { signal: letGo.signal }).catch((error: unknown) => {
    throw error instanceof Refused ? error : brokenUpload()
  })
  parsed.then(() => arrived.reject(invalidInput([{ path: 'file', message: 'is missing' }])), arrived.reject)

  async function* bytes(stream: Readable): AsyncGenerator<Uint8Array> {
    try {
      yield* stream as AsyncIterable<Uint8Array>
    } finally {
      // When the form broke, this says how; when the reader stops early, it is let go below.
      if (stream.readableEnded || stream.errored !== null) await parsed
    }
  }

  try {
    const { stream, ...file } = await arrived.promise
    return await use({ ...file, fields, bytes: bytes(stream) })
  } finally {
    letGo.abort()
  }
}

function openParser(contentType: string): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      // Browsers and curl send file names as they are, in UTF-8.
      defParamCharset: 'utf8',
      limits: { files: 1, parts: 8, fieldNameSize: 100, fieldSize: 2000, headerPairs: 50 },
    })
  } catch {
    throw brokenUpload()
  }
}

export const brokenUpload = (): Refused =>
  new Refused(400, {
    code: 'broken-upload',
    message: 'The upload broke off or is no valid form: send it again.',
    details: {},
  })
