/** Finds words of the camera in a clause: framings and steps of them, lenses, camera moves, angles. */
import type { ContentChange } from '../../src/domain/change.ts'
import { type CameraMove, type Framing, FRAMINGS, type Lens, LENSES, type Shot } from '../../src/domain/shot.ts'

type Setup = Pick<ContentChange, 'framing' | 'lens' | 'cameraMove' | 'add'>

/** What a shot as it is shall become. */
export type Camera = { readonly of: (shot: Shot) => Setup; readonly remark?: string }

const FRAMED: readonly (readonly [string, Framing])[] = [
  ['extreme close[\\s-]?ups?|extreme cu|ecu|macro(?: shot)?', 'extreme-close-up'],
  ['medium close[\\s-]?ups?|mcu|medium cu', 'medium-close-up'],
  ['close[\\s-]?ups?|cu', 'close-up'],
  ['extreme wide(?: shot)?|very wide(?: shot)?|ews|establishing shot', 'extreme-wide'],
  ['wide(?:[- ]shot)?|long shot', 'wide'],
  ['full(?:[- ]length)?[- ]shot', 'full'],
  ['(?:medium|mid)(?:[- ]shot)?', 'medium'],
]

const INTO = String.raw`(?:(?:as|into|to|be|being|in|want|need|make (?:it|this|that|§\d+)|use|get|with|§\d+:?)\s+)(?:(?:an?|more of an?)\s+)?`

const MOVES: readonly (readonly [RegExp, CameraMove])[] = [
  [
    /\b(?:a )?(?:slow(?:ly)? )?(?:push|dolly|track|zoom|move)(?:es|s|ing)?(?: the camera)?(?: slowly)?[- ]in\b(?: (?:on|to|towards?))?/gi,
    'push-in',
  ],
  [
    /\b(?:a )?(?:slow(?:ly)? )?(?:(?:pull|dolly|zoom|track|move)(?:s|ing)?(?: the camera)?(?: slowly)?[- ](?:out|back)|pullback)\b/gi,
    'pull-out',
  ],
  [/\b(?:a )?(?:slow(?:ly)? )?pan(?:s|ning)?(?: the camera)?[- ](?:to the )?left\b|\bleft pan\b/gi, 'pan-left'],
  [/\b(?:a )?(?:slow(?:ly)? )?pan(?:s|ning)?(?: the camera)?[- ](?:to the )?right\b|\bright pan\b/gi, 'pan-right'],
  [/\b(?:a )?(?:slow(?:ly)? )?tilt(?:s|ing)?(?: the camera)?[- ]up(?:wards)?\b/gi, 'tilt-up'],
  [/\b(?:a )?(?:slow(?:ly)? )?tilt(?:s|ing)?(?: the camera)?[- ]down(?:wards)?\b/gi, 'tilt-down'],
  [
    /\b(?:(?:no|without|less|stop the|don't) )(?:any )?(?:camera )?(?:movements?|motion|moves?|moving)\b|\bdon't move the camera\b|\b(?:completely )?static\b|\block(?:ed)?[- ]off\b|\b(?:hold |keep )?(?:the )?camera (?:still|fixed)\b|\bstill camera\b|\bon a tripod\b/gi,
    'static',
  ],
]

const ANGLE =
  /\b(?:seen |shot )?(?:from (?:directly |straight )?(?:above|below|behind|the side|the front|afar|overhead|up high)|from a (?:low|high) angle)\b|\b(?:a )?(?:top[- ]down|overhead|low[- ]angle|high[- ]angle|bird'?s[- ]eye|worm'?s[- ]eye|over[- ]the[- ]shoulder|pov)(?: view| shot| angle)?\b/gi

const STEP =
  /\b(?:(a bit|a little|slightly|much|a lot|way)\s+)?(?:too\s+(tight|close|wide|far away)|(?:go |get |move |come )?(?:in )?(tighter|closer(?: in)?|wider|further (?:away|out|back)|nearer))\b(?!\s+lens)/gi

const MM = /\b(?:(?:with|on|at|to|use|through) )?(?:an? |the )?(\d{2,3})\s?mm(?: lens)?\b/gi

const LENS_STEP = /\b(?:(?:with|on|use) )?(?:an? )?(longer|telephoto|tele|wider|wide[- ]angle|shorter)(?: lens)\b/gi

export function camerasIn(text: string): { readonly cameras: readonly Camera[]; readonly rest: string } {
  const cameras: Camera[] = []
  const add = (of: Camera['of'], remark?: string) => {
    cameras.push(remark === undefined ? { of } : { of, remark })
    return ' '
  }
  let rest = text
    .replaceAll(MM, (_, mm: string) => {
      const lens = nearestLens(Number(mm))
      return add(
        () => ({ lens }),
        lens === `${mm}mm` ? undefined : `The set has no ${mm}mm lens; ${lens} is the nearest.`,
      )
    })
    .replaceAll(LENS_STEP, (_, word: string) => add((s) => ({ lens: lensStep(s, word.toLowerCase()) })))
  for (const [pattern, cameraMove] of MOVES) rest = rest.replaceAll(pattern, () => add(() => ({ cameraMove })))
  rest = rest.replaceAll(ANGLE, (said) => add(() => ({ add: `seen ${said.replace(/^(?:seen|shot)\s+/i, '')}` })))
  for (const [words, framing] of FRAMED) {
    const set = () => add(() => ({ framing }))
    rest = rest
      .replaceAll(
        new RegExp(`\\b(make\\s+)(?:it|this|that|(§\\d+))\\s+(?:an?\\s+)?(?:${words})(?![\\w-])`, 'gi'),
        (_, _make, mark?: string) => `${mark ?? ''}${set()}`,
      )
      .replaceAll(
        new RegExp(`(?:^|(?<![\\w-]))((?:§\\d+:?\\s+)?)(?:${INTO}|an?\\s+|^)?(?:${words})(?![\\w-])`, 'gi'),
        (said, lead: string) => (framing.includes('wide') && /^\s*the\b/i.test(said) ? said : `${lead}${set()}`),
      )
  }
  rest = rest.replaceAll(STEP, (_, much?: string, too?: string, word?: string) => {
    const nearer = too === undefined ? /tight|close|near/i.test(word ?? '') : /wide|far/i.test(too)
    const steps = /much|lot|way/i.test(much ?? '') ? 2 : 1
    return add((s) => ({ framing: framingStep(s, nearer ? steps : -steps) }))
  })
  return { cameras, rest }
}

const at = <T>(list: readonly T[], index: number): T => {
  const found = list[Math.min(list.length - 1, Math.max(0, index))]
  if (found === undefined) throw new Error('an empty list of lenses or framings')
  return found
}

const framingStep = (shot: Shot, by: number): Framing => at(FRAMINGS, FRAMINGS.indexOf(shot.framing) + by)

const nearestLens = (mm: number): Lens =>
  LENSES.reduce((best, lens) =>
    Math.abs(Number.parseInt(lens, 10) - mm) < Math.abs(Number.parseInt(best, 10) - mm) ? lens : best,
  )

function lensStep(shot: Shot, word: string): Lens {
  if (word.startsWith('tele')) return '100mm'
  if (word.startsWith('wide') && word !== 'wider') return '24mm'
  return at(LENSES, LENSES.indexOf(shot.lens) + (word === 'longer' ? 1 : -1))
}
