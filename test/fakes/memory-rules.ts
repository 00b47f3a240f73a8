/** What a store in memory refuses: the rules that the real database holds, by their names there. */
import type { Asset } from '../../src/domain/asset.ts'
import type { AssetId, BriefId, DeliveryId, PersonId, ProjectId } from '../../src/domain/ids.ts'
import { keyOf, type Staged } from './memory-tables.ts'

/** Nothing of the transaction is stored, even when the error is caught. */
export class Refused extends Error {
  override name = 'Refused'
  readonly constraint: string
  constructor(constraint: string) {
    super(`The row breaks ${constraint}`)
    this.constraint = constraint
  }
}

/** A change of a row that is not there is a bug of the caller. */
export function expectOne<V>(row: V | null | undefined, what: string): V {
  if (row === null || row === undefined) throw new Error(`Expected one row for ${what}, got 0`)
  return row
}

export type Rules = ReturnType<typeof createRules>

/** `onRefusal` hears of the first rule that is broken before it is thrown. */
export function createRules(t: Staged, onRefusal: () => void) {
  function hold(constraint: string, holds: boolean): void {
    if (holds) return
    onRefusal()
    throw new Refused(constraint)
  }
  const isThere = {
    project: (id: ProjectId) => hold('projects_fk', t.projects.get(id) !== null),
    person: (id: PersonId) => hold('people_fk', t.people.get(id) !== null),
    brief: (id: BriefId) => hold('cinematic_briefs_fk', t.briefs.get(id) !== null),
    asset: (id: AssetId | null) => hold('project_assets_fk', id === null || t.assets.get(id) !== null),
    delivery: (id: DeliveryId) => hold('deliveries_fk', t.deliveries.get(id) !== null),
    plan: (id: BriefId, version: number) => hold('shot_plans_fk', t.plans.get(keyOf(id, version)) !== null),
  }
  return { hold, isThere, isNew: (constraint: string, row: unknown) => hold(constraint, row === null) }
}

const OPEN: readonly string[] = ['waiting', 'asking', 'after-approval']

/** Whether a brief of the asset's project uses it in any way. */
export function isUsed(t: Staged, { id, projectId }: Asset): boolean {
  const names = (value: unknown) => JSON.stringify(value).includes(id)
  const isCurrent = (takeId: string) => t.takes.get(takeId)?.assetId === id
  return t.briefs.of(projectId).some((b) => {
    const shots = t.plans.of(b.id).flatMap((p) => p.shots)
    return (
      names([b.assetIds, b.outputAssetIds, b.state]) ||
      t.deliveries.of(b.id).some((d) => [d.filmAssetId, d.posterAssetId, d.proxyAssetId].includes(id)) ||
      shots.some((s) => s.references.some((r) => r.assetId === id)) ||
      shots.some((s) => s.currentTakeId !== null && isCurrent(s.currentTakeId)) ||
      t.notes.of(b.id).some((n) => OPEN.includes(n.state.is) && names(n.state))
    )
  })
}
