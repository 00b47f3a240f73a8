/** What every drawn thing is drawn with: the scene's colours as SVG paints, and strokes that many things share. */
import type { Palette } from './colour.ts'
import type { Random } from './random.ts'

export type Brush = {
  readonly random: Random
  readonly palette: Palette
  /** Shadow side. */
  readonly ink: string
  /** A paint that is lit on the side of the light; follows the shape it fills. */
  readonly body: string
  /** The same, paler. */
  readonly pale: string
  /** Edge of light. */
  readonly rim: string
  readonly warm: string
  /** The one strong colour: the prompt's own when it names one. */
  readonly accent: string
  /** The prompt names a colour. */
  readonly coloured: boolean
  /** Lamps and windows burn. */
  readonly lit: boolean
  /** −1: the light comes from the left, 1: from the right. */
  readonly side: -1 | 1
  /** Near enough for a face, a texture, a line. */
  readonly close: boolean
}

/** A thing is drawn 100 units high, standing on y = 0 around x = 0, upwards into negative y. */
export type Thing = {
  readonly draw: (brush: Brush) => string
  /** Its height; a grown person is 1. */
  readonly height: number
  /** How large it is drawn in wide shots, where small things would vanish; a grown person is 1. */
  readonly presence: number
  /** Where a close camera looks, from 0 at the foot to 1 at the top. */
  readonly focus: number
  readonly at: 'ground' | 'water' | 'air'
}

export const glow = (x: number, y: number, radius: number, opacity = 1): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="url(#warm-glow)" opacity="${opacity}"/>`

export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`

export const line = (d: string, colour: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}" ${more}/>`

export const rect = (x: number, y: number, width: number, height: number, fill: string, more = ''): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}" ${more}/>`

export const group = (transform: string, content: string, more = ''): string =>
  `<g transform="${transform}" ${more}>${content}</g>`

/** To one decimal: enough for a pixel, and half as long. */
export const n = (value: number): string => String(Math.round(value * 10) / 10)
