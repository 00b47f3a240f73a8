/** Decides where the subjects of a picture stand, how large they are, and what they stand on. */
import { ellipse, group, n, path, type Brush, type Thing } from './brush.ts'
import { mix } from './colour.ts'
import { TABLE } from './indoors.ts'
import { HEIGHT, type Stage } from './stage.ts'
import { THINGS, type SubjectName } from './subject.ts'

const PEOPLE: readonly SubjectName[] = ['person', 'woman', 'child', 'couple']
/** Stand on a table when they are in a room. */
const TABLE_THINGS: readonly SubjectName[] = [
  'lantern',
  'lamp',
  'candle',
  'cup',
  'bottle',
  'book',
  'clock',
  'flower',
  'cat',
]
/** Drawn in profile, head and shoulders, when the camera is close. */
const PORTRAITS: readonly SubjectName[] = ['person', 'woman', 'child']

/** The tallest a subject is, of the picture's height, before the camera shows only a part of it. */
const TALLEST = {
  'extreme-wide': 0.36,
  wide: 0.6,
  full: 0.82,
  medium: 1.25,
  'medium-close-up': 1.5,
  'close-up': 1.9,
  'extreme-close-up': 2.8,
}
/** How far down from the horizon to the lower edge it stands. */
const DEPTH = { 'extreme-wide': 0.3, wide: 0.52, full: 0.84 }

export function placeSubjects(s: Stage, brush: Brush): { readonly drawing: string; readonly table: boolean } {
  const [main, ...others] = s.scene.subjects
  const indoors = s.scene.place === 'interior'
  const table = indoors && TABLE_THINGS.includes(main)
  const second = others.find((o) => mayStandBeside(s, main, o))
  const aside = second === undefined ? '' : one(s, brush, second, table, 'aside')
  const sheltered = PEOPLE.includes(main) && main !== 'couple' && others.includes('umbrella') && !brush.close
  return { drawing: aside + one(s, brush, sheltered ? 'umbrella' : main, table, 'main'), table }
}

/** Only where there is room, and nothing that should be held or would stand in the air. */
function mayStandBeside(s: Stage, main: SubjectName, other: SubjectName): boolean {
  const person = (name: SubjectName) => [...PEOPLE, 'umbrella', 'robot', 'astronaut'].includes(name)
  if (person(main) && person(other)) return false
  if (s.scene.place === 'interior')
    return TABLE_THINGS.includes(main) === TABLE_THINGS.includes(other) && !isLarge(other)
  return s.framing in DEPTH || THINGS[other].at === 'air'
}
const isLarge = (name: SubjectName): boolean => THINGS[name].presence > 1.2

function one(s: Stage, brush: Brush, name: SubjectName, table: boolean, rank: 'main' | 'aside'): string {
  const thing = THINGS[name]
  const height = heightOf(s, name, brush.close) * (rank === 'aside' ? 0.72 : 1)
  const x = acrossOf(s, rank)
  const floats = thing.at === 'water' && (s.scene.place === 'lake' || s.scene.place === 'sea')
  const base = baseOf(s, thing, height, table, floats, rank)
  const scale = height / 100
  const lean = floats && s.scene.weather !== 'clear' ? s.random.between(-7, 7) : 0
  const drawn = thing.draw(brush)
  const standing = group(
    `translate(${n(x)} ${n(base)}) rotate(${n(lean)}) scale(${Math.round(scale * 1000) / 1000})`,
    drawn,
  )
  if (floats) return reflection(x, base, scale, drawn) + standing
  if (thing.at === 'air') return standing
  return bank(s, base, thing) + shadow(s, x, base, height, brush.close) + standing
}

function heightOf(s: Stage, name: SubjectName, close: boolean): number {
  const { view, framing } = s
  // An upright picture is too narrow for things as tall as in a broad one.
  const narrow = Math.min(1, 0.45 + (0.55 * s.width) / HEIGHT)
  const thing = THINGS[name]
  if (PORTRAITS.includes(name) && close) return HEIGHT * view.subject * 0.76 * narrow
  const people = PEOPLE.includes(name) ? (({ full: 1.35, medium: 1.6 } as Record<string, number>)[framing] ?? 1) : 1
  const most = PEOPLE.includes(name) ? 3 : TALLEST[framing]
  return HEIGHT * Math.min(view.subject * thing.presence * people, most) * narrow
}

/** Off the middle, away from the light; nearer to the middle the closer the camera is. */
function acrossOf(s: Stage, rank: 'main' | 'aside'): number {
  const off = { 'extreme-wide': 0.17, wide: 0.15, full: 0.11, medium: 0.08 }[s.framing as string] ?? 0.05
  const main = 0.5 - s.light.side * off
  const at = rank === 'main' ? main : main + s.light.side * Math.max(0.22, off * 1.6)
  return s.width * (at + s.random.between(-0.02, 0.02))
}

function baseOf(
  s: Stage,
  thing: Thing,
  height: number,
  table: boolean,
  floats: boolean,
  rank: 'main' | 'aside',
): number {
  const depth = DEPTH[s.framing as keyof typeof DEPTH] as number | undefined
  if (depth === undefined) {
    const eye = HEIGHT * (thing.at === 'air' ? 0.47 : 0.5)
    const centred = eye + height * thing.focus
    return rank === 'aside' ? centred - height * 0.04 : centred
  }
  if (thing.at === 'air') return HEIGHT * s.random.between(0.34, 0.42) + height * thing.focus
  if (table) return Math.max(TABLE + 30, s.horizon + 60)
  if (s.scene.place === 'interior') return Math.min(HEIGHT * 0.96, s.horizon + 190 + depth * 120)
  const lower = floats ? depth * 0.85 : depth
  const shore = !floats && (s.scene.place === 'lake' || s.scene.place === 'sea') ? 0.72 : 0
  return s.horizon + (HEIGHT * 0.97 - s.horizon) * Math.max(lower, shore)
}

const reflection = (x: number, base: number, scale: number, drawn: string): string =>
  group(
    `translate(${n(x)} ${n(base + 4 * scale)}) scale(${Math.round(scale * 1000) / 1000} ${Math.round(scale * -780) / 1000})`,
    drawn,
    'opacity=".3"',
  )

function shadow(s: Stage, x: number, base: number, height: number, close: boolean): string {
  if (close) return ''
  const long = s.scene.time === 'day' ? 0.16 : 0.3
  return ellipse(
    x - s.light.side * height * long * 0.5,
    base,
    height * long,
    Math.max(3, height * 0.018),
    '#04050c',
    'opacity=".4"',
  )
}

/** Land to stand on where the place itself has none in front. */
function bank(s: Stage, base: number, thing: Thing): string {
  if (s.scene.place !== 'lake' && s.scene.place !== 'sea') return ''
  if (thing.at !== 'ground') return ''
  const [left, right] = [base + s.random.between(-10, 60), base + s.random.between(-10, 60)]
  const colour = mix(s.palette.near, s.palette.far, 0.16)
  const d = `M-20 ${n(left)}C${n(s.width * 0.25)} ${n(base - 34)} ${n(s.width * 0.42)} ${n(base - 6)} ${n(s.width * 0.5)} ${n(base - 3)}S${n(s.width * 0.8)} ${n(base - 26)} ${n(s.width + 20)} ${n(right)}V${HEIGHT + 10}H-20Z`
  return path(
    d,
    s.paint([
      [0, mix(colour, s.palette.glow, 0.22)],
      [0.25, colour],
      [1, s.palette.near],
    ]),
  )
}
