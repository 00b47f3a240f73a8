/** A folder, a media process and ways to look at frames, for the tests of the media room. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { wavHeader } from '../../bench/wav.ts'
import { createMedia } from '../../adapters/media/media.ts'
import type { Size } from '../../src/domain/project.ts'
import type { Result } from '../../src/domain/result.ts'

export type Rgb = readonly [number, number, number]

export const SMALL: Size = { width: 160, height: 90 }

export async function createBench() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "nora media 'test' [1], "))
  const media = createMedia()
  let count = 0
  const file = (name: string) => path.join(folder, `${++count}-${name}`)

  return {
    folder,
    media,
    file,
    async close() {
      await media.stop()
      await rm(folder, { recursive: true })
    },
    /** A picture drawn by `svg` content on 100 x 100 units, stretched to the size. */
    async picture(size: Size, svg: string, name = 'still.png') {
      const out = file(name)
      const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 100 100" preserveAspectRatio="none">${svg}</svg>`
      await sharp(Buffer.from(drawing)).flatten().toFile(out)
      return out
    },
    /** A clip that stands still on a picture. */
    async clip(svg: string, o: { readonly frames: number; readonly fps: number; readonly size?: Size }) {
      const size = o.size ?? SMALL
      const out = file('clip.mp4')
      const still = await this.picture(size, svg)
      expectOk(await media.animatic({ still, move: 'static', caption: null, mark: null, out, ...o, size }))
      return out
    },
    /** The pixels of one frame of a film. */
    async frame(film: string, n: number, fps: number, size: Size = SMALL): Promise<Buffer> {
      const out = file('frame.png')
      expectOk(await media.poster({ path: film, atSeconds: n / fps, width: size.width, out }))
      return sharp(out).removeAlpha().raw().toBuffer()
    },
    async sound(seconds: number, at: (t: number) => number, rate = 44_100) {
      const out = file('sound.wav')
      await writeFile(out, wav(seconds, at, rate))
      return out
    },
  }
}

export type Bench = Awaited<ReturnType<typeof createBench>>

export const FIELD = (colour: string) => `<rect width="100" height="100" fill="${colour}"/>`
/** Black at the left to white at the right. */
export const RAMP = slope('x2="1" y2="0"')
export const FALL = slope('x2="0" y2="1"')

function slope(to: string): string {
  return `<defs><linearGradient id="g" x1="0" y1="0" ${to}><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient></defs><rect width="100" height="100" fill="url(#g)"/>`
}

export function expectOk<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/** Mean difference of two pictures' bytes, 0 … 255. */
export function difference(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) throw new Error(`${a.length} and ${b.length} bytes`)
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0))
  return sum / a.length
}

/** The mean colour of a part given in shares of the picture. */
export function colourAt(pixels: Uint8Array, size: Size, left = 0.4, top = 0.4, width = 0.2, height = 0.2): Rgb {
  const sum = [0, 0, 0]
  let count = 0
  for (let y = Math.floor(top * size.height); y < (top + height) * size.height && y < size.height; y++) {
    for (let x = Math.floor(left * size.width); x < (left + width) * size.width && x < size.width; x++) {
      for (const c of [0, 1, 2]) sum[c] = (sum[c] ?? 0) + (pixels[(y * size.width + x) * 3 + c] ?? 0)
      count++
    }
  }
  const [red = 0, green = 0, blue = 0] = sum.map((s) => Math.round(s / count))
  return [red, green, blue]
}

export const brightness = (pixels: Uint8Array): number => pixels.reduce((sum, p) => sum + p, 0) / pixels.length

function wav(seconds: number, at: (t: number) => number, rate: number): Buffer {
  const sound = Buffer.alloc(Math.round(seconds * rate) * 2)
  for (let i = 0; i < sound.length / 2; i++) sound.writeInt16LE(Math.round(at(i / rate) * 32_767), i * 2)
  return Buffer.concat([wavHeader({ dataBytes: sound.length, rate, channels: 1 }), sound])
}
