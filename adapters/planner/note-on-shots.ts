/** Makes a wish of the shots it is for: locked shots are spared, or asked about where they were named. */
import type { Change } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { candidate, changesSaid, shotsSaid } from './note-say.ts'
import { ask, type Clause, type Heard, shotOf, spoken, type Target, wish } from './note-scene.ts'

type Wanted = {
  readonly clause: Clause
  readonly target: Target
  /** Where no shot was said: all of them, the film's first or last, or a question. */
  readonly otherwise: 'all' | 'first' | 'last' | 'ask'
  readonly change: (ids: readonly ShotId[]) => readonly Change[]
  /** Order, locks and the like touch no picture. */
  readonly touches?: false
  readonly remarks?: readonly string[]
}

export function onShots(wanted: Wanted): Heard {
  const { clause, otherwise, change } = wanted
  const { scene } = clause
  const all = scene.shots.map((s) => s.id)
  const remarks = wanted.remarks ?? []
  const locked = (ids: readonly ShotId[]) => ids.filter((id) => wanted.touches !== false && shotOf(scene, id).locked)
  let { target } = wanted
  if (target.is === 'none' && otherwise === 'ask' && all.length > 1)
    target = { is: 'ask', why: `“${spoken(clause.text, clause.marks)}”:`, among: all }
  else if (target.is === 'none' && otherwise === 'all') target = { is: 'all', except: [], film: false }
  else if (target.is === 'none') target = { is: 'shots', ids: all.slice(otherwise === 'last' ? -1 : 0).slice(0, 1) }
  if (target.is === 'others') target = { is: 'all', except: clause.named, film: false }
  switch (target.is) {
    case 'ask':
      return ask(
        `${target.why} Which shot do you mean?`,
        candidates(target.among, (id) => ({
          label: `${locked([id]).length > 0 ? 'Unlock ' : ''}${candidate(scene, id)}`,
          changes: [...unlocking(locked([id])), ...change([id])],
        })),
      )
    case 'all': {
      const { except } = target
      const ids = all.filter((id) => !except.includes(id))
      const stays = locked(ids)
      const free = ids.filter((id) => !stays.includes(id))
      if (ids.length === 0) return ask('No shot is left for that.', [])
      if (free.length === 0) return onLocked(wanted, ids, [])
      return wish(change(free), target, [...remarks, ...staying(clause, stays)])
    }
    case 'shots': {
      const { ids } = target
      const stays = locked(ids)
      if (stays.length > 0)
        return onLocked(
          wanted,
          ids,
          ids.filter((id) => !stays.includes(id)),
        )
      return wish(change(ids), target, remarks)
    }
  }
}

/** The rest of a long film is found by its numbers. */
const MOST_CANDIDATES = 8

const candidates = <T>(ids: readonly ShotId[], answer: (id: ShotId) => T): readonly T[] =>
  ids.slice(0, MOST_CANDIDATES).map(answer)

const unlocking = (ids: readonly ShotId[]): readonly Change[] =>
  ids.length === 0 ? [] : [{ type: 'lock', shotIds: ids, locked: false }]

const staying = ({ scene }: Clause, ids: readonly ShotId[]): readonly string[] =>
  ids.length === 0
    ? []
    : [
        `${shotsSaid(scene, ids, true)} ${ids.length === 1 ? 'is locked and stays as it is' : 'are locked and stay as they are'}.`,
      ]

function onLocked({ clause, change }: Wanted, ids: readonly ShotId[], free: readonly ShotId[]): Heard {
  const { scene } = clause
  const stays = ids.filter((id) => !free.includes(id))
  const one = stays.length === 1
  return ask(
    `${shotsSaid(scene, stays, true)} ${one ? 'is' : 'are'} locked. Unlock ${one ? 'it' : 'them'} and do this: ${changesSaid(scene, change(ids))}?`,
    [
      {
        label: one ? 'Unlock and change it' : 'Unlock and change them',
        changes: [...unlocking(stays), ...change(ids)],
      },
      ...(free.length === 0 ? [] : [{ label: `Only ${shotsSaid(scene, free)}`, changes: change(free) }]),
    ],
  )
}

/** A question with one shot's button each, for wishes that need a shot. */
export const whichShot = (
  clause: Clause,
  why: string,
  change: (id: ShotId) => readonly Change[],
  among?: readonly ShotId[],
): Heard =>
  ask(
    why,
    candidates(among ?? clause.scene.shots.map((s) => s.id), (id) => ({
      label: candidate(clause.scene, id),
      changes: change(id),
    })),
  )
