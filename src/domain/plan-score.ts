/** How good a plan is before anybody sees it: four figures from 0 to 100, and what is wrong, one sentence each. By rules, and pure. */
import { adherence } from './plan-score-adherence.ts'
import { continuity } from './plan-score-continuity.ts'
import { coverage } from './plan-score-coverage.ts'
import { feasibility } from './plan-score-feasibility.ts'
import type { PlanToScore } from './plan-to-score.ts'
import { type PlanScore, SCORED } from './shot-plan.ts'

export function scorePlan(plan: PlanToScore): PlanScore {
  const parts = {
    coverage: coverage(plan),
    continuity: continuity(plan),
    adherence: adherence(plan),
    feasibility: feasibility(plan),
  }
  return {
    coverage: parts.coverage.score,
    continuity: parts.continuity.score,
    adherence: parts.adherence.score,
    feasibility: parts.feasibility.score,
    faults: SCORED.flatMap((s) => parts[s].faults),
  }
}

const LEAST_EACH = 50
const LEAST_MEAN = 70

export const meanOf = (s: PlanScore): number => SCORED.reduce((sum, each) => sum + s[each], 0) / SCORED.length

/** Below it, a plan is made once more. */
export const isGoodEnough = (s: PlanScore): boolean =>
  SCORED.every((each) => s[each] >= LEAST_EACH) && meanOf(s) >= LEAST_MEAN
