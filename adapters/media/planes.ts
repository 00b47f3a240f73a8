/** What a picture is to an encoder: planes of luma and halved chroma, BT.709, 16 … 235. */
import type { Size } from '../../src/domain/project.ts'

export type Planes = Size & { readonly y: Uint8Array; readonly u: Uint8Array; readonly v: Uint8Array }

/** Encoders of 4:2:0 want even sides. */
export const even = (side: number): number => Math.max(2, Math.floor(side / 2) * 2)

export const evenSize = (size: Size): Size => ({ width: even(size.width), height: even(size.height) })

export const chroma = (size: Size): Size => ({ width: size.width / 2, height: size.height / 2 })

/** Packed planes as an encoder takes them, and views on the three of them. */
export function blankPlanes(size: Size): Planes & { readonly packed: Buffer } {
  const luma = size.width * size.height
  const packed = Buffer.alloc(luma * 1.5)
  return {
    ...size,
    packed,
    y: packed.subarray(0, luma),
    u: packed.subarray(luma, luma * 1.25),
    v: packed.subarray(luma * 1.25),
  }
}

/** From 8-bit sRGB pixels of `channels` bytes each, sides even; an alpha channel is left to the caller. */
export function toPlanes(rgb: Uint8Array, size: Size, channels: number): Planes {
  const { width, height } = size
  const out = blankPlanes(size)
  const half = width / 2
  for (let row = 0; row < height; row += 2) {
    for (let column = 0; column < width; column += 2) {
      let red = 0
      let green = 0
      let blue = 0
      for (let corner = 0; corner < 4; corner++) {
        const at = (row + (corner >> 1)) * width + column + (corner & 1)
        const r = rgb[at * channels] ?? 0
        const g = rgb[at * channels + 1] ?? 0
        const b = rgb[at * channels + 2] ?? 0
        out.y[at] = 16.5 + 0.182586 * r + 0.614231 * g + 0.062007 * b
        red += r
        green += g
        blue += b
      }
      const at = (row >> 1) * half + (column >> 1)
      out.u[at] = 128.5 + (-0.100644 * red - 0.338572 * green + 0.439216 * blue) / 4
      out.v[at] = 128.5 + (0.439216 * red - 0.398942 * green - 0.040274 * blue) / 4
    }
  }
  return out
}
