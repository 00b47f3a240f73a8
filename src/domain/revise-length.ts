/** How long shots become when a shot or the film is to last so many seconds: trims where it gets shorter, renders only where clips end. */
import { fail, ok, type Result } from './result.ts'
import { clipFrames, cutTo } from './revise-finish.ts'
import { cutFrames, type Shot } from './shot.ts'

type Film = { readonly fps: number; readonly longest: (shot: Shot) => number }

/** No shot of a shortened film is shorter, unless all together have less. */
const LEAST_SECONDS = 0.5

/** Frames of the film that one render of the shot gives at most. */
const mostFrames = (shot: Shot, film: Film): number => {
  const { inSeconds, speed } = shot.finish
  return Math.max(clipFrames(shot, film.fps), Math.floor((film.longest(shot) - inSeconds * film.fps) / speed + 1e-9))
}

/** Lasts exactly `frames` of the film; a clip that is too short is to be rendered longer. */
function lasting(shot: Shot, frames: number, fps: number): Shot {
  if (frames <= clipFrames(shot, fps)) return cutTo(shot, frames, fps)
  const { inSeconds, speed } = shot.finish
  const grown: Shot = { ...shot, durationFrames: Math.ceil(frames * speed + inSeconds * fps - 1e-6) }
  return cutTo(grown, frames, fps)
}

export function shotLength(shot: Shot, seconds: number, film: Film): Result<Shot, string> {
  const frames = Math.max(1, Math.round(seconds * film.fps))
  const most = mostFrames(shot, film)
  return frames > most
    ? fail(`shot ${shot.index + 1} can last ${said(most, film.fps)} at most`)
    : ok(lasting(shot, frames, film.fps))
}

export function filmLengthOf(shots: readonly Shot[], seconds: number, film: Film): Result<readonly Shot[], string> {
  const open = shots.filter((s) => !s.locked)
  if (open.length === 0) return fail('every shot is locked')
  const { fps } = film
  const has = open.map((s) => cutFrames(s, fps))
  const locked = sum(shots.filter((s) => s.locked).map((s) => cutFrames(s, fps)))
  const wanted = Math.max(1, Math.round(seconds * fps)) - locked
  if (wanted < open.length)
    return fail(
      locked > 0
        ? `the locked shots alone last ${said(locked, fps)}`
        : `${said(wanted, fps)} are too short for ${shots.length} shots`,
    )
  const bounds = wanted <= sum(has) ? shrinking(has, wanted, fps) : growing(open, has, wanted, film)
  if (sum(bounds.map((b) => b.most)) < wanted)
    return fail(`these shots can last ${said(locked + sum(bounds.map((b) => b.most)), fps)} together at most`)
  const given = shares(wanted, has, bounds)
  const frames = new Map(open.map((s, i) => [s.id, given[i] ?? 1]))
  return ok(shots.map((s) => (s.locked ? s : lasting(s, frames.get(s.id) ?? 1, fps))))
}

type Bounds = { readonly least: number; readonly most: number }

function shrinking(has: readonly number[], wanted: number, fps: number): readonly Bounds[] {
  const least = Math.min(Math.max(1, Math.round(LEAST_SECONDS * fps)), Math.floor(wanted / has.length))
  return has.map((n) => ({ least: Math.min(n, least), most: n }))
}

/** What the clips still hold comes first, as it costs nothing. */
function growing(open: readonly Shot[], has: readonly number[], wanted: number, film: Film): readonly Bounds[] {
  const clips = open.map((s, i) => Math.max(has[i] ?? 1, clipFrames(s, film.fps)))
  return sum(clips) >= wanted
    ? clips.map((most, i) => ({ least: has[i] ?? 1, most }))
    : open.map((s, i) => ({ least: clips[i] ?? 1, most: Math.max(clips[i] ?? 1, mostFrames(s, film)) }))
}

/** Whole frames within their bounds that add up to `total`, in proportion to `weights` as far as the bounds allow. */
function shares(total: number, weights: readonly number[], bounds: readonly Bounds[]): readonly number[] {
  const at = (scale: number) =>
    bounds.map(({ least, most }, i) => Math.min(most, Math.max(least, (weights[i] ?? 1) * scale)))
  let [low, high] = [0, Math.max(...bounds.map(({ most }) => most))]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (sum(at(middle)) > total) high = middle
    else low = middle
  }
  const ideal = at(low)
  const given = ideal.map(Math.floor)
  // What rounding down left over goes to those that lost most by it.
  const byLoss = ideal.map((n, i) => ({ i, lost: n - Math.floor(n) })).sort((a, b) => b.lost - a.lost || a.i - b.i)
  for (let left = total - sum(given); left > 0;)
    for (const { i } of byLoss) {
      if (left === 0 || (given[i] ?? 0) >= (bounds[i]?.most ?? 0)) continue
      given[i] = (given[i] ?? 0) + 1
      left -= 1
    }
  return given
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
const said = (frames: number, fps: number): string => `${Math.round((frames / fps) * 10) / 10} s`
