/** Starts the servers of `clock-comfy.ts`, and makes the film that they hand out. */
import { randomBytes } from 'node:crypto'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { createMedia } from '../adapters/media/media.ts'
import type { ClockSettings, Rendered } from './clock-settings.ts'

export type ClockHosts = {
  readonly urls: readonly string[]
  rendered(): Promise<readonly Rendered[]>
  /** As when the machine is switched off. */
  kill(): Promise<void>
}

export async function startClockHosts(settings: ClockSettings): Promise<ClockHosts> {
  const child = fork(path.join(import.meta.dirname, 'clock-comfy.ts'), [JSON.stringify(settings)])
  const [{ urls }] = (await once(child, 'message')) as [{ urls: readonly string[] }]
  return {
    urls,
    async rendered() {
      child.send('report')
      const [{ rendered }] = (await once(child, 'message')) as [{ rendered: readonly Rendered[] }]
      return rendered
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** A clip of so many seconds that weighs so many bytes: the weight is a box that players skip. */
export async function heavyClip(folder: string, seconds: number, bytes: number): Promise<string> {
  const file = path.join(folder, 'clip.mp4')
  const still = path.join(folder, 'still.png')
  await sharp({ create: { width: 256, height: 144, channels: 3, background: '#336' } }).toFile(still)
  const media = createMedia({ log: { info() {}, warn() {}, error() {} } })
  const size = { width: 256, height: 144 }
  const frames = Math.round(seconds * 12)
  const made = await media.animatic({
    still,
    size,
    fps: 12,
    frames,
    move: 'static',
    caption: null,
    mark: null,
    out: file,
  })
  await media.stop()
  if (!made.ok) throw new Error(JSON.stringify(made.failure))
  const box = Buffer.alloc(Math.max(8, bytes))
  box.writeUInt32BE(box.length, 0)
  box.write('free', 4)
  await appendFile(file, box)
  return file
}

/** A picture of about so many bytes that is like no other: noise. */
export async function heavyPicture(folder: string, nth: number, bytes: number): Promise<string> {
  const side = Math.round(Math.sqrt(bytes / 3))
  const file = path.join(folder, `picture-${nth}.png`)
  await sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } }).toFile(file)
  return file
}
