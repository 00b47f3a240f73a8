/** The one picture that a shot begins with: a part of its reference as framed, or a composed frame. */
import sharp from 'sharp'
import type { Size } from '../../../src/domain/project.ts'
import { fail, ok, type Result } from '../../../src/domain/result.ts'
import type { MediaFailure } from '../../../src/ports/media.ts'
import { basename } from 'node:path'
import { compose, type DrawnShot } from './compose.ts'
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
/** Close shots look at what stands out; wide ones hardly move away from the middle. */
const PULL_TO_SUBJECT = 0.85

async function cropReference(path: string, shot: DrawnShot, size: Size): Promise<Buffer> {
  const upright = await sharp(path)
    .autoOrient()
    .flatten({ background: '#101012' })
    .toColourspace('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer({ resolveWithObject: true })
  const { width, height } = upright.info
  const whole = Math.min(width / size.width, height / size.height)
  const wanted = viewOf(shot.framing, shot.lens).crop * whole
  const scale = Math.min(whole, Math.max(wanted, 1 / MAX_ENLARGEMENT))
  const part = {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  }
  const eye = await standsOut(upright.data, { width, height })
  const pull = PULL_TO_SUBJECT * (1 - scale / whole) ** 0.5
  const at = (middle: number, focus: number, side: number, room: number) =>
    Math.max(0, Math.min(room, Math.round(middle + (focus - middle) * pull - side / 2)))
  return sharp(upright.data)
    .extract({
      left: at(width / 2, eye.x, part.width, width - part.width),
      top: at(height / 2, eye.y, part.height, height - part.height),
      ...part,
    })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' })
    .png({ compressionLevel: 2 })
    .toBuffer()
}

/** The point that draws the eye (skin, colour, edges), in pixels. */
async function standsOut(picture: Buffer, { width, height }: Size): Promise<{ x: number; y: number }> {
  const side = Math.max(8, Math.round(Math.min(width, height) * 0.4))
  const { info } = await sharp(picture)
    .resize(side, side, { fit: 'cover', position: sharp.strategy.attention })
    .toBuffer({ resolveWithObject: true })
  const { attentionX, attentionY } = info as { attentionX?: number; attentionY?: number }
  return { x: attentionX ?? width / 2, y: attentionY ?? height / 2 }
}
