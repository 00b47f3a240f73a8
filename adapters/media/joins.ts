/** How a frame near a cut is mixed with black or with the shot beside it. No more than one frame of each neighbour is held. */
import type { Frame } from 'node-av/lib'
import type { Finish } from '../../src/domain/shot.ts'
import { joinsOf, mixOf } from '../../src/domain/transition.ts'
import { conform, type Part } from './conform.ts'
import { type Canvas, canvasOf } from './overlay.ts'

export type FilmPart = Part & { readonly finish: Finish }

type Mix = (canvas: Canvas) => void

export type Joins = Disposable & {
  /** Before the first frame of the part at `at`, in order. */
  open(at: number): Promise<void>
  /** Null: the frame is shown as it is. */
  mix(frame: Frame, number: number): Mix | null
}

/**
 * In a dissolve the neighbour stands still, which needs no material beyond what the film shows of it: the next shot's first
 * frame in the first half, the last shot's last frame in the second, each only while it is the fainter one.
 */
export function createJoins(parts: readonly FilmPart[]): Joins {
  const fps = parts[0]?.fps ?? 1
  const joins = joinsOf(
    parts.map(({ frames, finish }) => ({ frames, transition: finish.transition, fadeOut: finish.fadeOut })),
    fps,
  )
  let part = 0
  let before: Frame | null = null
  let last: Frame | null = null
  let after: Frame | null = null
  const free = () => {
    for (const frame of [before, last, after]) frame?.free()
    before = last = after = null
  }
  return {
    async open(at) {
      const held = last
      last = null
      free()
      before = held
      part = at
      const next = parts[at + 1]
      if (joins[at]?.tail.with !== 'shot-after' || !next) return
      await conform({ ...next, frames: 1 }, async (frame) => {
        after = frame.clone()
      })
    },
    mix(frame, number) {
      const join = joins[part]
      const frames = parts[part]?.frames ?? 0
      if (!join) return null
      if (join.tail.with === 'shot-after' && number === frames - 1) last = frame.clone()
      const { own, with: other } = mixOf(join, number, frames)
      if (other === 'nothing' || own === 1) return null
      if (other === 'black') return (canvas) => dim(canvas, own)
      const neighbour = other === 'shot-before' ? before : after
      if (neighbour === null) throw new Error('a dissolve without its other shot')
      return (canvas) => blend(canvas, canvasOf(neighbour), own)
    },
    [Symbol.dispose]: free,
  }
}

/** Towards black, which is 16 without colour. */
function dim({ y, u, v }: Canvas, own: number): void {
  const share = Math.round(own * 256)
  for (let i = 0; i < y.length; i++) y[i] = 16 + (((y[i]! - 16) * share) >> 8)
  for (const plane of [u, v]) for (let i = 0; i < plane.length; i++) plane[i] = 128 + (((plane[i]! - 128) * share) >> 8)
}

function blend(canvas: Canvas, other: Canvas, own: number): void {
  const share = Math.round(own * 256)
  const rows = (plane: 'y' | 'u' | 'v', stride: number, otherStride: number) => {
    const [to, from] = [canvas[plane], other[plane]]
    const width = Math.min(stride, otherStride)
    for (let at = 0, beside = 0; at + width <= to.length; at += stride, beside += otherStride)
      for (let x = 0; x < width; x++)
        to[at + x] = (to[at + x]! * share + (from[beside + x] ?? 0) * (256 - share) + 128) >> 8
  }
  rows('y', canvas.lumaStride, other.lumaStride)
  rows('u', canvas.chromaStride, other.chromaStride)
  rows('v', canvas.chromaStride, other.chromaStride)
}
