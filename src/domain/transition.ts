/** How shots come into one another at the cut: what every frame of a film is mixed of, so that no film gets longer by it. Pure. */
import type { Transition } from './shot.ts'

/** Of a dissolve, of a dip through black, and of a fade at either end of the film. */
const TRANSITION_SECONDS = 0.5

/** How a brief or a script wants its film cut. */
export type Edit = {
  /** Where nothing else is said of a shot. */
  readonly between: Transition
  readonly opensFromBlack: boolean
  readonly endsInBlack: boolean
}

/** What a transition needs to know of a shot. */
export type Joined = { readonly frames: number; readonly transition: Transition; readonly fadeOut: boolean }

/** Frames of a shot that are no plain picture of it: at its head and at its tail. */
export type Join = {
  readonly head: { readonly with: 'nothing' | 'black' | 'shot-before'; readonly frames: number }
  readonly tail: { readonly with: 'nothing' | 'black' | 'shot-after'; readonly frames: number }
}

const NONE = { with: 'nothing', frames: 0 } as const

/** One a shot, in their order. Between two shots half of it lies on each side of the cut, and never on more than half of a shot. */
export function joinsOf(shots: readonly Joined[], fps: number): readonly Join[] {
  const whole = Math.max(2, Math.round(TRANSITION_SECONDS * fps))
  const half = Math.round(whole / 2)
  const most = (shot: Joined | undefined) => Math.floor((shot?.frames ?? 0) / 2)
  /** Into the shot at `at`, from the one before it. */
  const into = (at: number): number => {
    const [before, shot] = [shots[at - 1], shots[at]]
    return before === undefined || shot === undefined || shot.transition === 'cut'
      ? 0
      : Math.min(half, most(before), most(shot))
  }
  return shots.map((shot, at): Join => {
    const [first, last] = [at === 0, at === shots.length - 1]
    const [before, after] = [into(at), into(at + 1)]
    const head =
      first && shot.transition === 'fade'
        ? ({ with: 'black', frames: Math.min(whole, most(shot)) } as const)
        : ({ with: shot.transition === 'fade' ? 'black' : 'shot-before', frames: before } as const)
    const tail =
      last && shot.fadeOut
        ? ({ with: 'black', frames: Math.min(whole, most(shot)) } as const)
        : ({ with: shots[at + 1]?.transition === 'fade' ? 'black' : 'shot-after', frames: after } as const)
    return { head: head.frames === 0 ? NONE : head, tail: tail.frames === 0 ? NONE : tail }
  })
}

/** How much of the shot itself is in its frame number `frame`, and what else is. Black is whole where two shots meet in it. */
export function mixOf(
  join: Join,
  frame: number,
  frames: number,
): { readonly own: number; readonly with: Join['head']['with'] | Join['tail']['with'] } {
  const { head, tail } = join
  if (frame < head.frames)
    return {
      own: head.with === 'black' ? frame / head.frames : 0.5 + (frame + 0.5) / (2 * head.frames),
      with: head.with,
    }
  const left = frames - 1 - frame
  if (left < tail.frames)
    return { own: tail.with === 'black' ? left / tail.frames : 0.5 + (left + 0.5) / (2 * tail.frames), with: tail.with }
  return { own: 1, with: 'nothing' }
}

/** The film's own beginning and end keep their fades, whichever shots come to stand there; what was there comes in with a cut. */
export function endsKept<S extends { readonly id: string; readonly finish: Pick<Joined, 'transition' | 'fadeOut'> }>(
  before: readonly S[],
  after: readonly S[],
): readonly S[] {
  const [first, last] = [before[0], before.at(-1)]
  if (first === undefined || last === undefined) return after
  return after.map((shot, at) => {
    const opens = at === 0
    const opened = shot.id === first.id
    const transition = opens === opened ? shot.finish.transition : opens ? first.finish.transition : 'cut'
    const fadeOut = at === after.length - 1 && last.finish.fadeOut
    return transition === shot.finish.transition && fadeOut === shot.finish.fadeOut
      ? shot
      : { ...shot, finish: { ...shot.finish, transition, fadeOut } }
  })
}
