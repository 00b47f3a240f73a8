/** Draws where nobody can breathe: space and the deep sea. */
import { ellipse, line, n, path } from './brush.ts'
import { darken, lighten, mix } from './colour.ts'
import { layer, outline, ridge } from './land.ts'
import { HEIGHT, type Stage } from './stage.ts'

export function heavens(s: Stage): string {
  const clouds = Array.from({ length: 9 }, () => {
    const colour = s.random.pick(['#7a4bd6', '#d6527e', '#2f7fd6', '#46c2c9', '#e08a4e'])
    return ellipse(
      s.random.between(0, s.width),
      s.random.between(50, 850),
      s.random.between(180, 460),
      s.random.between(90, 240),
      s.halo([
        [0, colour, 0.3],
        [1, colour, 0],
      ]),
      `transform="rotate(${n(s.random.between(-18, 18))} ${n(s.width / 2)} 500)"`,
    )
  }).join('')
  const [x, y, r] = [s.light.x, 290, s.random.between(110, 190)]
  const colour = s.random.pick(['#d98a5a', '#5a9ad9', '#b46ad0', '#d9b45a'])
  const planet = ellipse(
    x,
    y,
    r,
    r,
    s.paint(
      s.light.side > 0
        ? [
            [0, darken(colour, 0.8)],
            [0.75, colour],
            [1, lighten(colour, 0.45)],
          ]
        : [
            [0, lighten(colour, 0.45)],
            [0.25, colour],
            [1, darken(colour, 0.8)],
          ],
      true,
    ),
  )
  const ring = s.random.chance(0.6)
    ? `<ellipse cx="${n(x)}" cy="${y}" rx="${n(r * 1.75)}" ry="${n(r * 0.36)}" fill="none" stroke="${lighten(colour, 0.35)}" stroke-width="${n(r * 0.11)}" opacity=".55" transform="rotate(-16 ${n(x)} ${y})"/>`
    : ''
  const moon = path(
    outline(ridge(s.random, s.width, s.horizon + 190, 60, 0.25), HEIGHT + 10),
    s.paint([
      [0, mix(s.palette.far, s.palette.light, 0.45)],
      [1, darken(s.palette.far, 0.6)],
    ]),
  )
  const craters = Array.from({ length: 9 }, () =>
    ellipse(
      s.random.between(0, s.width),
      s.random.between(s.horizon + 225, HEIGHT),
      s.random.between(22, 74),
      s.random.between(5, 13),
      darken(s.palette.far, 0.5),
      'opacity=".5"',
    ),
  ).join('')
  const grounded = !['rocket', 'plane', 'balloon'].includes(s.scene.subjects[0])
  return clouds + planet + ring + (grounded ? moon + craters : '')
}

export function depths(s: Stage): string {
  const rays = [0, 1, 2, 3, 4, 5]
    .map((i) => {
      const x = s.width * (0.1 + i * 0.17) + s.random.between(-40, 40)
      return path(
        `M${n(x)} -20L${n(x + 64)} -20L${n(x + s.random.between(-160, 120))} ${HEIGHT}L${n(x - 190)} ${HEIGHT}Z`,
        s.paint([
          [0, '#f0fffa', 0.36],
          [0.75, '#f0fffa', 0],
        ]),
      )
    })
    .join('')
  const reef =
    layer(s, ridge(s.random, s.width, HEIGHT - 60, 170, 0.7), 0.5, HEIGHT + 10) +
    layer(s, ridge(s.random, s.width, HEIGHT + 20, 150, 0.7), 0.85, HEIGHT + 10)
  const weed = Array.from({ length: 16 }, () => {
    const [x, h] = [s.random.between(0, s.width), s.random.between(90, 300)]
    return `M${n(x)} ${HEIGHT + 10}q-34 ${n(-h * 0.3)} 0 ${n(-h * 0.5)}t6 ${n(-h * 0.5)}`
  }).join('')
  const bubbles = Array.from(
    { length: 24 },
    () =>
      `<circle cx="${n(s.random.between(0, s.width))}" cy="${n(s.random.between(40, 900))}" r="${n(s.random.between(3, 13))}" fill="#ffffff" fill-opacity=".12" stroke="#eafffb" stroke-opacity=".55" stroke-width="1.500"/>`,
  ).join('')
  return rays + reef + line(weed, mix(s.palette.near, '#1f7f6a', 0.55), 9, 'opacity=".85"') + bubbles
}
