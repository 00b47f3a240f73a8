/** How a still is read: upright, without transparency, in sRGB. */
import sharp, { type Sharp } from 'sharp'
import type { Size } from '../../src/domain/project.ts'
import { plainReason, Unreadable } from './failing.ts'

/** SVG and PDF are programs more than pictures, so they are not in here. */
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif', 'avif'])

export type Still = Size & { open(): Sharp }

/** Null when the file is not a still, whether or not it is anything else. */
export async function openStill(path: string): Promise<Still | null> {
  const open = () =>
    sharp(path, { failOn: 'truncated', autoOrient: true }).toColourspace('srgb').flatten({ background: '#101012' })
  try {
    const { format, autoOrient } = await sharp(path).metadata()
    return FORMATS.has(format) ? { width: autoOrient.width, height: autoOrient.height, open } : null
  } catch {
    return null
  }
}

/** Reads pixels; damage shows only now. */
export async function rawPixels(path: string, picture: Sharp): Promise<Size & { readonly pixels: Buffer }> {
  try {
    const { data, info } = await picture
      .removeAlpha()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    if (info.channels !== 3) throw new Error(`${info.channels} channels`)
    return { width: info.width, height: info.height, pixels: data }
  } catch (error) {
    throw new Unreadable(path, `the picture is damaged: ${plainReason(error)}`)
  }
}
