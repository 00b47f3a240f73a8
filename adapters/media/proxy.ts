/** Makes a copy that a chat platform takes: as good as fits into so many bytes. */
import { copyFile, stat } from 'node:fs/promises'
import { AV_CODEC_ID_H264 } from 'node-av/constants'
import { ok } from '../../src/domain/result.ts'
import { conform } from './conform.ts'
import { createFilmWriter } from './film-writer.ts'
import { even } from './planes.ts'
import { readSource } from './read-source.ts'
import { createSoundtrack } from './soundtrack.ts'
import type { Task } from './task.ts'

export type ProxyOrder = { readonly path: string; readonly maxBytes: number; readonly out: string }

const SOUND_BITS = 96_000
/** What the container itself takes, in bits a second. */
const INDEX_BITS = 12_000
/** Below these it is no longer a film to judge by. */
const LEAST_HEIGHT = 180
const LEAST_BITS_A_PIXEL = 0.02
/** Where a picture of fewer pixels looks better than more pixels of fewer bits. */
const GOOD_BITS_A_PIXEL = 0.035

export async function proxy(o: ProxyOrder, task: Task) {
  const source = await readSource(o.path, task)
  // Every player takes it as it is.
  const ready = source.container.includes('mp4') && source.codec === AV_CODEC_ID_H264
  if (ready && (await stat(o.path)).size <= o.maxBytes) {
    await copyFile(o.path, o.out)
    return ok(undefined)
  }
  const { width, height, fps, frames, hasAudio } = source
  const seconds = frames / fps
  let share = 0.96
  for (let attempt = 0; attempt < 4; attempt++) {
    const bits = Math.floor((o.maxBytes * 8 * share) / seconds - (hasAudio ? SOUND_BITS : 0) - INDEX_BITS)
    const bitsFor = (h: number, each: number) => h * h * (width / height) * fps * each
    let h = height
    while (h > LEAST_HEIGHT && bits < bitsFor(h, GOOD_BITS_A_PIXEL)) h = Math.max(LEAST_HEIGHT, h * 0.85)
    if (bits < bitsFor(Math.min(h, LEAST_HEIGHT), LEAST_BITS_A_PIXEL)) break
    const size = { width: even((h * width) / height), height: even(h) }
    await using sound = hasAudio
      ? await createSoundtrack({ voiceover: o.path, music: null }, seconds, SOUND_BITS)
      : null
    await using film = await createFilmWriter({ out: o.out, fps, rate: { bitsPerSecond: bits }, sound }, task)
    await conform({ path: o.path, size, fps, frames, fit: 'contain' }, film.write)
    await film.finish()
    const made = (await stat(o.out)).size
    if (made <= o.maxBytes) return ok(undefined)
    share *= Math.min(0.95, (o.maxBytes / made) * 0.97)
  }
  throw new Error(`${seconds.toFixed(1)} seconds of film do not fit into ${o.maxBytes} bytes`)
}
