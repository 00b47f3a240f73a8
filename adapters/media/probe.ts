/** What a file says of itself, from its headers; and whether all of it can be decoded. */
import { ok } from '../../src/domain/result.ts'
import type { Probe } from '../../src/ports/media.ts'
import { Unreadable } from './failing.ts'
import { decodedFrames, type Footage, openFootage, shapeOf } from './footage.ts'
import { openStill, rawPixels, type Still } from './still.ts'
import type { Task } from './task.ts'

export type ProbeOrder = { readonly path: string }

export async function probe({ path }: ProbeOrder, _task: Task) {
  const still = await openStill(path)
  if (still) return ok(ofStill(still))
  await using footage = await openFootage(path)
  return ok(ofFootage(footage))
}

export async function verify({ path }: ProbeOrder, task: Task) {
  const still = await openStill(path)
  if (still) {
    await rawPixels(path, still.open().resize(64, 64, { fit: 'inside', fastShrinkOnLoad: false }))
    return ok({ ...ofStill(still), frames: 1 })
  }
  await using footage = await openFootage(path)
  const said = ofFootage(footage)
  const frames = footage.video ? await countFrames(footage, task) : 0
  if (footage.video && frames === 0) throw new Unreadable(path, 'it has no picture')
  if (!footage.video && footage.audio) await hearAll(footage, task)
  return ok({ ...said, frames })
}

const ofStill = ({ width, height }: Still): Probe => ({
  width,
  height,
  durationSeconds: null,
  fps: null,
  hasAudio: false,
})

function ofFootage({ path, input, video, audio }: Footage): Probe {
  if (!video && !audio) throw new Unreadable(path, 'it has neither picture nor sound')
  const shape = video ? shapeOf(video) : null
  const rate = video ? [video.avgFrameRate, video.rFrameRate].find((r) => r.num > 0 && r.den > 0) : undefined
  return {
    width: shape?.width ?? null,
    height: shape?.height ?? null,
    durationSeconds: Number.isFinite(input.duration) && input.duration > 0 ? input.duration : null,
    fps: rate ? Math.round((rate.num / rate.den) * 1000) / 1000 : null,
    hasAudio: audio !== null,
  }
}

async function countFrames(footage: Footage, task: Task): Promise<number> {
  let frames = 0
  if (!footage.video) return 0
  for await (const { frame } of decodedFrames(footage, footage.video)) {
    frame.free()
    task.signal.throwIfAborted()
    task.tick(++frames)
  }
  const promised = Number(footage.video.nbFrames)
  // Containers that count their frames in the header (MP4) end early without an error when cut between two frames.
  if (promised > frames)
    throw new Unreadable(footage.path, `it is cut short: ${frames} of ${promised} frames are there`)
  return frames
}

async function hearAll(footage: Footage, task: Task): Promise<void> {
  if (!footage.audio) return
  for await (const { frame } of decodedFrames(footage, footage.audio)) {
    frame.free()
    task.signal.throwIfAborted()
  }
}
