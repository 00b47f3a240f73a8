/** Answers whether a plan may spend GPU time at once, or waits for a person. Pure. */
import type { Brief } from './brief.ts'
import type { ProjectSettings } from './project.ts'
import { MINUTE } from './time.ts'

/** Why a plan waits for Go. */
export type GateWait =
  /** The project, or the brief, wants to be asked. */
  | { readonly for: 'a-word' }
  /** Its estimate is above the project's `autoGoGpuMinutes`. */
  | { readonly for: 'a-long-render'; readonly limitMs: number }
  /** The month's GPU time does not suffice. */
  | { readonly for: 'budget'; readonly lack: BudgetLack }

export type GpuUse = {
  /** By takes that ended this month. */
  readonly usedMs: number
  /** By plans that are being shot, as far as they have not spent it. */
  readonly reservedMs: number
}
export type BudgetLack = GpuUse & { readonly neededMs: number; readonly budgetMs: number }

/** `estimateMs` is of the shots that are rendered. Where nothing is, there is nothing to wait for. */
export function gateOf(
  brief: Pick<Brief, 'gate'>,
  settings: Pick<ProjectSettings, 'gate' | 'autoGoGpuMinutes'>,
  plan: { readonly renders: number; readonly estimateMs: number },
): GateWait | null {
  if (plan.renders === 0) return null
  switch (brief.gate ?? settings.gate) {
    case 'never':
      return null
    case 'always':
      return { for: 'a-word' }
    case 'auto': {
      const limitMs = settings.autoGoGpuMinutes * MINUTE
      return plan.estimateMs > limitMs ? { for: 'a-long-render', limitMs } : null
    }
  }
}

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
