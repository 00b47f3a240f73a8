/**
 * How a window of a picture becomes a frame: cubic, with sub-pixel windows. FFmpeg's zoompan moves by whole pixels, which
 * shakes slow moves; this takes 5 ms a frame of 768x432.
 */
import type { Size } from '../../src/domain/project.ts'
import type { Window } from './camera.ts'
import { chroma, type Planes } from './planes.ts'

/** Pixels repeated around each plane, so that no tap needs a bounds check. */
const EDGE = 3

/** Weights are whole numbers of 1/1024; lines keep 6 of the 10 bits, so that they fit 16. */
const ONE = 1024
const KEPT = 4
const DROPPED = 16
const HALF = 1 << (DROPPED - 1)
/** Sub-pixel positions told apart. */
const PHASES = 512

type Plane = Size & { readonly pixels: Uint8Array; readonly stride: number }
type Taps = { readonly first: Int32Array; readonly weights: Int16Array }

export type Resampler = (window: Window, out: Planes) => void

/** Windows are in pixels of `picture`; every `out` has the size given here. */
export function createResampler(picture: Planes, frame: Size): Resampler {
  const half = chroma(picture)
  const luma = withEdges(picture.y, picture)
  const blue = withEdges(picture.u, half)
  const red = withEdges(picture.v, half)
  const kernel = mitchellKernel()
  return (window, out) => {
    sample(kernel, luma, window, out.y, frame)
    const small = { x: window.x / 2, y: window.y / 2, width: window.width / 2, height: window.height / 2 }
    sample(kernel, blue, small, out.u, chroma(frame))
    sample(kernel, red, small, out.v, chroma(frame))
  }
}

/** Across first, then down; the four lines that a row needs stay in the nearest cache. */
function sample(kernel: Int16Array, plane: Plane, window: Window, out: Uint8Array, frame: Size): void {
  const columns = taps(kernel, window.x, window.width, frame.width, plane.width)
  const rows = taps(kernel, window.y, window.height, frame.height, plane.height)
  const clamped = new Uint8ClampedArray(out.buffer, out.byteOffset, out.byteLength)
  const lines = [0, 1, 2, 3].map(() => new Int16Array(frame.width)) as [Int16Array, Int16Array, Int16Array, Int16Array]
  let next = rows.first[0]!
  for (let row = 0; row < frame.height; row++) {
    const first = rows.first[row]!
    for (next = Math.max(next, first); next < first + 4; next++) {
      across(plane.pixels, next * plane.stride, columns, lines[(next & 3) as 0])
    }
    const a = lines[(first & 3) as 0]
    const b = lines[((first + 1) & 3) as 0]
    const c = lines[((first + 2) & 3) as 0]
    const d = lines[((first + 3) & 3) as 0]
    down(a, b, c, d, rows.weights, row * 4, clamped, row * frame.width)
  }
}

function across(pixels: Uint8Array, start: number, { first, weights }: Taps, line: Int16Array): void {
  for (let i = 0, w = 0; i < line.length; i++, w += 4) {
    const at = start + first[i]!
    line[i] =
      (Math.imul(pixels[at]!, weights[w]!) +
        Math.imul(pixels[at + 1]!, weights[w + 1]!) +
        Math.imul(pixels[at + 2]!, weights[w + 2]!) +
        Math.imul(pixels[at + 3]!, weights[w + 3]!)) >>
      KEPT
  }
}

function down(
  a: Int16Array,
  b: Int16Array,
  c: Int16Array,
  d: Int16Array,
  weights: Int16Array,
  w: number,
  out: Uint8ClampedArray,
  start: number,
): void {
  const w0 = weights[w]!
  const w1 = weights[w + 1]!
  const w2 = weights[w + 2]!
  const w3 = weights[w + 3]!
  for (let i = 0; i < a.length; i++) {
    out[start + i] =
      (Math.imul(a[i]!, w0) + Math.imul(b[i]!, w1) + Math.imul(c[i]!, w2) + Math.imul(d[i]!, w3) + HALF) >> DROPPED
  }
}

/** For each of `count` pixels: the first of four source pixels (edges counted), and their weights. */
function taps(kernel: Int16Array, start: number, length: number, count: number, side: number): Taps {
  const first = new Int32Array(count)
  const weights = new Int16Array(count * 4)
  for (let i = 0; i < count; i++) {
    const at = Math.min(side - 0.5, Math.max(-0.5, start + ((i + 0.5) * length) / count - 0.5))
    const whole = Math.floor(at)
    first[i] = whole - 1 + EDGE
    // A hair below a whole number, the difference rounds to 1: the phase after the last.
    const phase = Math.min(PHASES - 1, Math.floor((at - whole) * PHASES)) * 4
    for (let tap = 0; tap < 4; tap++) weights[i * 4 + tap] = kernel[phase + tap]!
  }
  return { first, weights }
}

/** The four weights of each phase. */
function mitchellKernel(): Int16Array {
  const kernel = new Int16Array(PHASES * 4)
  for (let phase = 0; phase < PHASES; phase++) {
    const part = (phase + 0.5) / PHASES
    for (let tap = 0; tap < 4; tap++) kernel[phase * 4 + tap] = Math.round(mitchell(part + 1 - tap) * ONE)
  }
  return kernel
}

/** Mitchell-Netravali with B = C = 1/3: equally soft at every sub-pixel position, so that fine texture does not crawl. */
function mitchell(distance: number): number {
  const x = Math.abs(distance)
  if (x < 1) return (7 * x ** 3 - 12 * x ** 2 + 16 / 3) / 6
  if (x < 2) return ((-7 / 3) * x ** 3 + 12 * x ** 2 - 20 * x + 32 / 3) / 6
  return 0
}

function withEdges(source: Uint8Array, size: Size): Plane {
  const stride = size.width + 2 * EDGE
  const pixels = new Uint8Array(stride * (size.height + 2 * EDGE))
  for (let row = -EDGE; row < size.height + EDGE; row++) {
    const from = Math.min(size.height - 1, Math.max(0, row)) * size.width
    const to = (row + EDGE) * stride
    pixels.fill(source[from]!, to, to + EDGE)
    pixels.set(source.subarray(from, from + size.width), to + EDGE)
    pixels.fill(source[from + size.width - 1]!, to + EDGE + size.width, to + stride)
  }
  return { ...size, pixels, stride }
}
