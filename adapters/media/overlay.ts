/** How lettering lies over frames: a grey layer with transparency, made once and laid over each frame in place. */
import type { Frame } from 'node-av/lib'
import sharp from 'sharp'
import type { Size } from '../../src/domain/project.ts'
import type { Planes } from './planes.ts'

/** Where the frame's bytes are; strides count bytes a row. */
export type Canvas = Pick<Planes, 'y' | 'u' | 'v'> & { readonly lumaStride: number; readonly chromaStride: number }

export type Overlay = {
  /** Premultiplied luma and what is left of the picture below, in 1/255. */
  readonly rows: readonly OverlayRow[]
  readonly chromaRows: readonly OverlayRow[]
}
type OverlayRow = { readonly row: number; readonly ink: Uint8Array; readonly through: Uint8Array }

/** From a drawing in greys, as wide as the frame; its first row is the frame's row `top`, which is even. */
export async function drawOverlay(svg: string, size: Size, top: number): Promise<Overlay> {
  const rgba = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer()
  const { width, height } = size
  const alphaAt = (x: number, y: number) => rgba[(y * width + x) * 4 + 3] ?? 0
  const rows = rowsOf(height, width, (x, y) => {
    const alpha = alphaAt(x, y)
    const luma = 16 + ((rgba[(y * width + x) * 4] ?? 0) * 219) / 255
    return [luma * alpha, alpha]
  })
  const chromaRows = rowsOf(height / 2, width / 2, (x, y) => {
    const [left, upper] = [2 * x, 2 * y]
    const alpha =
      (alphaAt(left, upper) + alphaAt(left + 1, upper) + alphaAt(left, upper + 1) + alphaAt(left + 1, upper + 1)) / 4
    return [128 * alpha, alpha]
  })
  return { rows: shifted(rows, top), chromaRows: shifted(chromaRows, top / 2) }
}

export const joinOverlays = (overlays: readonly Overlay[]): Overlay => ({
  rows: overlays.flatMap((o) => o.rows),
  chromaRows: overlays.flatMap((o) => o.chromaRows),
})

export function applyOverlay(overlay: Overlay, canvas: Canvas): void {
  for (const row of overlay.rows) lay(row, canvas.y, canvas.lumaStride)
  for (const row of overlay.chromaRows) {
    lay(row, canvas.u, canvas.chromaStride)
    lay(row, canvas.v, canvas.chromaStride)
  }
}

/** Draws on a copy of a 4:2:0 frame and passes the copy on. */
export async function withCanvas(
  frame: Frame,
  draw: (canvas: Canvas) => void,
  use: (drawn: Frame) => Promise<void>,
): Promise<void> {
  using copy = frame.clone()
  if (copy === null || copy.makeWritable() < 0) throw new Error('no memory for a frame')
  draw(canvasOf(copy))
  await use(copy)
}

/** Where the bytes of a 4:2:0 frame are. */
export function canvasOf(frame: Frame): Canvas {
  const [y, u, v] = frame.data ?? []
  const [lumaStride, chromaStride] = frame.linesize
  if (!y || !u || !v || !lumaStride || !chromaStride) throw new Error('a frame without planes')
  return { y, u, v, lumaStride, chromaStride }
}

function lay({ row, ink, through }: OverlayRow, plane: Uint8Array, stride: number): void {
  const start = row * stride
  for (let i = 0; i < ink.length; i++)
    plane[start + i] = ink[i]! + (Math.imul(Math.imul(plane[start + i]!, through[i]!) + 127, 257) >> 16)
}

const shifted = (rows: OverlayRow[], by: number) => rows.map((r) => ({ ...r, row: r.row + by }))

/** Rows without any ink are left out. `at` gives premultiplied luma and alpha, both times 255. */
function rowsOf(height: number, width: number, at: (x: number, y: number) => [number, number]): OverlayRow[] {
  const rows: OverlayRow[] = []
  for (let y = 0; y < height; y++) {
    const ink = new Uint8Array(width)
    const through = new Uint8Array(width)
    let seen = false
    for (let x = 0; x < width; x++) {
      const [premultiplied, alpha] = at(x, y)
      ink[x] = Math.round(premultiplied / 255)
      through[x] = 255 - Math.round(alpha)
      seen ||= alpha > 0
    }
    if (seen) rows.push({ row: y, ink, through })
  }
  return rows
}
