/** A message with files as the form that Discord takes: its bytes are read as they go up, so that no film is held in memory. */
import { randomBytes } from 'node:crypto'
import type { ChatFile } from '../../src/ports/chat.ts'

export class MessageForm implements AsyncIterable<Uint8Array> {
  readonly contentType: string
  readonly bytes: number
  readonly #parts: readonly (Buffer | ChatFile)[]

  constructor(message: object, files: readonly ChatFile[]) {
    const boundary = `----nora-${randomBytes(16).toString('hex')}`
    this.contentType = `multipart/form-data; boundary=${boundary}`
    const part = (name: string, mime: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; ${name}\r\ncontent-type: ${mime}\r\n\r\n`
    const json = `${part('name="payload_json"', 'application/json')}${JSON.stringify(message)}\r\n`
    this.#parts = [
      Buffer.from(json),
      ...files.flatMap((file, i) => [
        Buffer.from(part(`name="files[${i}]"; filename="${quoted(file.name)}"`, file.mime)),
        file,
        Buffer.from('\r\n'),
      ]),
      Buffer.from(`--${boundary}--\r\n`),
    ]
    this.bytes = this.#parts.reduce((sum, p) => sum + (Buffer.isBuffer(p) ? p.length : p.bytes), 0)
  }

  /** Each time from its beginning, as a request that is tried again needs it. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (const part of this.#parts) {
      if (Buffer.isBuffer(part)) yield part
      else yield* part.read()
    }
  }
}

const quoted = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
