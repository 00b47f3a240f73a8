/** Draws land without houses: woods, dunes, snow, meadows. */
import { ellipse, n, path, rect } from './brush.ts'
import { lighten, mix } from './colour.ts'
import { firs, hills, layer, mountains, outline, ridge, veiled } from './land.ts'
import { HEIGHT, type Stage } from './stage.ts'

export function forest(s: Stage): string {
  const beams = [0, 1, 2, 3]
    .map((i) => {
      const x = s.light.x + (i - 1.5) * 90
      const lean = -s.light.side * (190 + i * 60)
      return path(
        `M${n(x)} 0L${n(x + 46)} 0L${n(x + lean + 190)} ${HEIGHT}L${n(x + lean)} ${HEIGHT}Z`,
        s.paint([
          [0, s.palette.glow, 0.34],
          [1, s.palette.glow, 0],
        ]),
      )
    })
    .join('')
  const row = (height: number, nearness: number, foot: number, gap: number) =>
    firs(
      s,
      () => foot,
      height,
      s.paint([
        [0, veiled(s, nearness)],
        [1, mix(veiled(s, nearness), s.palette.sky[2], 0.35 * (1 - nearness))],
      ]),
      gap,
    )
  const ground = layer(s, ridge(s.random, s.width, s.horizon + 90, 46, 0), 0.8, HEIGHT + 10)
  const trunks = Array.from({ length: 4 }, (_, i) => {
    const x = s.width * (i < 2 ? s.random.between(-0.02, 0.2) : s.random.between(0.8, 1.02))
    const w = s.random.between(26, 60)
    return `M${n(x - w * 0.5)} -10C${n(x - w * 0.4)} 400 ${n(x - w * 0.5)} 700 ${n(x - w)} ${HEIGHT + 10}L${n(x + w * 0.9)} ${HEIGHT + 10}C${n(x + w * 0.4)} 700 ${n(x + w * 0.3)} 400 ${n(x + w * 0.4)} -10Z`
  }).join('')
  return (
    mountains(s, 1, 210, HEIGHT + 10) +
    row(260, 0.2, s.horizon + 30, 0.2) +
    row(330, 0.42, s.horizon + 60, 0.24) +
    beams +
    row(430, 0.66, s.horizon + 100, 0.34) +
    ground +
    path(trunks, s.palette.near)
  )
}

export function desert(s: Stage): string {
  const sand = mix(s.palette.far, s.palette.warm, 0.3)
  const dunes = [0, 1, 2, 3].map((i) => {
    const base = s.horizon + 30 + i * i * 44
    const crest = ridge(s.random, s.width, base, 120 + i * 24, 0)
    const near = i / 3
    const [lit, shade] = [
      mix(mix(sand, s.palette.glow, 0.45), s.palette.near, near * 0.4),
      mix(sand, s.palette.near, 0.22 + near * 0.5),
    ]
    const dune = path(
      outline(crest, HEIGHT + 10),
      s.paint(
        s.light.side > 0
          ? [
              [0, shade],
              [1, lit],
            ]
          : [
              [0, lit],
              [1, shade],
            ],
        true,
      ),
    )
    // The lee side below each crest, in shadow.
    const lee = crest.map(([x, y], j): [number, number] => [
      x - s.light.side * 36,
      y + 26 + 46 * Math.abs(Math.sin(j * 0.22 + i)),
    ])
    const shadow = `M${crest.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}L${lee
      .toReversed()
      .map(([x, y]) => `${n(x)} ${n(y)}`)
      .join('L')}Z`
    return dune + path(shadow, mix(shade, s.palette.near, 0.3), 'opacity=".38"')
  })
  return layer(s, ridge(s.random, s.width, s.horizon + 20, 110, 0.5), 0.3, HEIGHT + 10) + dunes.join('')
}

export function snowfield(s: Stage): string {
  const white = lighten(mix(s.palette.sky[2], s.palette.sky[1], 0.3), s.scene.time === 'night' ? 0.1 : 0.55)
  const drift = (y: number, rise: number, dark: number) =>
    path(
      outline(ridge(s.random, s.width, y, rise, 0), HEIGHT + 10),
      s.paint([
        [0, mix(white, s.palette.glow, 0.25)],
        [1, mix(white, s.palette.far, 0.25 + dark)],
      ]),
    )
  return (
    mountains(s, 3, 330, HEIGHT + 10) +
    firs(s, () => s.horizon + 40, 80, veiled(s, 0.62), 0.35) +
    drift(s.horizon + 70, 60, 0) +
    firs(s, (x) => s.horizon + 100 + Math.sin(x / 90) * 8, 130, veiled(s, 0.85), 1.5) +
    drift(s.horizon + 150, 90, 0.15) +
    drift(s.horizon + 300, 110, 0.35)
  )
}

export function meadows(s: Stage): string {
  const green = mix(s.palette.far, s.scene.time === 'night' ? '#274a52' : '#93a85a', 0.45)
  const field = (y: number, rise: number, near: number) => {
    const colour = mix(green, s.palette.near, near)
    return path(
      outline(ridge(s.random, s.width, y, rise, 0), HEIGHT + 10),
      s.paint([
        [0, mix(colour, s.palette.glow, 0.38 * (1 - near))],
        [0.5, colour],
        [1, mix(colour, s.palette.near, 0.5)],
      ]),
    )
  }
  const copse = Array.from({ length: 13 }, () => {
    const [x, r] = [s.random.between(0, s.width), s.random.between(12, 26)]
    return (
      ellipse(x, s.horizon + 44 - r * 0.5, r, r * 0.9, veiled(s, 0.62)) +
      rect(x - 2, s.horizon + 40, 4, 20, veiled(s, 0.7))
    )
  }).join('')
  return (
    hills(s, 2, 170, HEIGHT + 10) +
    field(s.horizon + 60, 80, 0.1) +
    copse +
    field(s.horizon + 120, 80, 0.35) +
    field(s.horizon + 230, 90, 0.6)
  )
}
