/** Draws a room with one window, for scenes under a roof. */
import { ellipse, line, n, path, rect } from './brush.ts'
import { darken, mix } from './colour.ts'
import { HEIGHT, type Stage } from './stage.ts'

/** Things of this size stand on a table; its edge is here, from the top. */
export const TABLE = 720

export function room(s: Stage, table: boolean): string {
  const { palette, light } = s
  const wall = mix(mix(palette.near, palette.warm, 0.2), palette.far, 0.35)
  const side = light.side
  const [w, h] = [Math.min(300, s.width * 0.34), 400]
  const [x, y] = [s.width * (0.5 + side * 0.27) - w / 2, 110]
  const floor = s.horizon + 130
  const walls = s.paint(
    side > 0
      ? [
          [0, darken(wall, 0.45)],
          [0.6, wall],
          [1, mix(wall, palette.glow, 0.28)],
        ]
      : [
          [0, mix(wall, palette.glow, 0.28)],
          [0.4, wall],
          [1, darken(wall, 0.45)],
        ],
    true,
  )
  const out = s.paint([
    [0, palette.sky[0]],
    [0.55, palette.sky[1]],
    [1, palette.sky[2]],
  ])
  const shaft = s.paint([
    [0, palette.glow, 0.42],
    [1, palette.glow, 0.02],
  ])
  const lean = -side * 330
  const spill = `M${n(x)} ${n(y + h)}L${n(x + w)} ${n(y + h)}L${n(x + w + lean * 1.1)} ${HEIGHT}L${n(x + lean * 1.6)} ${HEIGHT}Z`
  const beam = `M${n(x)} ${y}L${n(x + w)} ${y}L${n(x + w + lean)} ${HEIGHT}L${n(x + lean * 1.7)} ${HEIGHT}Z`
  const boards = Array.from({ length: 9 }, (_, i) =>
    line(
      `M${n(s.width * (i / 8))} ${n(floor)}L${n(s.width * (0.5 + (i / 8 - 0.5) * 2.6))} ${HEIGHT}`,
      darken(wall, 0.7),
      2,
      'opacity=".5"',
    ),
  ).join('')
  const glowing = s.halo([
    [0, palette.glow, 0.7],
    [1, palette.glow, 0],
  ])
  return (
    rect(0, 0, s.width, HEIGHT, walls) +
    ellipse(x + w / 2, y + h / 2, w * 1.7, h * 1.25, glowing, 'opacity=".6"') +
    rect(x - 14, y - 14, w + 28, h + 28, darken(wall, 0.55)) +
    rect(x, y, w, h, out) +
    hillsOutside(s, x, y, w, h) +
    line(`M${n(x + w / 2)} ${y}V${y + h}M${n(x)} ${y + h * 0.42}H${n(x + w)}`, darken(wall, 0.55), 11) +
    rect(x - 24, y + h + 12, w + 48, 14, darken(wall, 0.4)) +
    pictures(s, wall) +
    rect(
      0,
      floor,
      s.width,
      HEIGHT - floor,
      s.paint([
        [0, darken(wall, 0.5)],
        [1, darken(wall, 0.75)],
      ]),
    ) +
    boards +
    path(spill, shaft, 'opacity=".8"') +
    path(beam, shaft, 'opacity=".5"') +
    dust(s, x + w / 2 + lean * 0.5) +
    (table ? tableTop(s, wall) : '')
  )
}

function hillsOutside(s: Stage, x: number, y: number, w: number, h: number): string {
  const base = y + h
  return (
    path(
      `M${n(x)} ${n(base)}V${n(base - h * 0.3)}Q${n(x + w * 0.3)} ${n(base - h * 0.48)} ${n(x + w * 0.6)} ${n(base - h * 0.26)}T${n(x + w)} ${n(base - h * 0.32)}V${n(base)}Z`,
      s.palette.far,
    ) +
    path(
      `M${n(x)} ${n(base)}V${n(base - h * 0.13)}Q${n(x + w * 0.5)} ${n(base - h * 0.25)} ${n(x + w)} ${n(base - h * 0.1)}V${n(base)}Z`,
      mix(s.palette.far, s.palette.near, 0.55),
    )
  )
}

/** On the wall away from the window: frames, or a shelf with books. */
function pictures(s: Stage, wall: string): string {
  const x = s.width * (0.5 - s.light.side * 0.3)
  const dark = darken(wall, 0.6)
  if (s.random.chance(0.5)) {
    return [
      [-70, 190, 110, 140],
      [62, 230, 80, 96],
    ]
      .map(
        ([dx = 0, y = 0, w = 0, h = 0]) =>
          rect(x + dx - w / 2, y, w, h, dark) +
          rect(x + dx - w / 2 + 9, y + 9, w - 18, h - 18, mix(wall, s.palette.warm, 0.35)) +
          path(
            `M${n(x + dx - w / 2 + 9)} ${y + h - 9}L${n(x + dx)} ${n(y + h * 0.45)}L${n(x + dx + w / 2 - 9)} ${y + h - 9}Z`,
            mix(wall, s.palette.near, 0.6),
          ),
      )
      .join('')
  }
  let books = ''
  for (const y of [250, 390]) {
    for (let bx = x - 130; bx < x + 110;) {
      const [w, h] = [s.random.between(10, 24), s.random.between(58, 96)]
      books += rect(
        bx,
        y - h,
        w - 2,
        h,
        mix(
          dark,
          s.random.pick([s.palette.warm, s.palette.far, '#a34a3e', s.palette.sky[2]]),
          s.random.between(0.15, 0.5),
        ),
      )
      bx += w + (s.random.chance(0.12) ? 30 : 0)
    }
    books += rect(x - 150, y, 300, 11, dark)
  }
  return books
}

const dust = (s: Stage, x: number): string =>
  Array.from({ length: 26 }, () =>
    ellipse(
      x + s.random.between(-210, 210),
      s.random.between(230, 900),
      2,
      2,
      s.palette.glow,
      `opacity="${n(s.random.between(0.2, 0.6))}"`,
    ),
  ).join('')

function tableTop(s: Stage, wall: string): string {
  const wood = mix(darken(wall, 0.35), '#7a4422', 0.4)
  return (
    rect(
      0,
      TABLE - 14,
      s.width,
      HEIGHT - TABLE + 20,
      s.paint([
        [0, mix(wood, s.palette.glow, 0.35)],
        [0.12, wood],
        [1, darken(wood, 0.65)],
      ]),
    ) + line(`M0 ${TABLE - 13}H${n(s.width)}`, mix(wood, s.palette.glow, 0.6), 3, 'opacity=".7"')
  )
}
