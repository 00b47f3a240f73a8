/** Puts a place together from sky, land and water, farthest first. */
import { ellipse, group, line, n, path, rect } from './brush.ts'
import { darken, lighten, mix } from './colour.ts'
import { room } from './indoors.ts'
import { firs, hills, layer, mountains, outline, ridge, road, skyline, veiled } from './land.ts'
import { sky } from './sky.ts'
import { HEIGHT, type Stage } from './stage.ts'
import { sea, stillWater } from './water.ts'

/** What lies behind the subject. `table`: the subject stands on one, if this is a room. */
export function scenery(s: Stage, table: boolean): string {
  if (s.scene.place === 'interior') return room(s, table)
  const nearer = (content: string): string => {
    const { zoom } = s.view
    if (zoom === 1) return content
    const [x, y] = [s.width / 2, s.horizon]
    return group(`translate(${n(x)} ${n(y)}) scale(${zoom}) translate(${n(-x)} ${n(-y)})`, content)
  }
  return sky(s) + nearer(land(s) + (s.scene.road && s.scene.place !== 'lake' && s.scene.place !== 'sea' ? road(s) : ''))
}

function land(s: Stage): string {
  const flat = (foot = HEIGHT) => Math.max(foot, HEIGHT + 10)
  switch (s.scene.place) {
    case 'lake': {
      const wood = firs(s, () => s.horizon + 2, 58, veiled(s, 0.74), 0.22)
      const shore = mountains(s, 3, 250, s.horizon + 1) + wood
      return (
        shore +
        stillWater(s, shore) +
        line(`M-100 ${n(s.horizon)}H${n(s.width + 100)}`, s.palette.glow, 1.6, 'opacity=".5"')
      )
    }
    case 'sea': {
      const left = s.light.side > 0
      const head = ridge(s.random, s.width * 0.5, s.horizon + 4, 110, 1).map(([x, y], i, all): [number, number] => {
        const away = i / all.length
        const place = left ? x - s.width * 0.06 : s.width * 1.06 - x
        return [place, s.horizon + 4 - (s.horizon + 4 - y) * Math.max(0, 1 - away * 1.1)]
      })
      return path(outline(head, s.horizon + 4), veiled(s, 0.35)) + sea(s)
    }
    case 'forest':
      return forest(s)
    case 'mountains':
      return (
        mountains(s, 4, 430, flat()) +
        layer(s, ridge(s.random, s.width, s.horizon + 170, 120, 0), 0.86, flat()) +
        firs(s, () => s.horizon + 150, 90, veiled(s, 0.92), 0.5)
      )
    case 'city':
      return city(s)
    case 'desert':
      return desert(s)
    case 'snowfield':
      return snowfield(s)
    case 'hills':
      return meadows(s)
    case 'space':
      return heavens(s)
    case 'underwater':
      return depths(s)
    case 'interior':
      return ''
  }
}

function forest(s: Stage): string {
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

function city(s: Stage): string {
  const foot = s.horizon + 40
  const street = s.paint([
    [0, mix(s.palette.far, s.palette.near, 0.5)],
    [1, darken(s.palette.near, 0.2)],
  ])
  const blocks = skyline(s, 0.08, 330, foot) + skyline(s, 0.36, 300, foot) + skyline(s, 0.72, 250, foot + 6)
  const wet = Array.from({ length: 26 }, () => {
    const [x, y] = [s.random.between(0, s.width), foot + s.random.between(8, 220)]
    return rect(
      Number(n(x)),
      Number(n(y)),
      Number(n(s.random.between(3, 15))),
      Number(n(s.random.between(40, 170))),
      s.random.chance(0.75) ? s.palette.warm : '#9fd8ff',
      `opacity="${n(s.random.between(0.05, 0.24))}"`,
    )
  }).join('')
  const lamps = s.lit
    ? [0.07, 0.3, 0.7, 0.93]
        .map((at) => {
          const [x, h] = [s.width * at, 190 - Math.abs(at - 0.5) * -120]
          return (
            line(`M${n(x)} ${n(foot + 40)}V${n(foot + 40 - h)}q0 -16 ${at < 0.5 ? 18 : -18} -16`, s.palette.near, 5) +
            ellipse(x + (at < 0.5 ? 22 : -22), foot + 26 - h, 7, 6, '#fff1cc') +
            ellipse(x + (at < 0.5 ? 22 : -22), foot + 30 - h, 74, 74, 'url(#warm-glow)')
          )
        })
        .join('')
    : ''
  return (
    blocks +
    rect(-200, foot, s.width + 400, HEIGHT - foot + 10, street) +
    (s.lit || s.scene.weather === 'rain' ? wet : '') +
    lamps
  )
}

function desert(s: Stage): string {
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

function snowfield(s: Stage): string {
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

function meadows(s: Stage): string {
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
      ellipse(Number(n(x)), Number(n(s.horizon + 44 - r * 0.5)), Number(n(r)), Number(n(r * 0.9)), veiled(s, 0.62)) +
      rect(Number(n(x - 2)), Number(n(s.horizon + 40)), 4, 20, veiled(s, 0.7))
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

function heavens(s: Stage): string {
  const clouds = Array.from({ length: 9 }, () => {
    const colour = s.random.pick(['#7a4bd6', '#d6527e', '#2f7fd6', '#46c2c9', '#e08a4e'])
    return ellipse(
      Number(n(s.random.between(0, s.width))),
      Number(n(s.random.between(50, 850))),
      Number(n(s.random.between(180, 460))),
      Number(n(s.random.between(90, 240))),
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
    Number(n(x)),
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
      Number(n(s.random.between(0, s.width))),
      Number(n(s.random.between(s.horizon + 225, HEIGHT))),
      Number(n(s.random.between(22, 74))),
      Number(n(s.random.between(5, 13))),
      darken(s.palette.far, 0.5),
      'opacity=".5"',
    ),
  ).join('')
  const grounded = !['rocket', 'plane', 'balloon'].includes(s.scene.subjects[0])
  return clouds + planet + ring + (grounded ? moon + craters : '')
}

function depths(s: Stage): string {
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
