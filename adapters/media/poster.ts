/** Takes one picture out of a film, or makes a smaller one of a still. */
import { extname } from 'node:path'
import { FilterAPI } from 'node-av/api'
import type { Frame } from 'node-av/lib'
import sharp, { type Sharp } from 'sharp'
import type { Size } from '../../src/domain/project.ts'
import { ok } from '../../src/domain/result.ts'
import { Unreadable } from './failing.ts'
import { decodedFrames, openFootage, shapeOf, uprightFilter } from './footage.ts'
import { openStill, rawPixels } from './still.ts'
import type { Task } from './task.ts'

export type PosterOrder = {
  readonly path: string
  readonly atSeconds: number
  readonly width: number
  readonly out: string
}

export async function poster(o: PosterOrder, _task: Task) {
  const still = await openStill(o.path)
  if (still) {
    const { pixels, width, height } = await rawPixels(o.path, still.open().resize({ width: o.width }))
    await savePicture(sharp(pixels, { raw: { width, height, channels: 3 } }), o.out)
    return ok(undefined)
  }
  const { pixels, width, height } = await pictureAt(o.path, o.atSeconds, o.width)
  await savePicture(sharp(pixels, { raw: { width, height, channels: 3 } }), o.out)
  return ok(undefined)
}

/** The frame that is on screen at that time; the last one when the film is shorter. */
export async function pictureAt(path: string, atSeconds: number, width: number): Promise<Size & { pixels: Buffer }> {
  await using footage = await openFootage(path)
  if (!footage.video) throw new Unreadable(path, 'it has no picture')
  const shape = shapeOf(footage.video)
  const height = Math.max(1, Math.round((width * shape.height) / shape.width))
  let shown: Frame | null = null
  try {
    for await (const { frame, seconds } of decodedFrames(footage, footage.video, atSeconds)) {
      if (shown !== null && seconds > atSeconds + 1e-4) {
        frame.free()
        break
      }
      shown?.free()
      shown = frame
    }
    if (!shown) throw new Unreadable(path, 'it has no picture')
    using filter = FilterAPI.create(
      `${uprightFilter(shape.turn)}scale=${width}:${height}:flags=lanczos+accurate_rnd+full_chroma_int,format=rgb24`,
    )
    const [first, ...more] = [...(await filter.processAll(shown)), ...(await filter.processAll(null))]
    for (const frame of more) frame.free()
    if (!first) throw new Error('the picture could not be scaled')
    using picture = first
    return { width, height, pixels: picture.toBuffer() }
  } finally {
    shown?.free()
  }
}

async function savePicture(picture: Sharp, out: string): Promise<void> {
  if (extname(out).toLowerCase() === '.png') await picture.png().toFile(out)
  else await picture.jpeg({ quality: 88, mozjpeg: false, chromaSubsampling: '4:4:4' }).toFile(out)
}
