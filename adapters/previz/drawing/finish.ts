/** Gives a drawn frame what a lens and film give: darker corners and a little grain, which also keeps gradients from banding. */
import type { Sharp } from 'sharp'
import type { Size } from '../../../src/domain/project.ts'
import { createRandom } from './random.ts'

const TILE = 192
/** Of 255. */
const GRAIN = 5

export async function finish(picture: Sharp, size: Size, shot: { readonly seed: number }): Promise<Buffer> {
  const grain = {
    input: grainTile(shot.seed),
    raw: { width: TILE, height: TILE, channels: 4 as const },
    tile: true,
    blend: 'overlay' as const,
  }
  return picture
    .composite([{ input: vignette(size) }, grain])
    .removeAlpha()
    .png({ compressionLevel: 2 })
    .toBuffer()
}

const vignette = ({ width, height }: Size): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><radialGradient id="v" cx=".5" cy=".48" r=".78"><stop offset=".55" stop-color="#05040c" stop-opacity="0"/><stop offset="1" stop-color="#05040c" stop-opacity=".5"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#v)"/></svg>`,
  )

function grainTile(seed: number): Buffer {
  const random = createRandom(`grain ${seed}`)
  const pixels = Buffer.alloc(TILE * TILE * 4)
  for (let i = 0; i < TILE * TILE; i++) {
    const grey = Math.round(128 + (random.between(-1, 1) + random.between(-1, 1)) * GRAIN)
    pixels.set([grey, grey, grey, 255], i * 4)
  }
  return pixels
}
