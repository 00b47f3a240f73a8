/** Draws the sky: its colours, its light, clouds and stars. */
import { ellipse, line, n, path, rect } from './brush.ts'
import { lighten, mix } from './colour.ts'
import { HEIGHT, type Stage } from './stage.ts'

export function sky(s: Stage): string {
  const [top, middle, low] = s.palette.sky
  const h = s.horizon / HEIGHT
  const air = s.paint([
    [0, top],
    [h * 0.52, middle],
    [h * 0.98, low],
    [1, low],
  ])
  return rect(0, 0, s.width, HEIGHT, air) + stars(s) + light(s) + clouds(s)
}

function stars(s: Stage): string {
  if (s.palette.stars === 0) return ''
  const deep = s.scene.place === 'space'
  const reach = deep ? HEIGHT : s.horizon * 0.8
  return Array.from({ length: Math.round((deep ? 260 : 150) * s.palette.stars) }, () => {
    const y = s.random.between(0, 1) ** (deep ? 1 : 1.5) * reach
    const size = s.random.between(0.6, 2.3) * (s.random.chance(0.06) ? 1.7 : 1)
    const bright = s.random.between(0.35, 1) * (deep ? 1 : 1 - (0.75 * y) / reach)
    return `<circle cx="${n(s.random.between(0, s.width))}" cy="${n(y)}" r="${n(size)}" fill="#fffdf0" opacity="${n(bright)}"/>`
  }).join('')
}

function light(s: Stage): string {
  const { weather, time, place } = s.scene
  const { x, y } = s.light
  const veil = weather === 'storm' ? 0.35 : weather === 'rain' || weather === 'snowfall' ? 0.5 : 1
  const halo = s.halo([
    [0, s.palette.glow, 0.95],
    [0.25, s.palette.glow, 0.45],
    [1, s.palette.glow, 0],
  ])
  const reach = time === 'night' ? 420 : time === 'day' ? 560 : 720
  const glow = ellipse(
    x,
    y,
    reach * (time === 'night' ? 1 : 1.25),
    reach * 0.8,
    halo,
    `opacity="${veil * (time === 'night' ? 0.55 : 0.85)}"`,
  )
  if (veil < 0.5 || place === 'space' || place === 'underwater') return place === 'space' ? '' : glow
  const radius = time === 'night' ? 46 : time === 'day' ? 40 : 66
  const disc = ellipse(x, y, radius, radius, s.palette.light, `opacity="${veil < 1 || weather === 'fog' ? 0.6 : 1}"`)
  if (time !== 'night') return glow + disc
  const craters = [
    [-14, -10, 9],
    [12, 6, 12],
    [-6, 18, 6],
    [18, -18, 5],
  ] as const
  return (
    glow +
    disc +
    craters
      .map(([cx, cy, r]) => ellipse(x + cx, y + cy, r, r, mix(s.palette.light, s.palette.far, 0.25), 'opacity=".5"'))
      .join('')
  )
}

function clouds(s: Stage): string {
  const { weather, time, place } = s.scene
  if (place === 'space' || place === 'underwater') return ''
  if (weather === 'storm' || weather === 'rain') return thunderheads(s)
  if (weather === 'fog') return ''
  return time === 'day' ? cumulus(s) : streaks(s)
}

/** Long thin clouds that catch the low light. */
function streaks(s: Stage): string {
  const night = s.scene.time === 'night'
  return Array.from({ length: night ? 4 : 9 }, (_, i) => {
    const y = s.horizon * s.random.between(0.22, 0.93)
    const w = s.width * s.random.between(0.16, 0.55)
    const x = s.random.between(-0.15, 0.95) * s.width
    const h = s.random.between(7, 24) * (1.25 - y / s.horizon)
    const lit = Math.max(0, 1 - Math.abs(x + w / 2 - s.light.x) / (0.7 * s.width))
    const colour = mix(s.palette.sky[i % 2 ? 1 : 2], s.palette.glow, 0.25 + 0.6 * lit)
    const fade = s.paint(
      [
        [0, colour, 0],
        [0.35, colour, 1],
        [0.7, colour, 0.85],
        [1, colour, 0],
      ],
      true,
    )
    return path(
      `M${n(x)} ${n(y)}C${n(x + w * 0.25)} ${n(y - h)} ${n(x + w * 0.55)} ${n(y - h * 1.3)} ${n(x + w)} ${n(y - h * 0.2)}C${n(x + w * 0.7)} ${n(y + h * 0.5)} ${n(x + w * 0.3)} ${n(y + h * 0.7)} ${n(x)} ${n(y)}Z`,
      fade,
      `opacity="${night ? 0.25 : 0.62}"`,
    )
  }).join('')
}

function cumulus(s: Stage): string {
  return Array.from({ length: 5 }, (_, i) => {
    const far = i / 5
    const size = (1 - far * 0.6) * s.random.between(0.75, 1.2)
    const y = s.horizon * (0.26 + far * 0.6) + s.random.between(-25, 25)
    let x = s.random.between(-0.1, 0.95) * s.width
    let d = `M${n(x)} ${n(y)}`
    for (const bump of [24, 44, 62, 50, 36, 22]) {
      const r = bump * size * s.random.between(0.8, 1.2)
      d += `a${n(r)} ${n(r * 0.86)} 0 0 1 ${n(r * 1.5)} 0`
      x += r * 1.5
    }
    const white = lighten(s.palette.sky[2], 0.6)
    return path(
      `${d}Z`,
      s.paint([
        [0, white, 0.95],
        [1, white, 0.25],
      ]),
    )
  }).join('')
}

function thunderheads(s: Stage): string {
  const dark = mix(s.palette.sky[0], s.palette.near, 0.45)
  const heads = Array.from({ length: 16 }, (_, i) => {
    const row = Math.floor(i / 6)
    const y = 30 + row * s.horizon * 0.2 + s.random.between(-24, 24)
    const [rx, ry] = [s.width * s.random.between(0.14, 0.26), s.random.between(50, 92) * (1 - row * 0.18)]
    const colour = mix(dark, s.palette.sky[2], 0.1 + row * 0.17 + s.random.between(0, 0.12))
    const soft = s.halo([
      [0, colour, 0.95],
      [0.62, colour, 0.75],
      [1, colour, 0],
    ])
    return ellipse(s.random.between(0, s.width), y, rx, ry, soft)
  }).join('')
  return heads + (s.scene.weather === 'storm' && s.random.chance(0.6) ? lightning(s) : '')
}

function lightning(s: Stage): string {
  let [x, y] = [s.width * (0.5 + s.light.side * s.random.between(0.18, 0.34)), s.horizon * 0.22]
  let d = `M${n(x)} ${n(y)}`
  let fork = ''
  while (y < s.horizon - 20) {
    x += s.random.between(-34, 34)
    y += s.random.between(24, 58)
    d += `L${n(x)} ${n(Math.min(y, s.horizon))}`
    if (s.random.chance(0.25)) fork += `M${n(x)} ${n(y)}l${n(s.random.between(-60, 60))} ${n(s.random.between(30, 60))}`
  }
  const flash = s.halo([
    [0, '#eaf4ff', 0.55],
    [1, '#eaf4ff', 0],
  ])
  return (
    ellipse(x, s.horizon * 0.6, 330, 300, flash) +
    line(d, '#dcecff', 9, 'opacity=".3"') +
    line(d, '#ffffff', 3.2) +
    line(fork, '#eef6ff', 1.6)
  )
}
