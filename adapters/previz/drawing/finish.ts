/** Gives a drawn frame what a lens and film give: darker corners and a little grain, which also keeps gradients from banding. */
import type { Sharp } from 'sharp'
import type { Size } from '../../../src/domain/project.ts'
import { createRandom } from './random.ts'

const TILE = 192
/** Of 255. */
const GRAIN = 4

export async function finish(picture: Sharp, size: Size, shot: { readonly seed: number }): Promise<Buffer> {
  return picture
    .composite([{ input: vignette(size) }, grain(size, shot.seed)])
    .removeAlpha()
    .png({ compressionLevel: 2 })
    .toBuffer()
}

const vignette = ({ width, height }: Size): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><radialGradient id="v" cx=".5" cy=".48" r=".78"><stop offset=".55" stop-color="#05040c" stop-opacity="0"/><stop offset="1" stop-color="#05040c" stop-opacity=".5"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#v)"/></svg>`,
  )

/** A tile laid again and again; never larger than the picture. */
function grain(size: Size, seed: number) {
  const random = createRandom(`grain ${seed}`)
  const [width, height] = [Math.min(TILE, size.width), Math.min(TILE, size.height)]
  const input = Buffer.alloc(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    const grey = Math.round(128 + (random.between(-1, 1) + random.between(-1, 1)) * GRAIN)
    input.set([grey, grey, grey, 255], i * 4)
  }
  return { input, raw: { width, height, channels: 4 as const }, tile: true, blend: 'overlay' as const }
}
