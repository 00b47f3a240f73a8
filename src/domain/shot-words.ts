/** How framing, lens and camera move are said in a prompt, and which of them a text says. */
import { CAMERA_MOVES, type CameraMove, type Framing, FRAMINGS, type Lens, type Shot } from './shot.ts'

/** Where the camera stands and how it moves. */
export type Setup = Pick<Shot, 'framing' | 'lens' | 'cameraMove'>

const FRAMING_SAYS: Readonly<Record<Framing, string>> = {
  'extreme-wide': 'extreme wide shot',
  wide: 'wide shot',
  full: 'full shot',
  medium: 'medium shot',
  'medium-close-up': 'medium close-up',
  'close-up': 'close-up',
  'extreme-close-up': 'extreme close-up of a detail',
}
const LENS_SAYS: Readonly<Record<Lens, string>> = {
  '18mm': '18mm wide-angle lens',
  '24mm': '24mm wide-angle lens',
  '35mm': '35mm lens',
  '50mm': '50mm lens',
  '85mm': '85mm lens, shallow depth of field',
  '100mm': '100mm lens, shallow depth of field',
}
const MOVE_SAYS: Readonly<Record<CameraMove, string>> = {
  static: 'locked-off camera',
  'push-in': 'slow push-in',
  'pull-out': 'slow pull-out',
  'pan-left': 'slow pan to the left',
  'pan-right': 'slow pan to the right',
  'tilt-up': 'slow tilt up',
  'tilt-down': 'slow tilt down',
}
/** The closer the framing, the longer the lens. */
const LENS_OF: Readonly<Record<Framing, Lens>> = {
  'extreme-wide': '18mm',
  wide: '24mm',
  full: '35mm',
  medium: '50mm',
  'medium-close-up': '85mm',
  'close-up': '85mm',
  'extreme-close-up': '100mm',
}

export const usualLens = (framing: Framing): Lens => LENS_OF[framing]
export const spokenFraming = (framing: Framing): string => FRAMING_SAYS[framing].replace(' of a detail', '')
export const spokenMove = (move: CameraMove): string => MOVE_SAYS[move]

/** "wide shot, 24mm wide-angle lens, slow push-in": as every prompt by rules holds it, in one piece. */
export const setupWords = (s: Setup): string =>
  [FRAMING_SAYS[s.framing], LENS_SAYS[s.lens], MOVE_SAYS[s.cameraMove]].join(', ')

