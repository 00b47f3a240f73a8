/** Whether a plan can be rendered, and for what the project wants to spend. */
import { filmFrames } from './brief.ts'
import type { Part, PlanToScore } from './plan-to-score.ts'
import { clamped } from './plan-score-words.ts'
import { longestShot, takesRole } from './workflow.ts'

/** Below it nobody sees a shot. */
const LEAST_SECONDS = 0.4

export function feasibility({ brief, shots, means }: PlanToScore): Part {
  const faults: string[] = []
  let lost = 0
  const fault = (points: number, says: string) => {
    lost += points
    faults.push(says)
  }
  const frames = shots.reduce((n, s) => n + s.durationFrames, 0)
  if (frames !== filmFrames(brief)) fault(100, `Its shots last ${frames} frames; the film lasts ${filmFrames(brief)}.`)
  for (const [at, shot] of shots.entries()) {
    const facts = means.workflows.find((w) => w.name === shot.workflow)
    const seconds = shot.durationFrames / brief.fps
    if (facts === undefined) fault(100, `Shot ${at + 1} is made with ${shot.workflow}, which no host can run.`)
    else if (shot.durationFrames > longestShot(facts, brief.fps))
      fault(100, `Shot ${at + 1} lasts longer than ${shot.workflow} can make.`)
    else if (shot.references.some((r) => !takesRole(facts, r.role)))
      fault(15, `Shot ${at + 1} has a file in a role that ${shot.workflow} cannot use.`)
    if (seconds < LEAST_SECONDS && shots.length > 1) fault(15, `Shot ${at + 1} is too short to be seen.`)
  }
  if (means.leftMs !== null && means.estimateMs > means.leftMs)
    fault(40, 'It needs more GPU time than the month has left.')
  else if (means.autoGoMs !== null && means.estimateMs > means.autoGoMs)
    fault(10, 'It needs more GPU time than may be spent without asking.')
  return { score: clamped(100 - lost), faults }
}
