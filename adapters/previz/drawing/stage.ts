/** What a picture is composed on: its size in units, its light, its colours, and the paints it has used. */
import type { Framing } from '../../../src/domain/shot.ts'
import { n } from './brush.ts'
import type { View } from './framing.ts'
import type { Palette } from './colour.ts'
import type { Random } from './random.ts'
import type { Scene } from './words.ts'

/** Every picture is this many units high, whatever its pixels. */
export const HEIGHT = 1000

export type Stage = {
  readonly width: number
  /** From the top, in units. */
  readonly horizon: number
  readonly random: Random
  readonly palette: Palette
  readonly scene: Scene
  readonly framing: Framing
  readonly view: View
  readonly light: { readonly x: number; readonly y: number; readonly side: -1 | 1 }
  /** Lamps and windows burn. */
  readonly lit: boolean
  /** Keeps a gradient and gives the paint that fills with it: along the height, or across. */
  readonly paint: (stops: readonly Stop[], across?: boolean) => string
  /** The same from the middle outwards. */
  readonly halo: (stops: readonly Stop[]) => string
  /** All kept gradients as SVG. */
  readonly paints: () => string
}
type Stop = readonly [at: number, colour: string, opacity?: number]

const stopsOf = (stops: readonly Stop[]) =>
  stops
    .map(([at, colour, o = 1]) => `<stop offset="${n(at * 100)}%" stop-color="${colour}" stop-opacity="${o}"/>`)
    .join('')

/** `name` keeps the paints of two drawings apart. */
export function createPaints(name: string): Pick<Stage, 'paint' | 'halo' | 'paints'> {
  const kept: string[] = []
  const keep = (element: (id: string) => string): string => {
    const id = `${name}${kept.length}`
    kept.push(element(id))
    return `url(#${id})`
  }
  return {
    paint: (stops, across = false) =>
      keep((id) => `<linearGradient id="${id}" ${across ? '' : 'x2="0" y2="1"'}>${stopsOf(stops)}</linearGradient>`),
    halo: (stops) => keep((id) => `<radialGradient id="${id}">${stopsOf(stops)}</radialGradient>`),
    paints: () => kept.join(''),
  }
}
