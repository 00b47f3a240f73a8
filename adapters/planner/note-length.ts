/** Wishes about how long the film or a shot lasts. */
import { BRIEF_LIMITS } from '../../src/domain/brief.ts'
import type { Change } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { cutFrames } from '../../src/domain/shot.ts'
import { onShots } from './note-on-shots.ts'
import { ask, type Clause, type Form, type Heard, shotOf, spoken, wish } from './note-scene.ts'
import { AMOUNT, amountSeconds, cutSeconds, round } from './note-times.ts'
import { finish, shifted, shotsIn, SOME, someSeconds, trims } from './note-trim.ts'

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

export const length: Form = (clause) => {
  const text = clause.text.replaceAll(/[.!?\s]+$|\s*,?\s*\bplease\b/gi, '')
  return trims(clause, text) ?? shifted(clause, text) ?? longer(clause, text) ?? toLength(clause, text)
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
