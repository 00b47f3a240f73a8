/** Draws a street before a skyline. */
import { ellipse, line, n, rect } from './brush.ts'
import { darken, mix } from './colour.ts'
import { skyline } from './land.ts'
import { HEIGHT, type Stage } from './stage.ts'

export function city(s: Stage): string {
  const foot = s.horizon + 40
  const street = s.paint([
    [0, mix(s.palette.far, s.palette.near, 0.5)],
    [1, darken(s.palette.near, 0.2)],
  ])
  const blocks = skyline(s, 0.08, 330, foot) + skyline(s, 0.36, 300, foot) + skyline(s, 0.72, 250, foot + 6)
  const wet = Array.from({ length: 26 }, () => {
    const [x, y] = [s.random.between(0, s.width), foot + s.random.between(8, 220)]
    return rect(
      x,
      y,
      s.random.between(3, 15),
      s.random.between(40, 170),
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
