/** Whether a plan tells all that the brief says, and as a cinematographer would cover it. */
import type { Part, PlanToScore } from './plan-to-score.ts'
import { clamped, contentWords, isEnglish, shareFound, storyOf } from './plan-score-words.ts'

/** So much of a beat's words must be told. */
const TOLD = 0.34
/** So many shots of one beat are coverage; more only repeat it. */
const ONE_BEAT = 3
const OPENERS: readonly string[] = ['extreme-wide', 'wide', 'full']

export function coverage({ brief, shots }: PlanToScore): Part {
  const told = contentWords(shots.map((s) => `${s.prompt} ${s.caption}`).join(' '))
  const { beats } = storyOf(brief)
  const shares = beats.map((text) => ({ text, share: shareFound(contentWords(text), told) }))
  const comparable = isEnglish(beats.join(' ')) || shares.some((b) => b.share >= TOLD)
  const missing = comparable ? shares.filter((b) => b.share < TOLD) : []
  const seconds = shots.reduce((n, s) => n + s.durationFrames, 0) / brief.fps
  const lost = shots.length >= 3 && seconds >= 6 && !shots.slice(0, 2).some((s) => OPENERS.includes(s.framing))
  const alike = shots.flatMap((s, at) => {
    const next = shots[at + 1]
    return next !== undefined && next.framing === s.framing && next.cameraMove === s.cameraMove ? [at + 1] : []
  })
  const again = shots.flatMap((s, at) => {
    const before = shots.slice(Math.max(0, at - ONE_BEAT), at)
    return before.length === ONE_BEAT && s.caption !== '' && before.every((b) => b.caption === s.caption)
      ? [at + 1]
      : []
  })
  return {
    score: clamped(
      100 -
        (missing.length / Math.max(1, beats.length)) * 100 -
        (lost ? 25 : 0) -
        Math.min(60, alike.length * 20) -
        Math.min(40, again.length * 8),
    ),
    faults: [
      ...missing.slice(0, 5).map((b) => `No shot tells “${b.text.trim().slice(0, 120)}”.`),
      ...(lost ? ['It never shows where it is: one of the first two shots must be wide.'] : []),
      ...(again.length === 0
        ? []
        : [`More than ${ONE_BEAT} shots in a row tell one and the same, up to shot ${again.at(-1)}.`]),
      ...alike.map((n) => `Shots ${n} and ${n + 1} have the same framing and the same camera move.`),
    ],
  }
}
