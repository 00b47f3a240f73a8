/** Wishes about where a shot starts and ends in its clip: trims, and starting or ending later or earlier. */
import type { Change } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { onShots } from './note-on-shots.ts'
import { type Clause, type Heard, type Target } from './note-scene.ts'
import { targetOf } from './note-targets.ts'
import { AMOUNT, amountSeconds, round } from './note-times.ts'

export const SOME = `(?:a (?:little )?bit|a little|slightly|a tad|a touch|much|a lot|way)`

const EDGE = '(?:start|beginning|front|head|top|opening|end|ending|tail|back|finish)'

const TRIM = new RegExp(
  String.raw`\b(?:trim|cut|shave|take|lop|chop|remove|lose|clip|drop)\s+(?:off\s+)?(${AMOUNT}|${SOME})\s+(?:off\s+|from\s+|of\s+|at\s+)*(?:the\s+)?(?:(${EDGE})\b)?(?:\s*(?:of|from|in|off)\b)?(.*)$`,
  'i',
)

const TRIM_EDGE = new RegExp(
  String.raw`\b(?:trim|shorten|cut|tighten)\s+(?:off\s+)?the\s+(${EDGE})\b(?:\s+(?:of|from|in)\b)?(.*?)(?:\s+(?:by\s+)?(${AMOUNT}|${SOME}))?$`,
  'i',
)

const TRIM_FIRST = new RegExp(
  String.raw`\b(?:trim|cut|remove|drop|lose|skip)\s+(?:off\s+)?the\s+(first|last)\s+((?:\d+(?:[.,]\d+)?\s+|half (?:a )?|two |three |few )?(?:seconds?|secs?|frames?))(?:\s+(?:of|from|in)\b)?(.*)$`,
  'i',
)

const SHIFT = new RegExp(
  String.raw`\b(starts?|begins?|ends?|finish(?:es)?|stops?|comes? in|enters?)\b(.*?)\s*(${AMOUNT}|${SOME})?\s*(later|earlier|sooner)\b(.*)$`,
  'i',
)

const LEAD =
  /\b(?:please|pls|can|could|would|should|shall|must|needs?|to|has|have|you|we|i|i'd|like|want|make|makes|let's|let|let us|cut|trim|shorten|set|bring|keep|hold|hi|hey|nora|maybe|perhaps|just|then|also|and|but|do|be|is|are|last|lasts|no|not|more|than|at|most|down|up|for|the|by|a|little|bit|of|it's|feels?|looks?|seems?|in|on|only|duration|length|total|long|thanks|now|run|runs|whole|say|so|okay|ok|much|still|too|its|drags|think|think|extend|lengthen|start|end|from|clip|off)\b|[.!?,:;]/gi

export const shotsIn = (clause: Clause, said: string): Target => targetOf(clause, said.replaceAll(LEAD, ' '))

const opening = (edge: string) => /start|begin|front|head|top|opening|first/i.test(edge)

export const someSeconds = (said: string | undefined, fps: number): number => {
  if (said === undefined || said === '') return 0.5
  return amountSeconds(said, fps) ?? (/much|lot|way/i.test(said) ? 1 : 0.25)
}

export const finish =
  (key: 'startLaterSeconds' | 'endEarlierSeconds', seconds: number) =>
  (shotIds: readonly ShotId[]): readonly Change[] => [{ type: 'finish', shotIds, [key]: round(seconds) }]

export function trims(clause: Clause, text: string): Heard | null {
  const { fps } = clause.scene
  const first = TRIM_FIRST.exec(text)
  if (first !== null) {
    const [, edge = '', amount = '', rest = ''] = first
    const said = /^\d|^half|^two|^three|^few/.test(amount) ? amount.replace(/^few/, 'a few') : `one ${amount}`
    return off(clause, edge, someSeconds(said, fps), rest)
  }
  const trim = TRIM.exec(text)
  if (trim !== null) return off(clause, trim[2] ?? 'end', someSeconds(trim[1], fps), `${trim[3] ?? ''} `)
  const edge = TRIM_EDGE.exec(text)
  return edge === null ? null : off(clause, edge[1] ?? '', someSeconds(edge[3], fps), edge[2] ?? '')
}

function off(clause: Clause, edge: string, seconds: number, rest: string): Heard | null {
  const target = shotsIn(clause, rest)
  if (target.is === 'ask' && !/§/.test(rest)) return null
  const key = opening(edge) ? 'startLaterSeconds' : 'endEarlierSeconds'
  // The film's own start and end are those of its first and last shot.
  const shots = target.is === 'all' && target.film ? ({ is: 'none' } as const) : target
  return onShots({ clause, target: shots, otherwise: opening(edge) ? 'first' : 'last', change: finish(key, seconds) })
}

export function shifted(clause: Clause, text: string): Heard | null {
  const match = SHIFT.exec(text)
  if (match === null) return null
  const [said, verb = '', between = '', amount, way = '', after = ''] = match
  const phrase = `${text.slice(0, text.length - said.length)} ${between} ${after}`
  const target = shotsIn(clause, phrase)
  if (target.is === 'ask' && !/§/.test(phrase)) return null
  const later = /later/i.test(way)
  const seconds = someSeconds(amount, clause.scene.fps)
  const begins = /^(?:start|begin|come|enter)/i.test(verb)
  const change = begins
    ? finish('startLaterSeconds', later ? seconds : -seconds)
    : finish('endEarlierSeconds', later ? -seconds : seconds)
  const film = target.is === 'all' && target.film
  return onShots({ clause, target: film ? { is: 'none' } : target, otherwise: begins ? 'first' : 'last', change })
}
