/** Takes GPU time out of a project's budget for a plan, inside the transaction that lets it be shot. */
import type { Brief } from '../domain/brief.ts'
import { type BudgetLack, budgetLack, monthStart } from '../domain/budget.ts'
import type { Transaction } from '../ports/store.ts'

/** `brief` must come from `lockBrief` of the same transaction. Null when the time is reserved, else what it lacks; then nothing is. */
export async function reserveGpu(
  tx: Transaction,
  brief: Pick<Brief, 'id' | 'projectId'>,
  plan: { readonly version: number; readonly ms: number },
  at: Date,
): Promise<BudgetLack | null> {
  if (plan.ms <= 0) return null
  // Two plans at once cannot both take the last minutes: the second waits here until the first is counted.
  await tx.lockBudget(brief.projectId)
  const project = await tx.project(brief.projectId)
  if (project === null) throw new Error(`there is no project ${brief.projectId}`)
  const lack = budgetLack(project.settings, await tx.gpuUse(project.id, monthStart(at)), plan.ms)
  if (lack === null) await tx.reserveGpu({ briefId: brief.id, planVersion: plan.version, ms: plan.ms, at })
  return lack
}
