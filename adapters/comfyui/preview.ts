/** Finds the picture in a binary message of the socket: what the sampler has drawn so far. */
import { z } from 'zod'
import { parseJson } from './json.ts'

export type Preview = {
  /** Null when the server does not say: then it is of whatever prompt runs. */
  readonly promptId: string | null
  readonly image: Uint8Array
  readonly mime: 'image/jpeg' | 'image/png'
}

/** The kinds of message, each begun by a number of four bytes. */
const PLAIN = 1
const WITH_METADATA = 4
/** The server's own are a few hundred pixels wide. */
const MOST_BYTES = 8 * 1024 * 1024

const zMetadata = z.object({ prompt_id: z.string() })

/** Null for other kinds, and for what only looks like one: VideoHelperSuite puts its own header before its pictures. */
export function parsePreview(data: unknown): Preview | null {
  if (!(data instanceof ArrayBuffer) || data.byteLength < 12 || data.byteLength > MOST_BYTES) return null
  const view = new DataView(data)
  const kind = view.getUint32(0)
  if (kind === PLAIN) return withMime(null, new Uint8Array(data, 8))
  if (kind !== WITH_METADATA) return null
  const length = view.getUint32(4)
  if (length > data.byteLength - 8) return null
  const about = zMetadata.safeParse(parseJson(Buffer.from(data, 8, length).toString()))
  return about.success ? withMime(about.data.prompt_id, new Uint8Array(data, 8 + length)) : null
}

/** The bytes say what they are, whatever the header says. */
function withMime(promptId: string | null, image: Uint8Array): Preview | null {
  if (image[0] === 0xff && image[1] === 0xd8) return { promptId, image, mime: 'image/jpeg' }
  return image[0] === 0x89 && image[1] === 0x50 ? { promptId, image, mime: 'image/png' } : null
}
