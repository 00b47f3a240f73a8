/** What must be known of a finished film before another one is made of it. */
import { openFootage, shapeOf } from './footage.ts'
import { Unreadable } from './failing.ts'
import { probe } from './probe.ts'
import type { Task } from './task.ts'

export async function readSource(path: string, task: Task) {
  const { value } = await probe({ path }, task)
  await using footage = await openFootage(path)
  if (!footage.video || value.durationSeconds === null) throw new Unreadable(path, 'it is not a film')
  const fps = Math.min(60, value.fps ?? 24)
  return {
    ...shapeOf(footage.video),
    fps,
    frames: Math.max(1, Number(footage.video.nbFrames) || Math.round(value.durationSeconds * fps)),
    hasAudio: value.hasAudio,
    codec: footage.video.codecpar.codecId,
    container: footage.input.formatName,
  }
}
