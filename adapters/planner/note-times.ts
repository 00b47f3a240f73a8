/** Which shots run at a time, or between two, in the film as it was cut? And how long is "half a second"? */
import type { ShotId } from '../../src/domain/ids.ts'
import { cutFrames } from '../../src/domain/shot.ts'
import { parseTimecode } from '../../src/domain/timecode.ts'
import { type Scene, type Target } from './note-scene.ts'

export const cutSeconds = (scene: Scene): number =>
  scene.shots.reduce((sum, s) => sum + cutFrames(s, scene.fps), 0) / scene.fps

/** Shots with a frame in the range; the film's very end is its last shot. */
export function shotsAt(scene: Scene, fromSeconds: number, toSeconds: number): Target {
  const length = cutSeconds(scene)
  if (fromSeconds > length || toSeconds < fromSeconds) {
    const why = `The film is ${round(length)} seconds long, so I find no shot there.`
    return { is: 'ask', why, among: scene.shots.map((s) => s.id) }
  }
  const total = Math.round(length * scene.fps)
  const first = Math.min(total - 1, Math.floor(fromSeconds * scene.fps + 1e-6))
  const last = Math.max(first, Math.ceil(toSeconds * scene.fps - 1e-6) - 1)
  const ids: ShotId[] = []
  let start = 0
  for (const shot of scene.shots) {
    const end = start + cutFrames(shot, scene.fps)
    if (start <= last && end > first) ids.push(shot.id)
    start = end
  }
  return { is: 'shots', ids }
}

export const round = (n: number): number => Math.round(n * 100) / 100

const NUMBER = String.raw`\d{1,4}(?:[.,]\d{1,3})?`

const S = String.raw`\s*(?:seconds?|secs?|s)\b`

const CLOCK = String.raw`(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?:[:;.]\d{1,3})?(?![\d:])`

/** Each with a reader of its two times; the second is null where one moment is meant. */
const TIMES: readonly (readonly [
  RegExp,
  (n: readonly number[], length: number) => readonly [number, number | null],
])[] = [
  [new RegExp(`(?:from|between)?\\s*(${CLOCK})\\s*(?:-|to|and|until|till)\\s*(${CLOCK})`, 'gi'), pair],
  [new RegExp(`(?:\\b(?:at|around|about|near|@)\\s*)?(${CLOCK})(?:\\s*(?:mark|in))?`, 'gi'), pair],
  [
    new RegExp(
      `\\b(?:from|between)\\s+(?:seconds?\\s+)?(${NUMBER})(?:${S})?\\s*(?:-|to|and|until)\\s*(${NUMBER})(?:${S})`,
      'gi',
    ),
    pair,
  ],
  [new RegExp(`\\b(?:from|between)\\s+seconds?\\s+(${NUMBER})\\s*(?:-|to|and|until)\\s*(${NUMBER})`, 'gi'), pair],
  [new RegExp(`(?<![\\d:.])(${NUMBER})(?:s)?\\s*-\\s*(${NUMBER})${S}`, 'gi'), pair],
  [new RegExp(`(?:\\b(?:at|around)\\s+|@\\s*)(?:the\\s+)?(${NUMBER})-?${S}(?:\\s*(?:mark|in))?`, 'gi'), pair],
  [new RegExp(`\\b(?:at|around)\\s+second\\s+(${NUMBER})`, 'gi'), pair],
  [new RegExp(`\\b(?:in|during|for|over)\\s+the\\s+first\\s+(${NUMBER})${S}`, 'gi'), ([n = 0]) => [0, n]],
  [
    new RegExp(`\\b(?:in|during|for|over)\\s+the\\s+last\\s+(${NUMBER})${S}`, 'gi'),
    ([n = 0], length) => [Math.max(0, length - n), length],
  ],
]

function pair([from = 0, to]: readonly number[]): readonly [number, number | null] {
  return [from, to ?? null]
}

/** `put` turns what was found into a mark. */
export function markTimes(text: string, scene: Scene, put: (said: string, target: Target) => string): string {
  return TIMES.reduce(
    (marked, [pattern, read]) =>
      marked.replaceAll(pattern, (said: string, ...groups: readonly unknown[]) => {
        const times = groups.filter((g): g is string => typeof g === 'string').slice(0, -1)
        const seconds = times.map((t) => secondsOf(t, scene.fps))
        if (seconds.some((s) => s === null)) return said
        const [from, to] = read(
          seconds.map((s) => s ?? 0),
          cutSeconds(scene),
        )
        const lead = /^\s*/.exec(said)?.[0] ?? ''
        return `${lead}${put(said.trim(), shotsAt(scene, from, to ?? from))}`
      }),
    text,
  )
}

const secondsOf = (time: string, fps: number): number | null =>
  time.includes(':') ? parseTimecode(time, fps) : Number(time.replace(',', '.'))

const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  sixty: 60,
}

const COUNT = `${NUMBER}|${Object.keys(COUNTS).join('|')}`

/** An amount of time in words; to be built into longer patterns. */
export const AMOUNT = `(?:half (?:a )?second|a?\\s*quarter (?:of )?(?:a )?second|(?:a|one) second and a half|a couple of seconds|a moment|a few frames|(?:${COUNT})(?:\\s+and a half)?[\\s-]*(?:seconds?|secs?|s|ms|milliseconds?|minutes?|mins?|frames?)(?![a-z]))`

export function amountSeconds(said: string, fps: number): number | null {
  const text = said.trim().toLowerCase()
  if (text.startsWith('half') || text === 'a moment') return 0.5
  if (/quarter/.test(text)) return 0.25
  if (/^(?:a|one) second and a half/.test(text)) return 1.5
  if (text.startsWith('a couple')) return 2
  if (text === 'a few frames') return round(5 / fps)
  const match = new RegExp(`^(${COUNT})(\\s+and a half)?[\\s-]*([a-z]+)$`).exec(text)
  if (match === null) return null
  const [, count = '', half, unit = ''] = match
  const n = (COUNTS[count] ?? Number(count.replace(',', '.'))) + (half === undefined ? 0 : 0.5)
  if (/^(?:ms|milli)/.test(unit)) return n / 1000
  if (unit.startsWith('min')) return n * 60
  return unit.startsWith('frame') ? n / fps : n
}
