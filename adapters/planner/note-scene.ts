/** What a note is read against, and what one clause of it can turn out to be. */
import type { Change, Reading } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import type { Shot } from '../../src/domain/shot.ts'
import type { Take } from '../../src/domain/take.ts'

export type Scene = {
  readonly shots: readonly Shot[]
  readonly fps: number
  /** Rendered, oldest first. */
  readonly takes: readonly Take[]
  readonly newestDelivery: number
  /** Where the person pointed; null when nowhere. */
  readonly pointed: readonly ShotId[] | null
  /** The brief's and the shots' own words, lower case. */
  readonly words: string
}

export type Target =
  | { readonly is: 'none' }
  | { readonly is: 'shots'; readonly ids: readonly ShotId[] }
  /** `film`: the film as a whole was said, not its shots. */
  | { readonly is: 'all'; readonly except: readonly ShotId[]; readonly film: boolean }
  | { readonly is: 'others' }
  /** Shots were meant, but which is not clear: `among` are the candidates. */
  | { readonly is: 'ask'; readonly why: string; readonly among: readonly ShotId[] }

/** Words of the note that name shots; in the text `§0` stands for the first. */
export type Mark = { readonly said: string; readonly target: Target }

export type Clause = {
  readonly text: string
  readonly marks: readonly Mark[]
  /** What the clauses before spoke of; null when of nothing in particular. */
  readonly previous: Target | null
  /** Shots that the whole note names. */
  readonly named: readonly ShotId[]
  readonly scene: Scene
}

export type Answer = { readonly label: string; readonly changes: readonly Change[] }

export type Heard =
  | {
      readonly type: 'wish'
      readonly changes: readonly Change[]
      readonly remarks: readonly string[]
      /** What a later "it" means. */
      readonly about: Target | null
    }
  | { readonly type: 'ask'; readonly text: string; readonly answers: readonly Answer[] }
  | { readonly type: 'question'; readonly about: Extract<Reading, { kind: 'question' }>['about'] }
  /** Shots that nothing else in the note shall touch. */
  | { readonly type: 'spare'; readonly ids: readonly ShotId[] }
  | { readonly type: 'talk' }

/** Null when the clause is none of the forms it knows. */
export type Form = (clause: Clause) => Heard | null

export const wish = (changes: readonly Change[], about: Target | null, remarks: readonly string[] = []): Heard => ({
  type: 'wish',
  changes,
  remarks,
  about,
})

/** Every question can be answered with nothing. */
export const ask = (text: string, answers: readonly Answer[]): Heard => ({
  type: 'ask',
  text,
  answers: [...answers, { label: 'Leave it', changes: [] }],
})

export const shotOf = (scene: Scene, id: ShotId): Shot => {
  const shot = scene.shots.find((s) => s.id === id)
  if (shot === undefined) throw new Error(`no shot ${id} in the plan that the note was read against`)
  return shot
}

/** The note's own words again. */
export const spoken = (text: string, marks: readonly Mark[]): string =>
  text
    .replaceAll(/§(\d+)/g, (_, n: string) => marks[Number(n)]?.said ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()

export const MARK = /§\d+/

/** All shots but these. */
export const others = ({ scene }: Clause, ids: readonly ShotId[]) =>
  scene.shots.map((s) => s.id).filter((id) => !ids.includes(id))
