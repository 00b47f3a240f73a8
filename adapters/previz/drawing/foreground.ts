/** Draws what is nearest to the lens, to give depth: grass, a branch, lights out of focus. */
import { ellipse, group, n, path } from './brush.ts'
import { grass } from './land.ts'
import type { Stage } from './stage.ts'

export function foreground(s: Stage): string {
  const { place } = s.scene
  const near = s.view.blur > 0.004
  if (near || place === 'interior' || place === 'space' || place === 'underwater') return ''
  const green = place === 'lake' || place === 'hills' || place === 'forest' || place === 'mountains'
  return (green ? grass(s, place === 'lake' ? 120 : 80) : '') + (green && s.random.chance(0.5) ? branch(s) : '')
}

/** From an upper corner, on the side away from the light. */
function branch(s: Stage): string {
  const side = -s.light.side
  const leaves = Array.from({ length: 30 }, () => {
    const t = s.random.between(0.08, 1)
    const [x, y] = [t * 330 + s.random.between(-14, 14), 24 + t * t * 92 + s.random.between(-30, 48)]
    return group(
      `translate(${n(x)} ${n(y)}) rotate(${n(s.random.between(20, 150))})`,
      path('M-15 0Q0-9 17 0Q0 9-15 0Z', s.palette.near),
    )
  }).join('')
  const wood = path('M-30-20C110 34 220 30 340 122C230 50 120 60-30 26Z', s.palette.near)
  return group(side > 0 ? `translate(${n(s.width)} 0) scale(-1 1)` : '', wood + leaves)
}

/** Behind the subject, before the blurred street. */
export const bokeh = (s: Stage): string => (s.scene.place !== 'city' || !s.lit || s.view.blur < 0.004 ? '' : circles(s))

const circles = (s: Stage): string =>
  Array.from({ length: 15 }, () => {
    const colour = s.random.pick([s.palette.warm, '#ffdca0', '#8fd0ff', '#ff8f7a'])
    const r = s.random.between(18, 62)
    return ellipse(
      s.random.between(0, s.width),
      s.random.between(140, 760),
      r,
      r,
      colour,
      `opacity="${n(s.random.between(0.06, 0.2))}"`,
    )
  }).join('')
