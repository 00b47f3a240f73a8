/** Any sound file as a stream of stereo samples at 48 kHz; silence after its end. */
import { FilterAPI } from 'node-av/api'
import type { Frame } from 'node-av/lib'
import { plainReason, Unreadable } from './failing.ts'
import { decodedFrames, openFootage } from './footage.ts'

export const RATE = 48_000

/** Left and right. */
export type Samples = readonly [Float32Array, Float32Array]

export type SampleReader = AsyncDisposable & { take(count: number): Promise<Samples> }

export async function openSamples(path: string): Promise<SampleReader> {
  const pieces = decode(path)
  // Opens the file, so that one without sound is refused before anything is made of it.
  let next = await pieces.next()
  if (next.done) throw new Unreadable(path, 'it has no sound')
  let used = 0
  return {
    async take(count) {
      const out: Samples = [new Float32Array(count), new Float32Array(count)]
      let filled = 0
      while (filled < count && !next.done) {
        const [left, right] = next.value
        const some = Math.min(count - filled, left.length - used)
        out[0].set(left.subarray(used, used + some), filled)
        out[1].set(right.subarray(used, used + some), filled)
        filled += some
        used += some
        if (used === left.length) {
          next = await pieces.next()
          used = 0
        }
      }
      return out
    },
    async [Symbol.asyncDispose]() {
      await pieces.return(undefined)
    },
  }
}

async function* decode(path: string): AsyncGenerator<Samples, void, void> {
  await using footage = await openFootage(path)
  if (!footage.audio) throw new Unreadable(path, 'it has no sound')
  // Left to itself the resampler takes 3 dB from mono, which most voices are.
  const spread = footage.audio.codecpar.channels === 1 ? 'pan=stereo|c0=c0|c1=c0,' : ''
  using filter = FilterAPI.create(`${spread}aresample=${RATE},aformat=sample_fmts=fltp:channel_layouts=stereo`)
  for await (const { frame } of decodedFrames(footage, footage.audio)) {
    using held = frame
    yield* toSamples(await filtered(path, filter, held))
  }
  yield* toSamples(await filtered(path, filter, null))
}

async function filtered(path: string, filter: FilterAPI, frame: Frame | null): Promise<Frame[]> {
  try {
    return await filter.processAll(frame)
  } catch (error) {
    throw new Unreadable(path, `its sound cannot be converted (${plainReason(error)})`)
  }
}

function* toSamples(frames: readonly Frame[]): Generator<Samples> {
  for (const frame of frames) {
    using held = frame
    const [left, right] = held.data ?? []
    if (left && right && held.nbSamples > 0) yield [floats(left, held.nbSamples), floats(right, held.nbSamples)]
  }
}

/** A copy, since the frame's memory goes with the frame. */
const floats = (bytes: Buffer, count: number): Float32Array =>
  new Float32Array(new Uint8Array(bytes.subarray(0, count * 4)).buffer)