const FRAMING_SAID: readonly (readonly [RegExp, Framing])[] = [
  [/\bextreme close[\s-]?up\b|\bmacro\b/i, 'extreme-close-up'],
  [/\bmedium close[\s-]?up\b/i, 'medium-close-up'],
  [/\bclose[\s-]?up\b|\binsert of\b/i, 'close-up'],
  [/\bmedium shot\b|\bmid shot\b|\bwaist shot\b/i, 'medium'],
  [/\bfull shot\b|\bfull body\b/i, 'full'],
  [/\bextreme wide\b|\baerial\b|\bdrone\b|\bbird['’]s[\s-]eye\b/i, 'extreme-wide'],
  [/\bwide(?:[\s-]angle)? (?:shot|view)\b|\bestablishing shot\b|\bpanorama\b/i, 'wide'],
]
const MOVE_SAID: readonly (readonly [RegExp, CameraMove])[] = [
  [/\b(?:push(?:es|ing)?|zoom(?:s|ing)?|doll(?:y|ies)|track(?:s|ing)?)[\s-]in\b/i, 'push-in'],
  [/\b(?:pull(?:s|ing)?|zoom(?:s|ing)?|doll(?:y|ies))[\s-](?:out|back)\b/i, 'pull-out'],
  [/\bpan(?:s|ning)?(?: to the)? left\b/i, 'pan-left'],
  [/\bpan(?:s|ning)?\b/i, 'pan-right'],
  [/\btilt(?:s|ing)? down\b/i, 'tilt-down'],
  [/\btilt(?:s|ing)?\b/i, 'tilt-up'],
  [/\b(?:locked[\s-]off|static (?:shot|camera))\b/i, 'static'],
]

export const framingSaid = (text: string): Framing | null => FRAMING_SAID.find(([said]) => said.test(text))?.[1] ?? null
export const moveSaid = (text: string): CameraMove | null => MOVE_SAID.find(([said]) => said.test(text))?.[1] ?? null

/** A prompt that says `before` says `after`: its own words for the set-up, and what its beat says of the camera. */
export function withSetup(prompt: string, before: Setup, after: Setup): string {
  const at = prompt.lastIndexOf(setupWords(before))
  if (at < 0) return KINDS.reduce((text, kind) => kind.said(text, before, after, true), prompt)
  const head = KINDS.reduce((text, kind) => kind.said(text, before, after, false), prompt.slice(0, at))
  return head + setupWords(after) + prompt.slice(at + setupWords(before).length)
}

type Said = (prompt: string, before: Setup, after: Setup, mustSay: boolean) => string
/** `phrases` are those that mean nothing but the camera, so that "medium blue" and "35mm film" stay. */
const kind = <K extends keyof Setup>(key: K, phrases: RegExp, says: (value: Setup[K]) => string): { said: Said } => ({
  said(prompt, before, after, mustSay) {
    if (before[key] === after[key]) return prompt
    const words = says(after[key])
    const found = prompt.search(phrases) >= 0
    if (!found) return mustSay ? [prompt, words].filter((part) => part !== '').join(', ') : prompt
    return prompt.replaceAll(phrases, (old) =>
      /^\p{Lu}/u.test(old) ? words.charAt(0).toUpperCase() + words.slice(1) : words,
    )
  },
})
const KINDS = [
  kind(
    'framing',
    /\b(?:extreme[\s-]+|very[\s-]+)?wide(?:[\s-]angle)?[\s-](?:shot|view)\b|\b(?:long|establishing|full|medium|mid)[\s-]shot\b|\b(?:extreme[\s-]+|medium[\s-]+)?close[\s-]?up\b(?:[\s-]shot\b)?(?: of a detail\b)?/gi,
    spokenFraming,
  ),
  kind(
    'lens',
    /\b\d{2,3}\s?mm (?:wide-angle |telephoto |prime |macro )?lens\b(?:, shallow depth of field\b)?/gi,
    (lens) => LENS_SAYS[lens],
  ),
  kind(
    'cameraMove',
    /\b(?:(?:slow|gentle|fast|quick) )?(?:(?:push|zoom|dolly|track)[\s-]in|(?:pull|zoom|dolly)[\s-](?:out|back)|pan(?: to the)? (?:left|right)|tilt (?:up|down))\b|\b(?:locked[\s-]off|static) (?:camera|shot)\b/gi,
    spokenMove,
  ),
]

/** What a prompt says before its set-up and after it; null where it does not say it in one piece. */
export function aroundSetup(prompt: string, setup: Setup): { readonly beat: string; readonly style: string } | null {
  const words = setupWords(setup)
  const at = prompt.lastIndexOf(words)
  return at < 0
    ? null
    : { beat: prompt.slice(0, at).replace(/,\s*$/, ''), style: prompt.slice(at + words.length).replace(/^,\s*/, '') }
}

/** The first that is not taken. */
const free = <T>(options: readonly T[], taken: readonly (T | undefined)[]): T | null =>
  options.find((o) => !taken.includes(o)) ?? null

/** A set-up unlike its neighbours', unless `show` says one. */
export function setupBetween(show: string, neighbours: readonly (Setup | undefined)[]): Setup {
  const framing =
    framingSaid(show) ??
    free(
      ['medium', 'close-up', 'wide', ...FRAMINGS],
      neighbours.map((n) => n?.framing),
    ) ??
    'medium'
  const cameraMove =
    moveSaid(show) ??
    free(
      ['push-in', 'static', 'pan-right', ...CAMERA_MOVES],
      neighbours.map((n) => n?.cameraMove),
    ) ??
    'static'
  return { framing, lens: usualLens(framing), cameraMove }
}
