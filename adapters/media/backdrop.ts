/** A picture of another shape on a blurred, darker copy of itself that fills the frame, as an FFmpeg filter. */
import type { Size } from '../../src/domain/project.ts'
import { even } from './planes.ts'

/** The copy is blurred this many times smaller: it shows no detail, and costs next to nothing. */
const SMALLER = 8
/** Of the copy's light: darker than the picture, so that the eye stays with it. */
const LIGHT = 0.55

/** `picture` is the whole picture's size within `frame`. Ends in a comma. */
export function backdropFilter(picture: Size, frame: Size, flags: string): string {
  const cover = Math.max(frame.width / picture.width, frame.height / picture.height)
  const small: Size = { width: even(Math.ceil(frame.width / SMALLER)), height: even(Math.ceil(frame.height / SMALLER)) }
  const filled: Size = {
    width: Math.max(small.width, even(Math.round((picture.width * cover) / SMALLER) + 1)),
    height: Math.max(small.height, even(Math.round((picture.height * cover) / SMALLER) + 1)),
  }
  const sigma = (Math.min(small.width, small.height) * 0.05).toFixed(2)
  // Chroma lies on even pixels.
  const left = Math.round((frame.width - picture.width) / 4) * 2
  const top = Math.round((frame.height - picture.height) / 4) * 2
  const copy = [
    `scale=${filled.width}:${filled.height}:${flags}`,
    `crop=${small.width}:${small.height}`,
    'format=yuv420p',
    `gblur=sigma=${sigma}`,
    `lutyuv=y='16+(val-16)*${LIGHT}':u='128+(val-128)*0.8':v='128+(val-128)*0.8'`,
    `scale=${frame.width}:${frame.height}:flags=bicubic`,
    'setsar=1',
  ].join(',')
  return `split[front][back];[back]${copy}[backdrop];[front]scale=${picture.width}:${picture.height}:${flags},format=yuv420p,setsar=1[picture];[backdrop][picture]overlay=${left}:${top}:format=yuv420,setsar=1,`
}
