/** Makes a film anew in another shape, size or container, or without its sound. */
import { AV_CODEC_ID_H264 } from 'node-av/constants'
import type { Size } from '../../src/domain/project.ts'
import { ok } from '../../src/domain/result.ts'
import { conform } from './conform.ts'
import { copyStreams } from './copy-streams.ts'
import { isWebm } from './encoders.ts'
import { createFilmWriter } from './film-writer.ts'
import { openFootage } from './footage.ts'
import { evenSize } from './planes.ts'
import { readSource } from './read-source.ts'
import { createSoundtrack } from './soundtrack.ts'
import type { Task } from './task.ts'

export type ReframeOrder = {
  readonly path: string
  readonly size: Size | null
  readonly fit: 'pad' | 'crop'
  readonly audio: boolean
  readonly out: string
}

const SOUND_BITS = 160_000
/** A little better than the film itself, which was encoded once before. */
const RATE = { crf: 19 }

export async function reframe(o: ReframeOrder, task: Task) {
  const { width, height, fps, frames, hasAudio, codec } = await readSource(o.path, task)
  const size = evenSize(o.size ?? { width, height })
  if (size.width === width && size.height === height && codec === AV_CODEC_ID_H264 && !isWebm(o.out)) {
    await using source = await openFootage(o.path)
    return await copyStreams(source, { audio: o.audio, frames, out: o.out }, task)
  }
  await using sound =
    o.audio && hasAudio ? await createSoundtrack({ voiceover: o.path, music: null }, frames / fps, SOUND_BITS) : null
  await using film = await createFilmWriter({ out: o.out, fps, rate: RATE, sound }, task)
  await conform({ path: o.path, size, fps, frames, fit: o.fit === 'crop' ? 'cover' : 'backdrop' }, film.write)
  await film.finish()
  return ok({ frames: film.frames })
}
