/** Draws what makes a horizon: ridges, hills, woods, skylines. */
import { line, n, path, rect } from './brush.ts'
import { lighten, mix } from './colour.ts'
import type { Random } from './random.ts'
import { HEIGHT, type Stage } from './stage.ts'

type Points = readonly (readonly [x: number, y: number])[]

/** One swing of a broad hill, in units, whatever the width of the picture. */
const UNIT = 1700

/** Sums of ever finer waves; `rough` is how much of the fine ones there is, 0 for soft hills and 1 for rock. */
export function ridge(random: Random, width: number, base: number, rise: number, rough: number): Points {
  const waves = [0.9, 1.9, 3.7, 7.9, 15.1, 31].map((frequency, i) => ({
    frequency: frequency * random.between(0.85, 1.2),
    phase: random.between(0, 7),
    weight: i < 2 ? 1 / (i + 1) : (rough * 0.9) / 1.75 ** i,
  }))
  const total = waves.reduce((sum, w) => sum + w.weight, 0)
  const step = rough > 0 ? 15 : 34
  const points: [number, number][] = []
  for (let x = -0.1 * width; x <= 1.1 * width; x += step) {
    const t = (x / UNIT) * Math.PI
    const up = waves.reduce((sum, { frequency, phase, weight }) => {
      const wave = Math.sin(t * frequency + phase)
      // Rock comes to points, hills do not.
      return sum + weight * (rough > 0 ? 1 - 2 * Math.abs(wave) : wave)
    }, 0)
    points.push([x, base - rise * (0.5 + (0.62 * up) / total)])
  }
  return points
}

export const outline = (points: Points, bottom: number): string =>
  `M${n(points[0]?.[0] ?? 0)} ${n(bottom)}${points.map(([x, y]) => `L${n(x)} ${n(y)}`).join('')}L${n(points.at(-1)?.[0] ?? 0)} ${n(bottom)}Z`

/** The air between: 0 is the farthest layer, 1 the nearest. */
export const veiled = (s: Stage, nearness: number): string =>
  nearness < 0.5
    ? mix(mix(s.palette.sky[2], s.palette.far, 0.55), s.palette.far, nearness * 2)
    : mix(s.palette.far, s.palette.near, (nearness - 0.5) * 1.9)

/** A layer stands out at its top and sinks into mist at its foot. */
export function layer(s: Stage, points: Points, nearness: number, bottom: number): string {
  const colour = veiled(s, nearness)
  const foot = mix(colour, s.palette.sky[2], 0.45 * (1 - nearness))
  return path(
    outline(points, bottom),
    s.paint([
      [0, colour],
      [1, foot],
    ]),
  )
}

export function mountains(s: Stage, count: number, rise: number, bottom: number): string {
  return Array.from({ length: count }, (_, i) => {
    const share = i / Math.max(1, count - 1)
    const points = ridge(s.random, s.width, s.horizon + 8, rise * (1 - 0.55 * share), 1)
    const snow = s.scene.place === 'snowfield' || s.scene.place === 'mountains'
    const body = layer(s, points, 0.12 + share * 0.5, bottom)
    return body + (snow && i < count - 1 ? snowcaps(s, points, rise * (1 - 0.55 * share)) : '')
  }).join('')
}

/** The lit upper parts of a ridge, hanging down in uneven tongues. */
function snowcaps(s: Stage, points: Points, rise: number): string {
  const line = s.horizon - rise * 0.5
  const under = points.map(([x, y], i): [number, number] => [x, y + Math.max(0, line - y) * (i % 3 ? 0.34 : 0.62)])
  const cap = `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}L${under
    .toReversed()
    .map(([x, y]) => `${n(x)} ${n(y)}`)
    .join('L')}Z`
  return path(cap, lighten(s.palette.glow, 0.35), 'opacity=".62"')
}

export function hills(s: Stage, count: number, rise: number, bottom: number): string {
  return Array.from({ length: count }, (_, i) => {
    const share = i / Math.max(1, count - 1)
    const base = s.horizon + (bottom - s.horizon) * share * share * 0.7 + 14
    return layer(s, ridge(s.random, s.width, base, rise * (1 - 0.25 * share), 0), 0.25 + share * 0.6, bottom)
  }).join('')
}

const conifer = (x: number, foot: number, height: number, lean: number): string => {
  const half = height * 0.19
  const tiers = [0, 0.28, 0.55].map((up, i) => {
    const [w, y] = [half * (1 - i * 0.27), foot - height * (0.08 + up)]
    return `M${n(x - w)} ${n(y)}L${n(x + lean * (i + 1))} ${n(y - height * 0.46)}L${n(x + w)} ${n(y)}Z`
  })
  return `${tiers.join('')}M${n(x - half * 0.12)} ${n(foot)}V${n(foot - height * 0.2)}H${n(x + half * 0.12)}V${n(foot)}Z`
}

