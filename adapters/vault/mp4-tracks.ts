/** Has an MP4 file a picture track? Read from its index, wherever in the file that lies. */
import { open } from 'node:fs/promises'

/** Indexes of two-hour films are smaller. */
const MOST_INDEX_BYTES = 32 * 1024 ** 2

/** True also where the index cannot be read: then it is for the decoder to say what is wrong. */
export async function hasPictureTrack(path: string): Promise<boolean> {
  await using file = await open(path)
  const { size } = await file.stat()
  const header = Buffer.alloc(16)
  for (let at = 0; at + 8 <= size;) {
    await file.read(header, 0, 16, at)
    const short = header.readUInt32BE(0)
    const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short === 0 ? size - at : short
    if (length < 8) return true
    if (header.toString('latin1', 4, 8) === 'moov') {
      const index = Buffer.alloc(Math.min(length, size - at, MOST_INDEX_BYTES))
      await file.read(index, 0, index.length, at)
      return namesPictureHandler(index)
    }
    at += length
  }
  return true
}

/** `hdlr`, version and flags (4 bytes), predefined (4 bytes), handler type. */
function namesPictureHandler(index: Buffer): boolean {
  for (let at = index.indexOf('hdlr'); at !== -1; at = index.indexOf('hdlr', at + 4)) {
    if (index.toString('latin1', at + 12, at + 16) === 'vide') return true
  }
  return false
}
