/** What one change of a note makes of the shots, and which of them it leaves because they are locked. */
import type { Change } from './change.ts'
import type { ShotId } from './ids.ts'
import { exhaustive, fail, ok, type Result } from './result.ts'
import type { ReviseFrom } from './revision.ts'
import { withAdded } from './revise-add.ts'
import { changeContent } from './revise-content.ts'
import { changeFinish } from './revise-finish.ts'
import { filmLengthOf, shotLength } from './revise-length.ts'
import { moved, swapped } from './revise-order.ts'
import { withTake } from './revise-take.ts'
import { cutFrames, type Shot } from './shot.ts'
import { endsKept } from './transition.ts'

/** Played at another speed it lasts as long as it did, where one render can. */
function asLong(next: Shot, before: Shot, film: Parameters<typeof shotLength>[2]): Shot {
  const plain: Shot = { ...next, finish: { ...next.finish, cutFrames: null } }
  const long = shotLength(plain, cutFrames(before, film.fps) / film.fps, film)
  return long.ok ? long.value : plain
}

type Followed = Result<{ readonly shots: readonly Shot[]; readonly skipped: readonly ShotId[] }, string>

/** `known` are the shots of all plans, newest first. */
export function createFollow(from: ReviseFrom, known: readonly Shot[]) {
  const { fps } = from.brief
  const film = { fps, longest: from.longest ?? (() => Infinity) }
  const versions = (shot: Shot) => known.filter((k) => k.id === shot.id)
  /** Which take it has, if any, is found once all changes are followed. */
  const retaken = (shot: Shot): Shot => {
    const fingerprint = from.fingerprint(shot)
    return fingerprint === shot.fingerprint ? shot : { ...shot, fingerprint, currentTakeId: null }
  }
  const grown = (before: Shot, after: Shot): Shot =>
    before.durationFrames === after.durationFrames ? after : retaken(after)

  return (shots: readonly Shot[], change: Change): Followed => {
    const done = (next: readonly Shot[], skipped: readonly ShotId[] = []): Followed => ok({ shots: next, skipped })
    const inOrder = (next: readonly Shot[], skipped: readonly ShotId[] = []) => done(endsKept(shots, next), skipped)
    const names = (ids: readonly ShotId[]) => shots.filter((s) => ids.includes(s.id))
    const locked = (ids: readonly ShotId[]) =>
      names(ids)
        .filter((s) => s.locked)
        .map((s) => s.id)
    const open = (ids: readonly ShotId[]) => names(ids).filter((s) => !s.locked)
    const eachOpen = (ids: readonly ShotId[], next: (shot: Shot) => Shot): Followed => {
      const chosen = open(ids)
      return done(
        shots.map((s) => (chosen.includes(s) ? next(s) : s)),
        locked(ids),
      )
    }
    switch (change.type) {
      case 'content':
        return eachOpen(change.shotIds, (s) => {
          const next = changeContent(s, change, { earlier: versions(s), others: open(change.shotIds) })
          return retaken(next.finish.speed === s.finish.speed ? next : asLong(next, s, film))
        })
      case 'reroll':
        return eachOpen(change.shotIds, (s) => retaken({ ...s, seed: seedAfter(s.seed, from.newSeed()) }))
      case 'finish':
        return eachOpen(change.shotIds, (s) => changeFinish(s, change, fps))
      case 'shot-length': {
        const next = new Map<ShotId, Shot>()
        for (const shot of open(change.shotIds)) {
          const long = shotLength(shot, change.seconds, film)
          if (!long.ok) return long
          next.set(shot.id, grown(shot, long.value))
        }
        return eachOpen(change.shotIds, (s) => next.get(s.id) ?? s)
      }
      case 'film-length': {
        const long = filmLengthOf(shots, change.seconds, film)
        if (!long.ok) return long
        return done(
          long.value.map((s, i) => grown(shots[i] ?? s, s)),
          locked(shots.map((s) => s.id)),
        )
      }
      case 'swap':
        return inOrder(swapped(shots, change.a, change.b))
      case 'move':
        return inOrder(moved(shots, change.shotIds, change.to))
      case 'drop': {
        const gone = open(change.shotIds)
        const left = shots.filter((s) => !gone.includes(s))
        return left.length === 0 ? fail('a film needs at least one shot') : inOrder(left, locked(change.shotIds))
      }
      case 'add': {
        const added = { brief: from.brief, id: from.newShotId(), seed: from.newSeed(), longest: film.longest }
        return inOrder(withAdded(shots, change, added).map((s) => (s.id === added.id ? retaken(s) : s)))
      }
      case 'lock':
        return done(shots.map((s) => (change.shotIds.includes(s.id) ? { ...s, locked: change.locked } : s)))
      case 'use-take': {
        const [shot] = names([change.shotId])
        if (shot === undefined) return done(shots)
        const own = from.takes.filter((t) => t.shotId === shot.id && t.outcome === 'rendered' && t.assetId !== null)
        const take = own[change.takeNo - 1]
        if (take === undefined) return fail(`there is no take ${change.takeNo} of shot ${shot.index + 1}`)
        const version = versions(shot).find((v) => from.fingerprint(v) === take.fingerprint)
        return done(shots.map((s) => (s === shot ? withTake(s, take, version ?? s, fps) : s)))
      }
      case 'back-to': {
        const plan = from.planOf(change.deliveryNo)
        return plan === null ? fail(`there is no delivery ${change.deliveryNo}`) : done(plan.shots)
      }
      case 'voiceover':
        return done(shots)
      default:
        return exhaustive(change)
    }
  }
}

/** Never the same again. */
const seedAfter = (seed: number, next: number): number => (next === seed ? (seed + 1) % 2 ** 53 : next)
