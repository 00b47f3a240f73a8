/** Which decoded frame is on screen at each frame of the film: any source fps, any speed, held at the last one when too short. */
import type { Frame } from 'node-av/lib'
import type { Size } from '../../src/domain/project.ts'
import { type Finish, PLAIN_FINISH } from '../../src/domain/shot.ts'
import { createDresser, type Fit } from './dress.ts'
import { Unreadable } from './failing.ts'
import { decodedFrames, openFootage } from './footage.ts'

export type Part = {
  readonly path: string
  readonly size: Size
  readonly fps: number
  readonly frames: number
  readonly fit: Fit
  readonly fromSeconds?: number
  readonly finish?: Finish
}

/** Share of a frame's time by which stamps may be late: some containers round them to whole milliseconds. */
const LATE = 0.25

/** Calls `show` once for each of the part's frames, in order; a frame may come again and is not the receiver's to keep or to change. */
export async function conform(part: Part, show: (frame: Frame) => Promise<void>): Promise<void> {
  const finish = part.finish ?? PLAIN_FINISH
  const from = (part.fromSeconds ?? 0) + finish.inSeconds
  await using footage = await openFootage(part.path)
  if (!footage.video) throw new Unreadable(part.path, 'it has no picture')
  using dresser = createDresser(footage.video, part.size, part.fit, finish)
  let shown = 0
  let current: Frame | null = null

  /** Shows a frame at all of the film's frames before `seconds` of the source. */
  async function showUntil(seconds: number, frame: Frame) {
    let dressed: Frame | null = null
    try {
      while (shown < part.frames && from + ((shown + LATE) / part.fps) * finish.speed < seconds) {
        dressed ??= await dresser.dress(frame)
        await show(dressed)
        shown += 1
      }
    } finally {
      dressed?.free()
    }
  }

  try {
    for await (const { frame, seconds } of decodedFrames(footage, footage.video, from)) {
      try {
        if (current) await showUntil(seconds, current)
      } catch (error) {
        frame.free()
        throw error
      }
      current?.free()
      current = frame
      if (shown === part.frames) break
    }
    if (!current) throw new Unreadable(part.path, 'it has no picture')
    await showUntil(Infinity, current)
  } finally {
    current?.free()
  }
}
