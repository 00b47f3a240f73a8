/** What a transaction in memory changes about plans, shots and takes. */
import type { BriefId, ShotId } from '../../src/domain/ids.ts'
import type { Shot } from '../../src/domain/shot.ts'
import type { Take } from '../../src/domain/take.ts'
import type { Writes } from '../../src/ports/store.ts'
import { expectOne, Refused, type Rules } from './memory-rules.ts'
import { keyOf, type Staged } from './memory-tables.ts'

type ShotWrites = Pick<Writes, 'insertPlan' | 'chooseTake' | 'saveShot' | 'insertTake' | 'endTake'>

const inOrder = (shots: readonly Shot[]) => shots.toSorted((a, b) => a.index - b.index)

export function createShotWrites(t: Staged, { hold, isNew, isThere }: Rules): ShotWrites {
  function holdShots(shots: readonly Shot[]): void {
    hold('shots_in_order', new Set(shots.map((s) => s.index)).size === shots.length)
    const isLong = (s: Shot) => s.durationFrames > 0 && s.index >= 0
    hold('shots_length', shots.every(isLong))
  }

  function changeShot(briefId: BriefId, version: number, id: ShotId, change: (shot: Shot) => Shot): void {
    const key = keyOf(briefId, version)
    const plan = expectOne(t.plans.get(key), id)
    const shot = expectOne(
      plan.shots.find((s) => s.id === id),
      id,
    )
    const shots = inOrder(plan.shots.map((s) => (s === shot ? change(s) : s)))
    holdShots(shots)
    t.plans.put(key, { ...plan, shots })
  }

  function holdTake(take: Take): void {
    const isOpen = take.outcome === 'submitting'
    const isBeside = (o: Take) => o.id !== take.id && o.shotId === take.shotId && o.outcome === 'submitting'
    hold('takes_open', !isOpen || !t.takes.of(take.briefId).some(isBeside))
    hold('takes_ended', isOpen === (take.endedAt === null))
    isThere.asset(take.assetId)
  }

  return {
    async insertPlan(p) {
      const key = keyOf(p.briefId, p.version)
      isThere.brief(p.briefId)
      isNew('shot_plans_brief_id_version_pk', t.plans.get(key))
      hold('shot_plans_version', p.version >= 1)
      holdShots(p.shots)
      t.plans.put(key, { ...p, shots: inOrder(p.shots) })
    },
    async chooseTake(briefId, version, shotId, takeId) {
      hold('shots_current_take_id_takes_id_fk', t.takes.get(takeId) !== null)
      changeShot(briefId, version, shotId, (shot) => ({ ...shot, currentTakeId: takeId }))
    },
    saveShot: async (briefId, version, shot) => changeShot(briefId, version, shot.id, () => shot),
    async insertTake(take) {
      const shot = t.plans.get(keyOf(take.briefId, take.planVersion))?.shots.find((s) => s.id === take.shotId)
      hold('takes_of_a_shot', shot !== undefined)
      if (!shot) throw new Refused('takes_of_a_shot')
      isNew('takes_pkey', t.takes.get(take.id))
      hold('takes_by_prompt', t.takes.of(take.promptId).length === 0)
      holdTake(take)
      const brief = t.briefs.get(take.briefId)
      const queuedAt = brief?.bumpedAt === null ? brief.queuedAt : null
      t.takes.put(take.id, { ...take, workflow: shot.workflow, durationFrames: shot.durationFrames, queuedAt })
    },
    async endTake(id, end) {
      const take = expectOne(t.takes.get(id), id)
      holdTake({ ...take, ...end })
      t.takes.put(id, { ...take, ...end })
    },
  }
}
