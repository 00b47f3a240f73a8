/** The one picture that a shot begins with: a part of its reference as framed, or a composed frame. */
import sharp from 'sharp'
import type { Size } from '../../../src/domain/project.ts'
import { fail, ok, type Result } from '../../../src/domain/result.ts'
import type { MediaFailure } from '../../../src/ports/media.ts'
import { basename } from 'node:path'
import { compose, type DrawnShot } from './compose.ts'
import { bestWindow } from './eye.ts'
import { viewOf } from './framing.ts'

export type StillShot = DrawnShot & {
  /** A local picture, or null for a composed frame. */
  readonly reference: string | null
}

export async function drawStill(shot: StillShot, size: Size): Promise<Result<Buffer, MediaFailure>> {
  if (shot.reference === null) return ok(await compose(shot, size))
  try {
    return ok(await cropReference(shot.reference, shot, size))
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    return fail({ type: 'file-corrupt', name: basename(shot.reference), reason })
  }
}

/** Enlarged at most this much, so that a close-up of a small picture is not mush. */
const MAX_ENLARGEMENT = 2.2

async function cropReference(path: string, shot: DrawnShot, size: Size): Promise<Buffer> {
  const { data, info } = await sharp(path)
    .autoOrient()
    .flatten({ background: '#101012' })
    .toColourspace('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer({ resolveWithObject: true })
  const whole = Math.min(info.width / size.width, info.height / size.height)
  const wanted = viewOf(shot.framing, shot.lens).crop * whole
  const scale = Math.min(whole, Math.max(wanted, 1 / MAX_ENLARGEMENT))
  const part = {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  }
  const corner = await bestWindow(data, info, part)
  return sharp(data)
    .extract({ ...corner, ...part })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' })
    .png({ compressionLevel: 2 })
    .toBuffer()
}
