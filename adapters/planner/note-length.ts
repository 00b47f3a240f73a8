/** Wishes about time: how long the film or a shot lasts, where a shot starts and ends in its clip. */
import type { Change } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { BRIEF_LIMITS } from '../../src/domain/brief.ts'
import { cutFrames } from '../../src/domain/shot.ts'
import { AMOUNT, amountSeconds, cutSeconds, round } from './note-times.ts'
import { ask, type Clause, type Form, type Heard, shotOf, spoken, type Target, wish } from './note-scene.ts'
import { onShots, targetOf } from './note-targets.ts'

const SOME = `(?:a (?:little )?bit|a little|slightly|a tad|a touch|much|a lot|way)`
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
const TO_LENGTH = new RegExp(
  String.raw`^(.*?)\s*\b(?:to|at|for|is|be|last|lasts|only|exactly|in|under|than|down to|up to|within|§\d+:?|it|this|that|make it|make this|film|shot|it's)?\s*(?:be |about |around |exactly |only |just |max(?:imum)? )*(${AMOUNT})(?:\s+(?:long|total|in total|only|overall|max|maximum|tops|at most|duration|please|flat|instead))*$`,
  'i',
)
const LONGER = new RegExp(
  String.raw`\b(?:(?:by\s+)?(${AMOUNT}|${SOME})\s+)?(?:(too\s+)?(long|short)(?:ened)?|(shorter|longer|shorten|lengthen|extend|trim))\b(?!\s+lens)(?:\s+(.*?))??(?:\s+(?:by\s+)?(${AMOUNT}|${SOME}))?$`,
  'i',
)
const BREATHE =
  /\b(?:let|give)\s+(.+?)\s+(?:breathe|linger|room to breathe|more time|run on|play out)\b|\b(?:hold|stay|linger)\s+(?:on\s+)?(.+?)(?:\s+(?:for\s+)?(?:a (?:little |bit )?)?(?:longer|more))\b/i
