/** Answers whether a plan may spend GPU time at once, or waits for a person. Pure. */
import type { Brief } from './brief.ts'
import type { BudgetLack } from './budget.ts'
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
