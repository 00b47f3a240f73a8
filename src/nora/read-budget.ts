/** Answers how much of its month's GPU time a project has used, and how much its plans may still use. */
import { type GpuUse, monthStart } from '../domain/budget.ts'
import type { ProjectId } from '../domain/ids.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'

export const createReadBudget =
  (deps: { readonly store: Pick<Store, 'gpuUse'>; readonly clock: Clock }) =>
  (projectId: ProjectId): Promise<GpuUse> =>
    deps.store.gpuUse(projectId, monthStart(deps.clock.now()))
