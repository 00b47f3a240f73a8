/** How a deliverable's file name says what it is beside the film: "9x16", "1080x1920_silent", "1x1_crop". */
import type { Deliverable } from './delivery.ts'
import type { Size } from './project.ts'

const SHAPES = ['16x9', '9x16', '1x1', '4x5', '5x4', '4x3', '3x4', '3x2', '2x3', '21x9', '2x1', '1x2'] as const
/** Sides lie on a grid, so that a shape is met only nearly. */
const NEAR = 0.02
/** Of the film's count of pixels: nearer than this a size came from a shape, as nobody asks for such numbers. */
const LIKE_THE_FILM = 0.1

/** In order, one a deliverable, no two alike unless container or sound tell them apart; empty for the film's own size with its sound. */
export function variantMarks(variants: readonly Deliverable[], film: Size): readonly string[] {
  const short = variants.map((d) => shapeMark(d.size, film))
  return variants.map((d, i) => {
    const alike = variants.filter((other, j) => j !== i && short[j] === short[i])
    const shape = alike.some((other) => !isSameSize(other.size, d.size)) ? pixels(d.size) : short[i]
    const fit = alike.some((other) => other.fit !== d.fit) ? d.fit : ''
    return [shape, fit, d.audio ? '' : 'silent'].filter((part) => part !== '').join('_')
  })
}

const pixels = (size: Size | null): string => (size === null ? '' : `${size.width}x${size.height}`)

const isSameSize = (a: Size | null, b: Size | null): boolean => pixels(a) === pixels(b)

function shapeMark(size: Size | null, film: Size): string {
  if (size === null) return ''
  const like = (size.width * size.height) / (film.width * film.height)
  if (Math.abs(Math.log(like)) > LIKE_THE_FILM) return pixels(size)
  const shape = SHAPES.find((name) => {
    const [w = 1, h = 1] = name.split('x').map(Number)
    return Math.abs(Math.log(size.width / size.height / (w / h))) < NEAR
  })
  return shape ?? pixels(size)
}