/** One row of firs of uneven heights along a line. */
export function firs(s: Stage, foot: (x: number) => number, height: number, colour: string, gap = 0.3): string {
  let d = ''
  const lean = s.scene.weather === 'wind' || s.scene.weather === 'storm' ? height * 0.025 * s.light.side : 0
  for (let x = -0.05 * s.width; x < 1.05 * s.width; x += height * s.random.between(gap * 0.5, gap * 1.6)) {
    d += conifer(x, foot(x) + height * 0.04, height * s.random.between(0.55, 1.05), lean)
  }
  return path(d, colour)
}

export function skyline(s: Stage, nearness: number, tallest: number, foot: number): string {
  const colour = veiled(s, nearness)
  const walls = s.paint([
    [0, colour],
    [1, mix(colour, s.palette.sky[2], 0.3 * (1 - nearness))],
  ])
  let out = ''
  for (let x = -0.05 * s.width; x < 1.05 * s.width;) {
    const [w, h] = [tallest * s.random.between(0.14, 0.34), tallest * s.random.between(0.3, 1)]
    const top = foot - h
    out += rect(x, top, w, h + 4, walls)
    if (s.random.chance(0.3)) out += rect(x + w * 0.2, top - h * 0.08, w * 0.5, h * 0.09, walls)
    if (s.random.chance(0.22)) out += line(`M${n(x + w / 2)} ${n(top)}V${n(top - h * 0.22)}`, colour, 3)
    if (s.lit && nearness > 0.2) out += windows(s, x, top, w, h, nearness)
    x += w * s.random.between(0.92, 1.25)
  }
  return out
}

function windows(s: Stage, x: number, top: number, width: number, height: number, nearness: number): string {
  const cell = 9 + nearness * 15
  const [warm, cool]: [string[], string[]] = [[], []]
  const busy = s.random.between(0.12, 0.5)
  for (let wy = top + cell; wy < top + height - cell; wy += cell * 1.5) {
    for (let wx = x + cell * 0.6; wx < x + width - cell; wx += cell * 1.1) {
      if (s.random.chance(busy))
        (s.random.chance(0.82) ? warm : cool).push(
          `M${n(wx)} ${n(wy)}h${n(cell * 0.5)}v${n(cell * 0.7)}h-${n(cell * 0.5)}Z`,
        )
    }
  }
  return (
    path(warm.join(''), s.palette.warm, `opacity="${n(0.45 + nearness * 0.5)}"`) +
    path(cool.join(''), '#bfe6ff', 'opacity=".6"')
  )
}

/** Blades in front of the lens, out of the light. */
export function grass(s: Stage, height: number): string {
  const wind = s.scene.weather === 'wind' || s.scene.weather === 'storm' ? 0.9 : 0.3
  let d = ''
  for (let x = -20; x < s.width + 20; x += s.random.between(5, 16)) {
    const edge = Math.abs(x / s.width - 0.5) * 2
    const h = height * s.random.between(0.25, 1) * (0.35 + 0.75 * edge ** 2)
    const tip = x + h * s.random.between(-0.2, 0.5) * wind * s.light.side
    d += `M${n(x - 4)} ${HEIGHT + 4}Q${n(x)} ${n(HEIGHT - h * 0.6)} ${n(tip)} ${n(HEIGHT - h)}Q${n(x + 5)} ${n(HEIGHT - h * 0.5)} ${n(x + 5)} ${HEIGHT + 4}Z`
  }
  return path(d, s.palette.near)
}

export function road(s: Stage): string {
  const [far, mid] = [s.width * 0.5 + s.light.side * s.width * 0.06, s.width * 0.5]
  const [top, bottom] = [s.horizon + 16, HEIGHT + 10]
  const bed = s.paint([
    [0, mix(s.palette.far, s.palette.sky[2], 0.4)],
    [1, mix(s.palette.near, s.palette.sky[0], 0.25)],
  ])
  const edges = `M${n(far - 5)} ${n(top)}C${n(far - 20)} ${n(top + 160)} ${n(mid - s.width * 0.2)} ${n(bottom - 200)} ${n(mid - s.width * 0.42)} ${bottom}L${n(mid + s.width * 0.42)} ${bottom}C${n(mid + s.width * 0.2)} ${n(bottom - 200)} ${n(far + 20)} ${n(top + 160)} ${n(far + 5)} ${n(top)}Z`
  const dashes = [0.2, 0.34, 0.52, 0.76].map((t) => {
    const y = top + (bottom - top) * t
    const [x, w, h] = [far + (mid - far) * t, 2 + t * 9, 12 + t * 62]
    return `M${n(x - w)} ${n(y)}L${n(x + w)} ${n(y)}L${n(x + w * 1.3)} ${n(y + h)}L${n(x - w * 1.3)} ${n(y + h)}Z`
  })
  return path(edges, bed) + path(dashes.join(''), s.palette.glow, 'opacity=".55"')
}
