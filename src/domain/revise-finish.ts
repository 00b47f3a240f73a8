/** How a shot is finished once a note on its grade, pace or trim is followed. Nothing of it renders. */
import type { FinishChange } from './change.ts'
import { cutFrames, type Shot } from './shot.ts'

/** What still looks like the picture, and what still plays. */
const FINISH_LIMITS = {
  exposure: 3,
  temperature: 1,
  maxSaturation: 2,
  minSpeed: 0.25,
  maxSpeed: 4,
  /** Of the film: shorter shots are a flash. */
  leastSeconds: 0.2,
} as const

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))
/** Steps of a tenth add up to tenths, and back to 0 (never to −0). */
const exact = (value: number): number => Math.round(value * 10_000) / 10_000 + 0

/** Frames of the film that a shot's whole clip gives after its in point. */
export const clipFrames = (shot: Pick<Shot, 'durationFrames' | 'finish'>, fps: number): number =>
  cutFrames({ ...shot, finish: { ...shot.finish, cutFrames: null } }, fps)

export function changeFinish(shot: Shot, change: FinishChange, fps: number): Shot {
  const { exposure, maxSaturation, temperature } = FINISH_LIMITS
  const was = shot.finish
  const graded: Shot = {
    ...shot,
    finish: {
      ...was,
      exposure: within(exact(was.exposure + (change.exposure ?? 0)), -exposure, exposure),
      temperature: within(exact(was.temperature + (change.temperature ?? 0)), -temperature, temperature),
      saturation: within(exact(was.saturation * (change.saturationFactor ?? 1)), 0, maxSaturation),
      transition: change.transition ?? was.transition,
      fadeOut: change.fadeOut ?? was.fadeOut,
    },
  }
  const paced = atSpeed(graded, exact(was.speed * (change.speedFactor ?? 1)), fps)
  return endedEarlier(startedLater(paced, change.startLaterSeconds ?? 0, fps), change.endEarlierSeconds ?? 0, fps)
}

/** The same part of the clip, faster or slower: a tenth slower lasts longer. */
function atSpeed(shot: Shot, wanted: number, fps: number): Shot {
  const { speed: was, cutFrames: fixed } = shot.finish
  const speed = within(wanted, FINISH_LIMITS.minSpeed, FINISH_LIMITS.maxSpeed)
  const paced: Shot = { ...shot, finish: { ...shot.finish, speed } }
  return fixed === null || speed === was ? paced : cutTo(paced, Math.round((fixed * was) / speed), fps)
}

/** The shot's end stays where it is. */
function startedLater(shot: Shot, bySeconds: number, fps: number): Shot {
  const { inSeconds, speed, cutFrames: fixed } = shot.finish
  if (bySeconds === 0) return shot
  // In clip time the least of the film lasts longer where it plays faster.
  const room = ((cutFrames(shot, fps) - leastOf(shot, fps)) * speed) / fps
  const start = exact(within(inSeconds + bySeconds, 0, inSeconds + Math.max(0, room)))
  const later: Shot = { ...shot, finish: { ...shot.finish, inSeconds: start } }
  return fixed === null ? later : cutTo(later, fixed - Math.round(((start - inSeconds) * fps) / speed), fps)
}

const endedEarlier = (shot: Shot, bySeconds: number, fps: number): Shot =>
  bySeconds === 0 && shot.finish.cutFrames === null
    ? shot
    : cutTo(shot, Math.max(leastOf(shot, fps), cutFrames(shot, fps) - Math.round(bySeconds * fps)), fps)

/** A shot that is shorter already may stay so. */
const leastOf = (shot: Shot, fps: number): number =>
  Math.min(cutFrames(shot, fps), Math.max(1, Math.round(FINISH_LIMITS.leastSeconds * fps)))

/** Lasts `frames` of the film, as far as its clip goes. */
export function cutTo(shot: Shot, frames: number, fps: number): Shot {
  const whole = clipFrames(shot, fps)
  return { ...shot, finish: { ...shot.finish, cutFrames: frames >= whole ? null : Math.max(1, frames) } }
}
