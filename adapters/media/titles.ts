/** What is written on a frame, and where: the caption in the lower third, the mark at the upper right, the label at the lower left. */
import type { Size } from '../../src/domain/project.ts'
import { breakLines, escapeMarkup, type Face, oneLine } from './lettering.ts'
import { drawOverlay, joinOverlays, type Overlay } from './overlay.ts'
import { even } from './planes.ts'

/** Null when there is nothing to write. */
export async function drawTitles(size: Size, caption: string | null, mark: string | null): Promise<Overlay | null> {
  const parts = [await drawCaption(size, caption), await drawMark(size, mark)].filter((part) => part !== null)
  return parts.length === 0 ? null : joinOverlays(parts)
}

/** One short line, quiet, below where captions end. */
export async function drawLabel(size: Size, label: string): Promise<Overlay | null> {
  const face: Face = { weight: 400, pixels: Math.max(9, unit(size) * 0.029) }
  const line = await oneLine(label, face, size.width * 0.5)
  if (line === '') return null
  const baseline = size.height - unit(size) * 0.034
  const text = shadowed(line, face, size.width * 0.03, baseline, 'start', 0.82)
  return drawBand(size, baseline - face.pixels * 1.6, size.height, text)
}

async function drawCaption(size: Size, caption: string | null): Promise<Overlay | null> {
  const face: Face = { weight: 400, pixels: Math.max(11, Math.round(unit(size) * 0.047)) }
  const lines = caption === null ? [] : await breakLines(caption, face, size.width * 0.78, 2)
  if (lines.length === 0) return null
  const lineHeight = face.pixels * 1.32
  const lastBaseline = size.height - unit(size) * 0.105
  const top = size.height - unit(size) * (lines.length === 1 ? 0.34 : 0.42)
  const texts = lines.map((line, i) =>
    shadowed(line, face, size.width / 2, lastBaseline - (lines.length - 1 - i) * lineHeight, 'middle', 0.97),
  )
  const dusk = `<rect y="${top}" width="${size.width}" height="${size.height - top}" fill="url(#dusk)"/>`
  return drawBand(size, top, size.height, dusk + texts.join(''))
}

async function drawMark(size: Size, mark: string | null): Promise<Overlay | null> {
  const face: Face = { weight: 600, pixels: Math.max(9, unit(size) * 0.027) }
  const line = mark === null ? '' : await oneLine(mark, face, size.width * 0.3)
  if (line === '') return null
  const spacing = face.pixels * 0.14
  // A cut to another shape may take three per cent of each side.
  const baseline = unit(size) * 0.05 + face.pixels
  const text = shadowed(line, face, size.width * 0.95 + spacing, baseline, 'end', 0.85, spacing)
  return drawBand(size, 0, baseline + face.pixels, text)
}

/** White over its own soft shadow: legible on white as on black. */
function shadowed(
  line: string,
  face: Face,
  x: number,
  baseline: number,
  anchor: 'start' | 'middle' | 'end',
  opacity: number,
  spacing = 0,
): string {
  const text = (extra: string) =>
    `<text x="${x}" y="${baseline}" text-anchor="${anchor}" font-family="Inter" font-weight="${face.weight}" font-size="${face.pixels}" letter-spacing="${spacing}" ${extra}>${escapeMarkup(line)}</text>`
  const shadow = `fill="#000" stroke="#000" stroke-width="${face.pixels * 0.16}" stroke-linejoin="round" filter="url(#soft)" opacity="0.75"`
  return `${text(shadow)}${text(`fill="#fff" opacity="${opacity}"`)}`
}

function drawBand(size: Size, from: number, to: number, parts: string): Promise<Overlay> {
  const top = even(Math.max(2, from)) - 2
  const height = Math.min(size.height, Math.ceil(to / 2) * 2) - top
  const blur = unit(size) * 0.005
  const defs =
    '<linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-opacity="0"/><stop offset="0.45" stop-opacity="0.34"/><stop offset="1" stop-opacity="0.7"/></linearGradient>' +
    `<filter id="soft" x="-10%" y="-40%" width="120%" height="180%"><feGaussianBlur stdDeviation="${blur}"/></filter>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 ${top} ${size.width} ${height}"><defs>${defs}</defs>${parts}</svg>`
  return drawOverlay(svg, { width: size.width, height }, top)
}

/** Lettering grows with the shorter side, so that upright films are not shouted at. */
const unit = (size: Size): number => Math.min(size.width, size.height)