const LEAD =
  /\b(?:please|pls|can|could|would|should|shall|must|needs?|to|has|have|you|we|i|i'd|like|want|make|makes|let's|let|let us|cut|trim|shorten|set|bring|keep|hold|hi|hey|nora|maybe|perhaps|just|then|also|and|but|do|be|is|are|last|lasts|no|not|more|than|at|most|down|up|for|the|by|a|little|bit|of|it's|feels?|looks?|seems?|in|on|only|duration|length|total|long|thanks|now|run|runs|whole|say|so|okay|ok|much|still|too|its|drags|think|think|extend|lengthen|start|end|from|clip|off)\b|[.!?,:;]/gi

export const length: Form = (clause) => {
  const text = clause.text.replaceAll(/[.!?\s]+$|\s*,?\s*\bplease\b/gi, '')
  return trims(clause, text) ?? shifted(clause, text) ?? longer(clause, text) ?? toLength(clause, text)
}

const shotsIn = (clause: Clause, said: string): Target => targetOf(clause, said.replaceAll(LEAD, ' '))
const opening = (edge: string) => /start|begin|front|head|top|opening|first/i.test(edge)
const someSeconds = (said: string | undefined, fps: number): number => {
  if (said === undefined || said === '') return 0.5
  return amountSeconds(said, fps) ?? (/much|lot|way/i.test(said) ? 1 : 0.25)
}
const finish =
  (key: 'startLaterSeconds' | 'endEarlierSeconds', seconds: number) =>
  (shotIds: readonly ShotId[]): readonly Change[] => [{ type: 'finish', shotIds, [key]: round(seconds) }]

function trims(clause: Clause, text: string): Heard | null {
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

function shifted(clause: Clause, text: string): Heard | null {
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

function longer(clause: Clause, text: string): Heard | null {
  const breathe = BREATHE.exec(text)
  const match = breathe === null ? LONGER.exec(text) : null
  if (breathe === null && match === null) return null
  const enough = /\b(?:not|isn't|n't)\b.*\b(long|short) enough\b/i.exec(text)?.[1]?.toLowerCase()
  const word = (match?.[3] ?? match?.[4] ?? 'longer').toLowerCase()
  if (/^(?:long|short)$/.test(word) && match?.[2] === undefined && enough === undefined) return null
  const shorter =
    enough === undefined
      ? match?.[2] === undefined
        ? /^(?:short|trim)/.test(word)
        : word === 'long'
      : enough === 'short'
  if (word === 'trim' && match?.[1] === undefined && match?.[6] === undefined && !/§|\bit\b/.test(text)) return null
  const amount =
    match?.[1] ??
    match?.[6] ??
    (breathe === null ? undefined : new RegExp(`\\b${AMOUNT}|\\ba (?:little )?bit\\b`, 'i').exec(text)?.[0])
  const phrase = breathe?.[1] ?? breathe?.[2] ?? text.replace(match?.[0] ?? '', ` ${match?.[5] ?? ''}`)
  const target = shotsIn(clause, phrase.replace(new RegExp(AMOUNT, 'i'), ' ').replace(/\benough\b/i, ' '))
  if (target.is === 'ask' && !/§/.test(phrase)) return null
  const seconds = someSeconds(amount, clause.scene.fps) * (shorter ? 1 : -1)
  if (target.is === 'none' || (target.is === 'all' && target.film)) return filmBy(clause, amount, seconds)
  return onShots({ clause, target, otherwise: 'ask', change: (ids) => shotsBy(clause, ids, seconds) })
}

/** A clip that has nothing left to show cannot be held: that shot is asked for anew, at its longer length. */
function shotsBy({ scene }: Clause, ids: readonly ShotId[], seconds: number): readonly Change[] {
  const last = (id: ShotId) => cutFrames(shotOf(scene, id), scene.fps) / scene.fps
  const held = (id: ShotId) => {
    const { durationFrames, finish } = shotOf(scene, id)
    return seconds > 0 || (durationFrames / scene.fps - finish.inSeconds) / finish.speed - last(id) + 1e-3 >= -seconds
  }
  const inClip = ids.filter(held)
  const anew = ids.filter((id) => !held(id))
  return [
    ...(inClip.length === 0 ? [] : finish('endEarlierSeconds', seconds)(inClip)),
    ...anew.map((id) => ({ type: 'shot-length', shotIds: [id], seconds: round(last(id) - seconds) }) as const),
  ]
}

function filmBy({ scene }: Clause, amount: string | undefined, seconds: number): Heard {
  const now = cutSeconds(scene)
  const by = amount === undefined ? null : amountSeconds(amount, scene.fps)
  if (by !== null) return filmTo(round(now - Math.sign(seconds) * by))
  const steps = seconds > 0 ? [0.9, 0.75] : [1.1, 1.25]
  const lengths = [...new Set(steps.map((f) => Math.max(1, Math.round(now * f))))]
  return ask(
    `The film is ${round(now)} seconds long. How long shall it be?`,
    lengths.map((n) => ({ label: `${n} seconds`, changes: [{ type: 'film-length', seconds: n }] })),
  )
}

function filmTo(seconds: number): Heard {
  const { minSeconds, maxSeconds } = BRIEF_LIMITS
  if (seconds < minSeconds || seconds > maxSeconds)
    return ask(`A film lasts ${minSeconds} to ${maxSeconds} seconds, so ${seconds} is not possible.`, [])
  return wish([{ type: 'film-length', seconds }], null)
}

function toLength(clause: Clause, text: string): Heard | null {
  const match = TO_LENGTH.exec(text)
  const seconds = match === null ? null : amountSeconds(match[2] ?? '', clause.scene.fps)
  if (match === null || seconds === null) return null
  const before = text.slice(0, text.length - (match[0].length - (match[1]?.length ?? 0)))
  const said = `${before} ${match[0].slice(before.length).replace(match[2] ?? '', ' ')}`
  if (
    !/\b(?:make|cut|trim|shorten|set|bring|keep|hold|be|it|last|long|length|total)\b|§/i.test(said) ||
    /\b(?:take|took|need|wait|in|ago|every|after)\s*$/i.test(before)
  )
    return null
  const target = shotsIn(clause, said)
  if (target.is === 'ask' && !/§/.test(said)) return null
  if (target.is === 'none' || (target.is === 'all' && (target.film || clause.scene.shots.length === 1)))
    return filmTo(seconds)
  if (seconds <= 0) return ask(`A shot cannot last ${spoken(match[2] ?? '', clause.marks)}.`, [])
  return onShots({ clause, target, otherwise: 'ask', change: (shotIds) => [{ type: 'shot-length', shotIds, seconds }] })
}
