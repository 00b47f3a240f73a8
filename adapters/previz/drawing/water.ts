/** Draws still and moving water below the horizon. */
import { ellipse, group, n, path, rect } from './brush.ts'
import { mix } from './colour.ts'
import { HEIGHT, type Stage } from './stage.ts'

/** `shore` is what stands on the far side; it is seen again upside down. */
export function stillWater(s: Stage, shore: string): string {
  const [top, middle, low] = s.palette.sky
  const depth = s.paint([
    [0, mix(low, s.palette.far, 0.22)],
    [0.3, mix(middle, s.palette.far, 0.2)],
    [1, mix(top, s.palette.near, 0.55)],
  ])
  const mirrored = group(`translate(0 ${n(2 * s.horizon)}) scale(1 -1)`, shore, 'opacity=".42"')
  return rect(0, s.horizon, s.width, HEIGHT - s.horizon + 2, depth) + mirrored + lightPath(s, 1) + ripples(s)
}

export function sea(s: Stage): string {
  const [top, middle, low] = s.palette.sky
  const rough =
    s.scene.weather === 'storm' ? 1.5 : s.scene.weather === 'wind' || s.scene.weather === 'rain' ? 0.5 : 0.16
  const deep = mix(mix(top, '#0e3d55', 0.5), s.palette.near, 0.4)
  const water = s.paint([
    [0, mix(low, middle, 0.35)],
    [0.2, mix(middle, deep, 0.35)],
    [1, deep],
  ])
  const base = rect(0, s.horizon, s.width, HEIGHT - s.horizon + 2, water) + lightPath(s, 0.8)
  const count = 13
  const rows = Array.from({ length: count }, (_, i) => {
    const t = (i + 1) / count
    const y = s.horizon + (HEIGHT - s.horizon) * t ** 1.7
    const [length, rise] = [60 + t * 340, (3 + t * 34) * (0.3 + rough)]
    const colour = mix(mix(middle, deep, 0.3 + 0.7 * t), s.palette.near, 0.35 * t)
    let crest = `M${n(-length + s.random.between(0, length))} ${n(y)}`
    let foam = ''
    for (let x = -length; x < s.width + length; x += length) {
      const up = rise * s.random.between(0.5, 1.15)
      crest += `q${n(length * 0.32)} ${n(-up * 0.2)} ${n(length * 0.5)} ${n(-up)}q${n(length * 0.12)} ${n(up * 0.8)} ${n(length * 0.5)} ${n(up)}`
      if (s.random.chance(0.5 + rough * 0.3))
        foam += ellipse(
          x + s.random.between(0, length),
          y - up * 0.3,
          8 + t * 46,
          0.8 + t * 2.4,
          s.palette.glow,
          'opacity=".42"',
        )
    }
    return (
      path(
        `${crest}V${HEIGHT + 5}H-400Z`,
        s.paint([
          [0, mix(colour, s.palette.glow, 0.12 + rough * 0.16)],
          [Math.min(0.9, 0.12 + t * 0.5), colour],
          [1, deep],
        ]),
        'opacity=".8"',
      ) + foam
    )
  })
  return base + rows.join('')
}

/** The light broken on the water: short strokes that widen towards us. */
function lightPath(s: Stage, strength: number): string {
  if (s.scene.weather === 'storm' || s.scene.weather === 'rain') return ''
  return Array.from({ length: 46 }, (_, i) => {
    const t = (i / 46) ** 1.25
    const y = s.horizon + 4 + t * (HEIGHT - s.horizon) * 0.92
    const spread = 26 + t * 150
    const x = s.light.x + s.random.between(-1, 1) * spread * 0.75
    return ellipse(
      x,
      y,
      s.random.between(0.25, 1) * spread,
      1.1 + t * 4.2,
      s.palette.light,
      `opacity="${faint(strength * (0.72 - t * 0.5))}"`,
    )
  }).join('')
}
/** An opacity that still shows. */
const faint = (value: number): number => Math.round(Math.max(0.04, value) * 100) / 100

function ripples(s: Stage): string {
  return Array.from({ length: 42 }, () => {
    const t = s.random.between(0, 1) ** 1.4
    const y = s.horizon + 6 + t * (HEIGHT - s.horizon)
    const colour = s.random.chance(0.5) ? s.palette.sky[2] : s.palette.near
    return ellipse(
      s.random.between(0, s.width),
      y,
      30 + t * 190 * s.random.between(0.4, 1),
      0.8 + t * 2.6,
      colour,
      `opacity="${faint(0.1 + 0.14 * s.random.between(0, 1))}"`,
    )
  }).join('')
}
