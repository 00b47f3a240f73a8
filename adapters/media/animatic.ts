/** Draws one shot as an animatic: a still under a camera move, with caption and mark. */
import type { Size } from '../../src/domain/project.ts'
import { ok } from '../../src/domain/result.ts'
import type { CameraMove } from '../../src/domain/shot.ts'
import { planTravel, type Travel, type Window, windowAt } from './camera.ts'
import { Unreadable } from './failing.ts'
import { createFilmWriter } from './film-writer.ts'
import { applyOverlay, type Overlay } from './overlay.ts'
import { blankPlanes, evenSize, type Planes, toPlanes } from './planes.ts'
import { createResampler } from './resample.ts'
import { openStill, rawPixels } from './still.ts'
import type { Task } from './task.ts'
import { drawTitles } from './titles.ts'

export type AnimaticOrder = {
  readonly still: string
  readonly size: Size
  readonly fps: number
  readonly frames: number
  readonly move: CameraMove
  readonly caption: string | null
  readonly mark: string | null
  readonly out: string
}

export async function animatic(o: AnimaticOrder, task: Task) {
  const frame = evenSize(o.size)
  const { picture, travel } = await stage(o.still, frame, o.move, o.frames / o.fps)
  const titles = await drawTitles(frame, o.caption, o.mark)
  const resample = createResampler(picture, frame)
  const shoot = (window: Window, out: Planes) => {
    resample(window, out)
    if (titles) lay(titles, out)
  }
  // One frame is drawn while the encoder still has the one before.
  const buffers = [blankPlanes(frame), blankPlanes(frame)] as const
  const held = sameWindow(travel)
  await using film = await createFilmWriter(o, task)
  let written = Promise.resolve()
  for (let n = 0; n < o.frames; n++) {
    const out = buffers[held || n % 2 === 0 ? 0 : 1]
    if (n === 0 || !held) shoot(windowAt(travel, o.frames === 1 ? 0 : n / (o.frames - 1)), out)
    await written
    written = film.write(out)
  }
  await written
  await film.finish()
  return ok(undefined)
}

/** Only the part of the picture that the camera sees, at the size where its tightest window is a frame pixel for pixel. */
async function stage(
  path: string,
  frame: Size,
  move: CameraMove,
  seconds: number,
): Promise<{ picture: Planes; travel: Travel }> {
  const still = await openStill(path)
  if (!still) throw new Unreadable(path, 'it is not a picture')
  const travel = planTravel(still, frame, move, seconds)
  const seen = around(travel, still)
  const scale = frame.width / Math.min(travel.from.width, travel.to.width)
  const [width, height] = [Math.ceil((seen.width * scale) / 2) * 2, Math.ceil((seen.height * scale) / 2) * 2]
  const part = still
    .open()
    .extract({ left: seen.x, top: seen.y, width: seen.width, height: seen.height })
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
  const { pixels } = await rawPixels(path, part)
  const [across, down] = [width / seen.width, height / seen.height]
  const place = (w: Window): Window => ({
    x: (w.x - seen.x) * across,
    y: (w.y - seen.y) * down,
    width: w.width * across,
    height: w.height * down,
  })
  return { picture: toPlanes(pixels, { width, height }, 3), travel: { from: place(travel.from), to: place(travel.to) } }
}

function around({ from, to }: Travel, picture: Size): Window {
  const x = Math.max(0, Math.floor(Math.min(from.x, to.x)))
  const y = Math.max(0, Math.floor(Math.min(from.y, to.y)))
  const right = Math.min(picture.width, Math.ceil(Math.max(from.x + from.width, to.x + to.width)))
  const bottom = Math.min(picture.height, Math.ceil(Math.max(from.y + from.height, to.y + to.height)))
  return { x, y, width: right - x, height: bottom - y }
}

const sameWindow = ({ from, to }: Travel) => from.x === to.x && from.y === to.y && from.width === to.width

const lay = (titles: Overlay, out: Planes) =>
  applyOverlay(titles, { ...out, lumaStride: out.width, chromaStride: out.width / 2 })
