/** What must hold of every plan that is accepted, whoever made it; written without the planners' own checks. */
import { mediaKind } from '../../src/domain/asset.ts'
import { filmFrames } from '../../src/domain/brief.ts'
import { CAMERA_MOVES, FRAMINGS, LENSES, REFERENCE_ROLES } from '../../src/domain/shot.ts'
import { setupWords } from '../../src/domain/shot-words.ts'
import { framesToCover } from '../../src/domain/workflow.ts'
import type { PlanAnswer, PlannedShot, PlanRequest } from '../../src/ports/planner.ts'

const MOST_CHARACTERS = 1000
// oxlint-disable-next-line no-control-regex
const UNFIT = /[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e]|https?:|<|>|embedding:|@\w/i

export function planFaults(plan: PlanAnswer, request: PlanRequest): readonly string[] {
  const sum = plan.shots.reduce((n, s) => n + s.durationFrames, 0)
  const total = filmFrames(request.brief)
  const { shotCount, workflow } = request.brief
  return [
    ...(sum === total ? [] : [`${sum} frames instead of ${total}`]),
    ...(shotCount === null || plan.shots.length === shotCount ? [] : [`${plan.shots.length} shots, not ${shotCount}`]),
    ...(plan.rationale === '' || UNFIT.test(plan.rationale) ? [`rationale ${plan.rationale}`] : []),
    ...plan.shots.flatMap((shot, at) => [
      ...shotFaults(shot, request).map((fault) => `shot ${at + 1}: ${fault}`),
      ...(workflow === null || shot.workflow === workflow ? [] : [`shot ${at + 1}: not by ${workflow}`]),
    ]),
  ]
}

function shotFaults(shot: PlannedShot, { brief, workflows, assets }: PlanRequest): readonly string[] {
  const faults: string[] = []
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }
  const facts = workflows.find((w) => w.name === shot.workflow)
  const frames = shot.durationFrames
  check(Number.isInteger(frames) && frames > 0, `${frames} frames`)
  check(facts?.makes === 'clip', `workflow ${shot.workflow}`)
  check(facts === undefined || framesToCover(facts, frames, brief.fps) !== null, `${frames} frames are too long`)
  check(FRAMINGS.includes(shot.framing) && LENSES.includes(shot.lens), `${shot.framing} ${shot.lens}`)
  check(CAMERA_MOVES.includes(shot.cameraMove), shot.cameraMove)
  check(shot.prompt.includes(setupWords(shot)), 'the prompt does not say the set-up')
  for (const text of [
    shot.prompt,
    shot.negative,
    shot.caption,
    shot.direction.why ?? '',
    shot.direction.lighting ?? '',
  ])
    check(text.length <= MOST_CHARACTERS && !UNFIT.test(text), `text ${text.slice(0, 80)}`)
  const kinds = shot.references.map((r) => mediaKind(assets.find((a) => a.id === r.assetId)?.mime ?? ''))
  for (const [i, { role, fromSeconds, assetId }] of shot.references.entries()) {
    check(REFERENCE_ROLES.includes(role), `role ${role}`)
    check(kinds[i] === (role === 'footage' ? 'video' : 'picture'), `${role} from ${kinds[i]} ${assetId}`)
    const seconds = assets.find((a) => a.id === assetId)?.durationSeconds ?? Infinity
    check(fromSeconds === undefined || (fromSeconds >= 0 && fromSeconds <= seconds), `from ${fromSeconds} s`)
  }
  if (facts?.needs === 'nothing') check(shot.references.length === 0, 'files for a workflow of words')
  if (facts?.needs === 'footage') check(kinds.join() === 'video', `footage workflow with ${kinds.join()}`)
  if (facts?.needs === 'pictures')
    check(kinds.length >= 1 && !kinds.includes('video'), `picture workflow with ${kinds.join()}`)
  // Slots hold what a clip goes from and to.
  const placed = shot.references.filter((r) => r.role !== 'style' && r.role !== 'footage')
  check(placed.length < 2 || placed.map((r) => r.role === 'end-frame').join() === 'false,true', 'two pictures lead')
  for (const { role } of shot.references) {
    const as = role === 'character' || role === 'place' ? 'subject' : role
    check(facts?.takes.includes(as) ?? false, `${shot.workflow} takes no ${role}`)
  }
  return faults
}
