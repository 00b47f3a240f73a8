/** Takes a file off a request, as a form or as bare bytes, and hands it on as a stream. */
import { ASSET_CATEGORIES, type AssetCategory, MAX_ASSET_BYTES } from '../../src/domain/asset.ts'
import { brokenUpload, withFormFile } from './form.ts'
import { invalidInput, Refused, refused } from './problem.ts'

export type Received = {
  readonly name: string
  readonly source: AsyncIterable<Uint8Array>
  /** To be asked when `source` has ended: a form may name it after the file. Null when nobody said. */
  readonly category: () => AssetCategory | null
  readonly signal: AbortSignal
}

export type Upload = {
  readonly contentType: string
  /** Null where the client does not know it beforehand. */
  readonly contentLength: number | null
  readonly body: AsyncIterable<Uint8Array>
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal
}

/** What the address says about the file. */
export type SaidOutside = { readonly name: string | null; readonly category: AssetCategory | null }

/** A form has boundaries and fields around its file. */
const FORM_BYTES = 64 * 1024

/** `keep` reads the file; what is wrong with the upload itself is thrown as `Refused`, whatever `keep` made of it. */
export async function receive<T>(
  { contentType, contentLength, body, signal }: Upload,
  outside: SaidOutside,
  keep: (file: Received) => Promise<T>,
): Promise<T> {
  const isForm = /^multipart\/form-data\b/i.test(contentType)
  if (!isForm && !/^(?:image|video|audio|text)\/|^application\/octet-stream\b/i.test(contentType))
    throw new Refused(415, {
      code: 'unsupported-media-type',
      message:
        'The body is of the wrong kind: send a multipart/form-data form with "file", or the bytes of the file with its own Content-Type.',
      details: {},
    })
  // Said at once where the length is known; the vault counts as well.
  if ((contentLength ?? 0) > MAX_ASSET_BYTES + (isForm ? FORM_BYTES : 0))
    throw refused({ type: 'file-too-large', name: outside.name ?? 'file', maxBytes: MAX_ASSET_BYTES })

  let broken: Refused | null = null
  /** Remembers what broke, so that the answer says it and not what became of it further in. */
  async function* watched(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* source
    } catch (error) {
      broken = error instanceof Refused ? error : brokenUpload()
      throw broken
    }
  }
  try {
    if (!isForm) {
      const name = named(outside.name)
      return await keep({ name, source: watched(body), category: () => outside.category, signal })
    }
    return await withFormFile(contentType, body, ({ fileName, before, fields, bytes }) => {
      const name = named(before.name ?? outside.name ?? fileName)
      const category = () => (fields.category === undefined ? outside.category : categoryOf(fields.category))
      async function* checked(): AsyncGenerator<Uint8Array> {
        yield* bytes
        category()
        if (fields.name !== before.name) throw invalidInput([{ path: 'name', message: 'put it before the file' }])
      }
      return keep({ name, source: watched(checked()), category, signal })
    })
  } catch (error) {
    throw broken ?? (signal.aborted ? brokenUpload() : error)
  }
}

function named(name: string | null): string {
  if (name !== null && name !== '') return name.toWellFormed()
  throw invalidInput([{ path: 'name', message: 'is missing: say how the file is called, such as name=harbour.jpg' }])
}

function categoryOf(text: string): AssetCategory {
  const category = ASSET_CATEGORIES.find((one) => one === text)
  if (category !== undefined) return category
  throw invalidInput([{ path: 'category', message: `must be one of ${ASSET_CATEGORIES.join(', ')}` }])
}
