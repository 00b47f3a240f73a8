/** What framing and lens do to a picture: how large the subject is, how near and how soft what lies behind it. */
import type { CameraMove, Framing, Lens } from '../../../src/domain/shot.ts'
import type { Size } from '../../../src/domain/project.ts'

export type View = {
  /** Height of a person-sized subject, of the picture's height. */
  readonly subject: number
  /** How much larger the background is than from afar. */
  readonly zoom: number
  /** Blur of the background, of the picture's height. */
  readonly blur: number
  /** Where the horizon lies, from the top. */
  readonly horizon: number
  /** Of a reference, the share of its sides that is shown. */
  readonly crop: number
}

const FRAMED: Readonly<Record<Framing, View>> = {
  'extreme-wide': { subject: 0.12, zoom: 1, blur: 0, horizon: 0.66, crop: 1 },
  wide: { subject: 0.26, zoom: 1.12, blur: 0, horizon: 0.62, crop: 0.9 },
  full: { subject: 0.56, zoom: 1.3, blur: 0.0012, horizon: 0.6, crop: 0.78 },
  medium: { subject: 0.9, zoom: 1.6, blur: 0.005, horizon: 0.58, crop: 0.66 },
  'medium-close-up': { subject: 1.25, zoom: 1.95, blur: 0.009, horizon: 0.57, crop: 0.57 },
  'close-up': { subject: 1.7, zoom: 2.3, blur: 0.014, horizon: 0.56, crop: 0.48 },
  'extreme-close-up': { subject: 2.6, zoom: 2.9, blur: 0.02, horizon: 0.55, crop: 0.36 },
}

/** Longer lenses draw the background nearer and softer. */
const LENS_PULL: Readonly<Record<Lens, number>> = {
  '18mm': 0.9,
  '24mm': 0.95,
  '35mm': 1,
  '50mm': 1.08,
  '85mm': 1.22,
  '100mm': 1.3,
}

export function viewOf(framing: Framing, lens: Lens): View {
  const view = FRAMED[framing]
  const pull = LENS_PULL[lens]
  return { ...view, zoom: Math.max(1, view.zoom * pull), blur: view.blur * pull ** 2 }
}

const SPELT: readonly (readonly [Framing, RegExp])[] = [
  ['extreme-close-up', /extreme[- ]close[- ]?up|macro/i],
  ['medium-close-up', /medium[- ]close[- ]?up/i],
  ['close-up', /close[- ]?up|detail of/i],
  ['extreme-wide', /extreme[- ]wide|establishing|aerial|panorama/i],
  ['full', /full[- ](?:body|shot)/i],
  ['medium', /medium[- ]shot|waist/i],
  ['wide', /wide/i],
]
/** For graphs that come without a note: what the prompt itself says. */
export const framingIn = (prompt: string): Framing => SPELT.find(([, words]) => words.test(prompt))?.[0] ?? 'wide'

/** Seconds times this, in frame sides, is how far a pan or tilt travels. */
const TRAVEL_PER_SECOND = 0.1

/** A still for a camera that pans or tilts has room on that side, so that the move shows something new. */
export function withRoom(size: Size, move: CameraMove, seconds: number): Size {
  const room = 1 + Math.min(0.6, Math.max(0.2, TRAVEL_PER_SECOND * seconds))
  const pans = move === 'pan-left' || move === 'pan-right'
  const tilts = move === 'tilt-up' || move === 'tilt-down'
  return {
    width: Math.round(size.width * (pans ? room : 1)),
    height: Math.round(size.height * (tilts ? room : 1)),
  }
}
