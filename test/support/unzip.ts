/** The files in a zip, by its own directory; plain and deflated ones. */
import { inflateRawSync } from 'node:zlib'

const DIRECTORY_ENTRY = 0x02014b50
const END_OF_DIRECTORY = 0x06054b50

export function unzip(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.length - 22
  if (zip.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('no zip, or one cut short')
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('a directory entry is missing')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((n) => zip.readUInt16LE(at + n))
    const name = zip.subarray(at + 46, at + 46 + (nameLength ?? 0)).toString()
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const kept = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    const file = zip.readUInt16LE(at + 10) === 0 ? kept : inflateRawSync(kept)
    if (file.length !== zip.readUInt32LE(at + 24)) throw new Error(`${name} is not as long as it says`)
    files.set(name, file)
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
  return files
}
