/** Answers whether a project's GPU time of the month suffices for a plan. Pure. */
import type { ProjectSettings } from './project.ts'
import { MINUTE } from './time.ts'

export type GpuUse = {
  /** By takes that ended this month. */
  readonly usedMs: number
  /** By plans that are being shot, as far as they have not spent it. */
  readonly reservedMs: number
}
export type BudgetLack = GpuUse & { readonly neededMs: number; readonly budgetMs: number }

/** Null where it fits, or where the project has no cap. */
export function budgetLack(
  settings: Pick<ProjectSettings, 'monthlyGpuMinutes'>,
  use: GpuUse,
  neededMs: number,
): BudgetLack | null {
  if (settings.monthlyGpuMinutes === null || neededMs <= 0) return null
  const budgetMs = settings.monthlyGpuMinutes * MINUTE
  return use.usedMs + use.reservedMs + neededMs > budgetMs ? { ...use, neededMs, budgetMs } : null
}

/** Where the calendar month began, in UTC. */
export const monthStart = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1))
