/** Every version of a brief's plan, with the takes that were shot for it and the deliveries that were cut from it. */
import type { Delivery } from '../domain/delivery.ts'
import type { Failure } from '../domain/failure.ts'
import type { BriefId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Take } from '../domain/take.ts'
import type { Store } from '../ports/store.ts'

export type Version = {
  readonly plan: ShotPlan
  /** Shot for this version, oldest first; what it took over from earlier ones its shots say. */
  readonly takes: readonly Take[]
  /** By number. */
  readonly deliveries: readonly Delivery[]
}

/** Oldest first. */
export const createReadVersions =
  (deps: { readonly store: Store }) =>
  async (briefId: BriefId): Promise<Result<readonly Version[], Failure>> => {
    const brief = await deps.store.brief(briefId)
    if (brief === null) return fail({ type: 'brief-unknown', briefId })
    const numbers = Array.from({ length: brief.planVersion }, (_, i) => i + 1)
    const [takes, deliveries, plans] = await Promise.all([
      deps.store.takes(briefId),
      deps.store.deliveries(briefId),
      Promise.all(numbers.map((version) => deps.store.plan(briefId, version))),
    ])
    return ok(
      plans
        .filter((plan) => plan !== null)
        .map((plan) => ({
          plan,
          takes: takes.filter((take) => take.planVersion === plan.version),
          deliveries: deliveries.filter((delivery) => delivery.planVersion === plan.version),
        })),
    )
  }
