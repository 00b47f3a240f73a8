/** Finds the part of a picture of a given shape that the eye goes to, so that a close shot of it shows something. */
import sharp from 'sharp'
import type { Size } from '../../../src/domain/project.ts'

export type Corner = { readonly left: number; readonly top: number }

/** Width at which a picture is looked at; more finds nothing better. */
const GLANCE = 96
/** Softness of the surroundings that a thing stands out from, in pixels of the glance. */
const AROUND = 9
/** What the outer parts of a window count, against its middle. */
const SURROUND = 0.25
/** How much a window at the edge of the picture loses against one in the middle. */
const PULL_TO_MIDDLE = 0.35

/** The upper left corner of the best window of size `part`, in the picture's pixels. */
export async function bestWindow(picture: Buffer, size: Size, part: Size): Promise<Corner> {
  const scale = Math.min(1, GLANCE / size.width)
  const small = {
    width: Math.max(2, Math.round(size.width * scale)),
    height: Math.max(2, Math.round(size.height * scale)),
  }
  const lab = async (softness: number): Promise<Int8Array> => {
    const pixels = await sharp(picture)
      .resize(small.width, small.height, { fit: 'fill' })
      .blur(softness)
      .removeAlpha()
      .toColourspace('lab')
      .raw({ depth: 'char' })
      .toBuffer()
    return new Int8Array(pixels.buffer, pixels.byteOffset, pixels.length)
  }
  const sums = sumTable(interest(await lab(0.8), await lab(AROUND), small), small)
  const window = {
    width: Math.min(small.width, Math.max(1, Math.round(part.width * scale))),
    height: Math.min(small.height, Math.max(1, Math.round(part.height * scale))),
  }
  const room = { x: small.width - window.width, y: small.height - window.height }
  let best = { score: -1, x: 0, y: 0 }
  for (let y = 0; y <= room.y; y++) {
    for (let x = 0; x <= room.x; x++) {
      const [w, h] = [window.width, window.height]
      const core = sums(x + w * 0.22, y + h * 0.2, w * 0.56, h * 0.6)
      const off = Math.hypot(room.x ? (2 * x) / room.x - 1 : 0, room.y ? (2 * y) / room.y - 1 : 0) / Math.SQRT2
      const score = (core + SURROUND * sums(x, y, w, h)) * (1 - PULL_TO_MIDDLE * off ** 2)
      if (score > best.score) best = { score, x, y }
    }
  }
  const place = (at: number, most: number, side: number, inner: number) =>
    most === 0 ? Math.round((side - inner) / 2) : Math.round((at / most) * (side - inner))
  return { left: place(best.x, room.x, size.width, part.width), top: place(best.y, room.y, size.height, part.height) }
}

/** Of each pixel: how much it stands out from what is around it, and how sharp an edge runs through it. */
function interest(lab: Int8Array, around: Int8Array, { width, height }: Size): Float64Array {
  const at = (x: number, y: number, c: number) => (Math.min(height - 1, y) * width + Math.min(width - 1, x)) * 3 + c
  return Float64Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    const apart = (c: number) => lab[at(x, y, c)]! - around[at(x, y, c)]!
    const odd = Math.hypot(apart(0), 1.5 * apart(1), 1.5 * apart(2))
    const here = lab[at(x, y, 0)]!
    const edge = Math.abs(here - lab[at(x + 1, y, 0)]!) + Math.abs(here - lab[at(x, y + 1, 0)]!)
    return odd + edge
  })
}

/** Sums over rectangles in constant time. */
function sumTable(values: Float64Array, { width, height }: Size) {
  const table = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += values[y * width + x]!
      table[(y + 1) * (width + 1) + x + 1] = table[y * (width + 1) + x + 1]! + row
    }
  }
  const at = (x: number, y: number) => table[Math.round(y) * (width + 1) + Math.round(x)]!
  return (x: number, y: number, w: number, h: number) => at(x + w, y + h) - at(x, y + h) - at(x + w, y) + at(x, y)
}
