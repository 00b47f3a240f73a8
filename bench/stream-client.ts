/** The other end of the bench of large files: sends one, or takes one, and prints its id or its length. */
import http from 'node:http'
import process from 'node:process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DEFAULT_PROJECT } from '../src/domain/ids.ts'
import { WAV_HEADER_BYTES, wavHeader } from './wav.ts'

const RATE = 48_000

/** Answers the id of what was kept. */
async function upload(url: string, bytes: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>()
  const request = http.request(
    `${url}/api/projects/${DEFAULT_PROJECT}/assets?name=noise.wav`,
    { method: 'POST', headers: { 'content-type': 'audio/wav', 'content-length': bytes } },
    resolve,
  )
  request.on('error', reject)
  await pipeline(Readable.from(wav(bytes)), request)
  let text = ''
  for await (const chunk of await promise) text += String(chunk)
  return (JSON.parse(text) as { id: string }).id
}

async function download(url: string): Promise<number> {
  let bytes = 0
  for await (const chunk of (await fetch(url)).body ?? []) bytes += chunk.length
  return bytes
}

/** Stereo of 16 bits: a quiet saw, so that it is no run of zeros. */
function* wav(bytes: number): Generator<Buffer> {
  yield wavHeader({ dataBytes: bytes - WAV_HEADER_BYTES, rate: RATE, channels: 2 })
  const block = Buffer.alloc(64 * 1024)
  for (let i = 0; i < block.length; i += 2) block.writeInt16LE(i % 2000, i)
  for (let left = bytes - WAV_HEADER_BYTES; left > 0; left -= block.length)
    yield block.subarray(0, Math.min(left, block.length))
}

const [, , verb, url = '', bytes = '0'] = process.argv
process.stdout.write(`${verb === 'upload' ? await upload(url, Number(bytes)) : await download(url)}\n`)
