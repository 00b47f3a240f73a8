/** Lays pictures out in a grid with their captions, as a board is pinned up. */
import sharp, { type OverlayOptions } from 'sharp'
import type { Size } from '../../src/domain/project.ts'
import { ok } from '../../src/domain/result.ts'
import { breakLines, escapeMarkup, type Face } from './lettering.ts'
import { pictureAt } from './poster.ts'
import { openStill, rawPixels } from './still.ts'
import type { Task } from './task.ts'

export type ContactSheetOrder = {
  readonly pictures: readonly { readonly path: string | null; readonly caption: string }[]
  readonly columns: number
  readonly cell: Size
  readonly out: string
}

const PAPER = '#121214'
const EMPTY = '#1e1e22'

export async function contactSheet({ pictures, columns: wanted, cell, out }: ContactSheetOrder, task: Task) {
  if (pictures.length === 0) throw new Error('a contact sheet needs at least one picture')
  const columns = Math.max(1, Math.min(wanted, pictures.length))
  const rows = Math.ceil(pictures.length / columns)
  const gap = Math.round(cell.width * 0.05)
  const face: Face = { weight: 400, pixels: Math.max(10, Math.round(cell.width * 0.042)) }
  const lineHeight = Math.round(face.pixels * 1.35)
  const row = cell.height + Math.round(face.pixels * 0.6) + 2 * lineHeight + gap
  const layers: OverlayOptions[] = []
  for (const [i, picture] of pictures.entries()) {
    task.signal.throwIfAborted()
    const left = gap + (i % columns) * (cell.width + gap)
    const top = gap + Math.floor(i / columns) * row
    layers.push({ input: await cellPicture(picture.path, cell), left, top })
    const caption = await drawCaption(picture.caption, face, cell.width, lineHeight)
    layers.push({ input: caption, left, top: top + cell.height + Math.round(face.pixels * 0.6) })
  }
  const width = gap + columns * (cell.width + gap)
  await sharp({ create: { width, height: gap + rows * row, channels: 3, background: PAPER } })
    .composite(layers)
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
    .toFile(out)
  return ok(undefined)
}

async function cellPicture(path: string | null, { width, height }: Size): Promise<Buffer> {
  if (path === null)
    return sharp({ create: { width, height, channels: 3, background: EMPTY } })
      .png({ compressionLevel: 1 })
      .toBuffer()
  const still = await openStill(path)
  const { pixels, ...size } = still
    ? await rawPixels(path, still.open().resize(width, height))
    : await pictureAt(path, 0, width)
  return sharp(pixels, { raw: { ...size, channels: 3 } })
    .resize(width, height)
    .png({ compressionLevel: 1 })
    .toBuffer()
}

async function drawCaption(caption: string, face: Face, width: number, lineHeight: number): Promise<Buffer> {
  const lines = await breakLines(caption, face, width, 2)
  const texts = lines.map(
    (line, i) =>
      `<text x="0" y="${face.pixels + i * lineHeight}" font-family="Inter" font-size="${face.pixels}" fill="#e8e8ea">${escapeMarkup(line)}</text>`,
  )
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${2 * lineHeight}">${texts.join('')}</svg>`,
  )
}
