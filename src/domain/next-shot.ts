/** Decides which of the waiting shots a GPU host renders next. The only place that does; pure. */
import type { BriefId, PersonId, ProjectId, ShotId } from './ids.ts'
import type { Size } from './project.ts'
import type { ResolvedModels } from './shot.ts'

/** A shot of a brief that is being shot, without a take that counts. */
export type WaitingShot = {
  readonly briefId: BriefId
  readonly planVersion: number
  readonly shotId: ShotId
  readonly shotIndex: number
  readonly projectId: ProjectId
  /** Who asked for the film. */
  readonly personId: PersonId
  readonly title: string
  /** When its plan went to be shot. */
  readonly queuedAt: Date
  /** When a producer let its brief go first; null for most. */
  readonly bumpedAt: Date | null
  /** Of a film that was delivered before. */
  readonly isRevision: boolean
  readonly workflow: string
  readonly models: ResolvedModels
  /** Of the film. */
  readonly durationFrames: number
  readonly fps: number
  readonly size: Size
  /** The host of a take that may still run there. */
  readonly openOn: string | null
  /** When that take was given to it. */
  readonly openSince: Date | null
  /** The project has a clip of the very same shot: nothing needs rendering. */
  readonly hasClip: boolean
}

/** What was begun before, as far as it matters for whose turn it is. */
export type Lately = {
  /** The last renders that began, newest first: at least `TURN` of them, where there were so many. */
  readonly started: readonly { readonly projectId: ProjectId; readonly personId: PersonId }[]
  /** The latest `queuedAt` of all renders that ever began, bumped ones left out, latest first: `MOST_OVERTAKEN` of them. */
  readonly latestArrivals: readonly Date[]
}

export type OnHost = {
  /** `loadOf` the shot it was last given; null when nothing is known. */
  readonly loaded: string | null
  /** What other hosts have in memory. */
  readonly loadedElsewhere: ReadonlySet<string>
}

/** No shot is overtaken by more renders of work that came later than it. */
export const MOST_OVERTAKEN = 20
/** Renders that others may have in a row while a project, or a person in it, waits: long enough to be worth loading a model. */
export const TURN = 10

/** What a GPU loads for a shot: shots that share it need no new load. */
export const loadOf = (shot: Pick<WaitingShot, 'workflow' | 'models'>): string =>
  shot.models['checkpoint'] ?? ([...new Set(Object.values(shot.models))].sort().join(' ') || shot.workflow)

/** Higher goes before lower, whatever else speaks for the lower. */
export function rankOf(shot: WaitingShot, lately: Lately): 'bumped' | 'starving' | 'revision' | 'fresh' {
  if (shot.bumpedAt !== null) return 'bumped'
  // That many renders of later work have begun, so one more would be one too many.
  const last = lately.latestArrivals[MOST_OVERTAKEN - 1]
  if (last !== undefined && last > shot.queuedAt) return 'starving'
  return shot.isRevision ? 'revision' : 'fresh'
}

const RANKS = ['bumped', 'starving', 'revision', 'fresh'] as const

/** By rank alone: higher goes first where several are ready for one host. */
export const urgencyOf = (shot: WaitingShot, lately: Lately): number =>
  RANKS.length - RANKS.indexOf(rankOf(shot, lately))

/** Whether a shot that came may take the place of one that a host was given but has not begun. */
export const mayDisplace = (comes: WaitingShot, waits: WaitingShot, lately: Lately): boolean => {
  const rank = rankOf(comes, lately)
  return (rank === 'bumped' || rank === 'revision') && RANKS.indexOf(rank) < RANKS.indexOf(rankOf(waits, lately))
}

/** Of shots that the host can render; null when there are none. */
export function nextShot<S extends WaitingShot>(waiting: readonly S[], host: OnHost, lately: Lately): S | null {
  const byRank = Map.groupBy(waiting, (s) => rankOf(s, lately))
  const rank = RANKS.find((r) => byRank.has(r))
  const shots = rank === undefined ? [] : (byRank.get(rank) ?? [])
  if (rank === 'bumped') return first(shots, (a, b) => Number(a.bumpedAt) - Number(b.bumpedAt) || arrival(a, b))
  if (rank === 'starving') return first(shots, arrival)

  const inTurn = ofTurn(
    ofTurn(shots, (s) => s.projectId, lately),
    (s) => `${s.projectId} ${s.personId}`,
    lately,
  )
  const cheapest = Math.min(...inTurn.map((s) => loadCost(s, host)))
  return first(
    inTurn.filter((s) => loadCost(s, host) === cheapest),
    (a, b) => served(a, 'projectId', lately) - served(b, 'projectId', lately) || ownTurn(a, b, lately) || arrival(a, b),
  )
}

/** Where somebody has waited out the others' turn: only theirs, the longest waiting first. */
function ofTurn<S extends WaitingShot>(
  shots: readonly S[],
  keyOf: (s: Served) => string,
  lately: Lately,
): readonly S[] {
  const turn = new Set(lately.started.slice(0, TURN).map(keyOf))
  const overdue = lately.started.length < TURN ? [] : shots.filter((s) => !turn.has(keyOf(s)))
  const oldest = first(overdue, arrival)
  return oldest === null ? shots : overdue.filter((s) => keyOf(s) === keyOf(oldest))
}

type Served = Pick<WaitingShot, 'projectId' | 'personId'>

/** 0 when the host has it in memory; a model that another host has loaded is better left to that one. */
function loadCost(shot: WaitingShot, { loaded, loadedElsewhere }: OnHost): number {
  const load = loadOf(shot)
  if (load === loaded) return 0
  return loadedElsewhere.has(load) ? 2 : 1
}

const served = (shot: WaitingShot, of: keyof Served, lately: Lately): number =>
  lately.started.filter((s) => s[of] === shot[of]).length

/** Between two people of one project. */
const ownTurn = (a: WaitingShot, b: WaitingShot, lately: Lately): number =>
  a.projectId === b.projectId ? served(a, 'personId', lately) - served(b, 'personId', lately) : 0

/** Oldest first; within a film in its order. */
const arrival = (a: WaitingShot, b: WaitingShot): number =>
  Number(a.queuedAt) - Number(b.queuedAt) ||
  (a.briefId < b.briefId ? -1 : a.briefId > b.briefId ? 1 : a.shotIndex - b.shotIndex)

const first = <S>(shots: readonly S[], order: (a: S, b: S) => number): S | null =>
  shots.reduce<S | null>((best, shot) => (best === null || order(shot, best) < 0 ? shot : best), null)
