/** Draws what falls and drifts before the lens: rain, snow, mist, leaves in the wind. */
import { ellipse, line, n, path, rect } from './brush.ts'
import { lighten } from './colour.ts'
import { HEIGHT, type Stage } from './stage.ts'

export function weather(s: Stage): string {
  if (['interior', 'space', 'underwater'].includes(s.scene.place)) return ''
  switch (s.scene.weather) {
    case 'rain':
      return rain(s, 130, 0.1)
    case 'storm':
      return rain(s, 190, 0.34)
    case 'snowfall':
      return snow(s)
    case 'fog':
      return mist(s)
    case 'wind':
      return leaves(s)
    case 'clear':
      return ''
  }
}

function rain(s: Stage, count: number, slant: number): string {
  let d = ''
  for (let i = 0; i < count; i++) {
    const [x, y, length] = [
      s.random.between(-0.1, 1.1) * s.width,
      s.random.between(-60, HEIGHT),
      s.random.between(26, 84),
    ]
    d += `M${n(x)} ${n(y)}l${n(-length * slant * s.light.side)} ${n(length)}`
  }
  return line(d, lighten(s.palette.sky[2], 0.35), 1.7, 'opacity=".34"')
}

const snow = (s: Stage): string =>
  Array.from({ length: 150 }, () => {
    const near = s.random.between(0, 1) ** 4
    return ellipse(
      s.random.between(0, s.width),
      s.random.between(0, HEIGHT),
      1.6 + near * 13,
      1.6 + near * 13,
      '#ffffff',
      `opacity="${n(0.9 - near * 0.6)}"`,
    )
  }).join('')

function mist(s: Stage): string {
  const pale = lighten(s.palette.sky[2], 0.2)
  const band = (y: number, h: number, strength: number) =>
    rect(
      0,
      y,
      s.width,
      h,
      s.paint([
        [0, pale, 0],
        [0.5, pale, strength],
        [1, pale, 0],
      ]),
    )
  return band(s.horizon - 190, 340, 0.75) + band(s.horizon + 60, 260, 0.4)
}

function leaves(s: Stage): string {
  const gusts = Array.from({ length: 5 }, () => {
    const [x, y, w] = [
      s.random.between(-0.1, 0.7) * s.width,
      s.random.between(0.12, 0.85) * HEIGHT,
      s.random.between(220, 480),
    ]
    return `M${n(x)} ${n(y)}q${n(w * 0.4)} -34 ${n(w * 0.7)} -8t${n(w * 0.36)} -12`
  }).join('')
  const flying = Array.from({ length: 16 }, () => {
    const [x, y, size] = [s.random.between(0, s.width), s.random.between(0.25, 0.98) * HEIGHT, s.random.between(4, 11)]
    return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(s.random.between(0, 360))}) scale(${n(size)})">${path('M-1 0Q0 -.9 1.300 0Q0 .9 -1 0Z', s.palette.near)}</g>`
  }).join('')
  return line(gusts, lighten(s.palette.sky[2], 0.3), 1.6, 'opacity=".28"') + flying
}
