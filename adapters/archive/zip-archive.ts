/** Archives as zip files, streamed by yazl: each entry is opened when its turn comes, and read as fast as the reader reads. */
import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Archive, ArchiveEntry } from '../../src/ports/archive.ts'

export const createZipArchive = (): Archive => ({ pack })

/** A file for everybody to read, for programs that heed it. */
const FILE_MODE = 0o100644

async function* pack(entries: readonly ArchiveEntry[]): AsyncGenerator<Uint8Array, void, void> {
  const zip = new ZipFile()
  const output = zip.outputStream.pipe(new PassThrough())
  const opened: Readable[] = []
  zip.on('error', (error: Error) => output.destroy(error))
  for (const { name, at, squeeze, bytes, read } of entries)
    zip.addReadStreamLazy(name, { mtime: at, mode: FILE_MODE, compress: squeeze, size: bytes }, (give) => {
      const file = Readable.from(read(), { objectMode: false })
      file.on('error', (error) => output.destroy(error))
      opened.push(file)
      give(null, file)
    })
  zip.end()
  try {
    for await (const chunk of output) yield chunk as Buffer
  } finally {
    // A reader who leaves early closes the file that is being read.
    opened.at(-1)?.destroy()
  }
}
