/** Puts a place together from sky, land and water, farthest first. */
import { group, line, n, path } from './brush.ts'
import { city } from './city.ts'
import { room } from './indoors.ts'
import { firs, layer, mountains, outline, ridge, road, veiled } from './land.ts'
import { depths, heavens } from './otherworlds.ts'
import { sky } from './sky.ts'
import { HEIGHT, type Stage } from './stage.ts'
import { sea, stillWater } from './water.ts'
import { desert, forest, meadows, snowfield } from './wilds.ts'

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
