/** What a camera move shows of a still at each instant: windows in the picture's own pixels, sub-pixel exact. */
import type { Size } from '../../src/domain/project.ts'
import { exhaustive } from '../../src/domain/result.ts'
import type { CameraMove } from '../../src/domain/shot.ts'

export type Window = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export type Travel = { readonly from: Window; readonly to: Window }

/** Rows above the window per row outside it where a tall picture is cropped: heads are nearer the top. */
const HEADROOM = 0.42
/** Frame widths (or heights) a second: faster pans judder at 24 fps. */
const PAN_SPEED = 0.25
/** Share of the frame that a pan travels at least; pictures without room are entered a little. */
const PAN_AT_LEAST = 0.14
/** Share of the move's time spent gathering speed, and as much again slowing down. */
const RAMP = 0.25

export function planTravel(picture: Size, frame: Size, move: CameraMove, seconds: number): Travel {
  const zoom = Math.min(1.25, Math.max(1.12, 1.1 + 0.02 * seconds))
  switch (move) {
    case 'static':
      return { from: crop(picture, frame, 1), to: crop(picture, frame, 1) }
    case 'push-in':
      return { from: crop(picture, frame, 1), to: crop(picture, frame, zoom) }
    case 'pull-out':
      return { from: crop(picture, frame, zoom), to: crop(picture, frame, 1) }
    case 'pan-left':
      return reversed(travelAlong('x', picture, frame, seconds))
    case 'pan-right':
      return travelAlong('x', picture, frame, seconds)
    case 'tilt-up':
      return reversed(travelAlong('y', picture, frame, seconds))
    case 'tilt-down':
      return travelAlong('y', picture, frame, seconds)
    default:
      return exhaustive(move)
  }
}

/** Where the window is when `progress` (0 … 1) of the shot's time has gone by. Zooms change by equal ratios, as a lens does. */
export function windowAt({ from, to }: Travel, progress: number): Window {
  const eased = ease(progress)
  const ratio = to.width / from.width
  const width = from.width * ratio ** eased
  // Seen from the fixed point of the zoom, so that a push-in goes straight to its goal.
  const share = Math.abs(ratio - 1) < 1e-9 ? eased : (width - from.width) / (to.width - from.width)
  return {
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
    width,
    height: (width * from.height) / from.width,
  }
}

/** Starts and ends at rest, even speed between. */
function ease(t: number): number {
  const top = 1 / (1 - RAMP)
  if (t < RAMP) return (top * t * t) / (2 * RAMP)
  if (t > 1 - RAMP) return 1 - (top * (1 - t) * (1 - t)) / (2 * RAMP)
  return top * (t - RAMP / 2)
}

/** The largest window of the frame's shape, narrowed by `zoom`. */
function crop(picture: Size, frame: Size, zoom: number): Window {
  const scale = Math.min(picture.width / frame.width, picture.height / frame.height) / zoom
  const width = frame.width * scale
  const height = frame.height * scale
  return { x: (picture.width - width) / 2, y: (picture.height - height) * HEADROOM, width, height }
}

function travelAlong(axis: 'x' | 'y', picture: Size, frame: Size, seconds: number): Travel {
  const side = axis === 'x' ? 'width' : 'height'
  const wide = crop(picture, frame, 1)
  const roomy = (picture[side] - wide[side]) / wide[side] >= PAN_AT_LEAST
  const start = roomy ? wide : crop(picture, frame, (1 + PAN_AT_LEAST) / (picture[side] / wide[side]))
  const room = picture[side] - start[side]
  const way = Math.min(room, Math.max(PAN_AT_LEAST, PAN_SPEED * seconds) * start[side])
  return { from: { ...start, [axis]: (room - way) / 2 }, to: { ...start, [axis]: (room + way) / 2 } }
}

const reversed = ({ from, to }: Travel): Travel => ({ from: to, to: from })
