/** Composes the frame of a shot that has no reference: a place, a light, and what the picture is of. */
import sharp from 'sharp'
import type { Size } from '../../../src/domain/project.ts'
import type { Framing, Lens } from '../../../src/domain/shot.ts'
import { group, type Brush } from './brush.ts'
import { darken, lighten, mix } from './colour.ts'
import { finish } from './finish.ts'
import { bokeh, foreground } from './foreground.ts'
import { viewOf } from './framing.ts'
import { choosePalette } from './palette.ts'
import { placeSubjects } from './placing.ts'
import { createRandom } from './random.ts'
import { scenery } from './scenery.ts'
import { createPaints, HEIGHT, type Stage } from './stage.ts'
import { weather } from './weather.ts'
import { readScene } from './words.ts'

export type DrawnShot = {
  readonly seed: number
  readonly prompt: string
  readonly framing: Framing
  readonly lens: Lens
}

/** PNG of exactly `size`; the same shot always gives the same picture. */
export async function compose(shot: DrawnShot, size: Size): Promise<Buffer> {
  const far = setStage(shot, size, 'f')
  const near = { ...far, ...createPaints('n') }
  const placed = placeSubjects(near, brushFor(near))
  const behind = await background(far, placed.table, size)
  const front = bokeh(near) + placed.drawing + weather(near) + foreground(near)
  const layers = [{ input: svg(near, front, size) }]
  return finish(
    sharp(await sharp(behind).composite(layers).removeAlpha().png({ compressionLevel: 0 }).toBuffer()),
    size,
    shot,
  )
}

function setStage(shot: DrawnShot, size: Size, name: string): Stage {
  const scene = readScene(shot.prompt)
  const random = createRandom(`${shot.seed} ${shot.framing} ${shot.prompt}`)
  const width = (HEIGHT * size.width) / size.height
  const view = viewOf(shot.framing, shot.lens)
  const horizon = HEIGHT * (view.horizon + random.between(-0.035, 0.035))
  const side = random.chance(0.5) ? 1 : -1
  const up = { dawn: 64, golden: 105, dusk: 22, day: 0, night: 0 }[scene.time]
  const y = up > 0 ? horizon - up - random.between(0, 30) : random.between(150, 240)
  return {
    width,
    horizon,
    random,
    palette: choosePalette(scene),
    scene,
    framing: shot.framing,
    view,
    light: { x: width * (0.5 + side * random.between(0.17, 0.25)), y, side },
    lit:
      scene.time === 'night' ||
      scene.time === 'dusk' ||
      scene.weather === 'storm' ||
      scene.weather === 'rain' ||
      scene.place === 'interior',
    ...createPaints(name),
  }
}

function brushFor(s: Stage): Brush {
  const { palette, light } = s
  const day = s.scene.time === 'day' || s.scene.time === 'dawn'
  const bright = mix(palette.near, palette.glow, day ? 0.5 : 0.34)
  const across = (lit: string, shade: string) =>
    s.paint(
      light.side > 0
        ? [
            [0, shade],
            [0.55, mix(shade, lit, 0.25)],
            [1, lit],
          ]
        : [
            [0, lit],
            [0.45, mix(shade, lit, 0.25)],
            [1, shade],
          ],
      true,
    )
  return {
    random: s.random,
    palette,
    ink: darken(palette.near, 0.25),
    body: across(bright, palette.near),
    pale: mix(lighten(palette.glow, 0.2), palette.far, day ? 0.12 : 0.42),
    rim: lighten(palette.glow, 0.15),
    warm: palette.warm,
    accent: s.scene.colour ?? '#bd4741',
    coloured: s.scene.colour !== null,
    lit: s.lit,
    side: light.side,
    close: ['medium-close-up', 'close-up', 'extreme-close-up'].includes(s.framing),
  }
}

/** Drawn smaller when it will be soft anyway, which is as good and many times faster. */
async function background(s: Stage, table: boolean, size: Size): Promise<Buffer> {
  const sigma = s.view.blur * size.height
  const shrink = sigma > 6 ? 0.34 : sigma > 2.5 ? 0.5 : 1
  const small = { width: Math.ceil(size.width * shrink), height: Math.ceil(size.height * shrink) }
  const drawn = sharp(svg(s, scenery(s, table), small)).removeAlpha()
  if (sigma * shrink >= 0.3) drawn.blur(sigma * shrink)
  const flat = await drawn.png({ compressionLevel: 0 }).toBuffer()
  if (shrink === 1) return flat
  return sharp(flat)
    .resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' })
    .png({ compressionLevel: 0 })
    .toBuffer()
}

function svg(s: Stage, content: string, size: Size): Buffer {
  const { palette } = s
  const fade = (id: string, from: string, to: string) =>
    `<linearGradient id="${id}" x1="${from}" x2="${to}"><stop offset="0" stop-color="${palette.warm}" stop-opacity=".75"/><stop offset="1" stop-color="${palette.warm}" stop-opacity="0"/></linearGradient>`
  const shared =
    `<radialGradient id="warm-glow"><stop offset="0" stop-color="#fff0c8" stop-opacity=".8"/><stop offset=".28" stop-color="${palette.warm}" stop-opacity=".42"/><stop offset="1" stop-color="${palette.warm}" stop-opacity="0"/></radialGradient>` +
    `<radialGradient id="paper" cx=".5" cy=".58" r=".62"><stop offset="0" stop-color="#fff6d8"/><stop offset=".5" stop-color="#ffc869"/><stop offset="1" stop-color="#d9682c"/></radialGradient>` +
    `<radialGradient id="flame"><stop offset="0" stop-color="#fffdf2"/><stop offset=".4" stop-color="#fff4d0" stop-opacity=".85"/><stop offset="1" stop-color="#ffe29a" stop-opacity="0"/></radialGradient>` +
    `<linearGradient id="lamp-cone" x2="0" y2="1"><stop offset="0" stop-color="#ffe6ae" stop-opacity=".5"/><stop offset="1" stop-color="#ffe6ae" stop-opacity="0"/></linearGradient>` +
    fade('beam-right', '0', '1') +
    fade('beam-left', '1', '0')
  const body = group(`scale(${size.height / HEIGHT})`, content)
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}"><defs>${shared}${s.paints()}</defs>${body}</svg>`,
  )
}
