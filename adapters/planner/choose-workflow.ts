/** Which workflow each kind of shot is made with, of those that hosts can run; why none, where none can. */
import { BRIEF_LIMITS, type Brief, filmFrames } from '../../src/domain/brief.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { longestShot, type WorkflowFacts } from '../../src/domain/workflow.ts'
import type { PlannerFailure } from '../../src/ports/planner.ts'

/** `styles`: pictures that only lend their look. */
export type Has = { readonly pictures: boolean; readonly styles: boolean; readonly footage: boolean }

/** What a shot brings decides which one it gets; null where no host has one for it. */
export type Choice = Readonly<Record<WorkflowFacts['needs'], WorkflowFacts | null>>

const WANTED: Readonly<Record<WorkflowFacts['needs'], string>> = {
  nothing: 'works from words',
  pictures: 'works from pictures',
  footage: 'works from footage',
}

/** The first of each kind that does all that is asked; where none does, a seam in a loop is the lesser evil. */
export function chooseWorkflows(
  brief: Pick<Brief, 'workflow' | 'loop' | 'durationSeconds' | 'fps' | 'shotCount'>,
  has: Has,
  workflows: readonly WorkflowFacts[],
): Result<Choice, PlannerFailure> {
  if (brief.workflow !== null) return named(brief.workflow, has, workflows)
  const clips = workflows.filter((w) => w.makes === 'clip')
  const first = (needs: WorkflowFacts['needs']) => {
    const able = clips.filter((w) => w.needs === needs && (needs !== 'pictures' || takesPictures(w, has)))
    const long = able.filter((w) => isLongEnough(w, brief))
    const loops = (brief.loop ? [long, able] : []).map((some) => some.find((w) => w.canLoop))
    return loops[0] ?? long[0] ?? loops[1] ?? able[0] ?? null
  }
  const choice: Choice = {
    nothing: first('nothing'),
    pictures: has.pictures || has.styles ? first('pictures') : null,
    footage: has.footage ? first('footage') : null,
  }
  if (choice.nothing ?? choice.pictures ?? choice.footage) return ok(choice)
  const wants = [
    ...(has.footage ? ['footage' as const] : []),
    ...(has.pictures || has.styles ? ['pictures' as const] : []),
    'nothing' as const,
  ]
  const reason =
    clips.length === 0
      ? 'no host has a workflow that makes clips'
      : `no host has a clip workflow that ${wants.map((w) => WANTED[w]).join(' or ')}`
  return fail({ type: 'plan-refused', reason })
}

/** A workflow that begins with the picture itself is no use for one that only lends its look. */
const takesPictures = (w: WorkflowFacts, has: Has): boolean =>
  has.pictures ? w.takes.includes('subject') : w.takes.includes('style')

/** Whether the film can be made of as many shots as were asked for, or as a film may have. */
const isLongEnough = (w: WorkflowFacts, brief: Pick<Brief, 'durationSeconds' | 'fps' | 'shotCount'>): boolean =>
  longestShot(w, brief.fps) * (brief.shotCount ?? BRIEF_LIMITS.maxShots) >= filmFrames(brief)

function named(name: string, has: Has, workflows: readonly WorkflowFacts[]): Result<Choice, PlannerFailure> {
  const cannot = (reason: string) => fail({ type: 'workflow-cannot', workflow: name, reason } as const)
  const facts = workflows.find((w) => w.name === name)
  if (!facts) return cannot('no host can run it')
  if (facts.makes === 'still') return cannot('it makes stills, and a film needs clips')
  if (facts.needs === 'footage' && !has.footage) return cannot('it needs footage, and the brief brings none')
  if (facts.needs === 'pictures' && !has.pictures && !has.styles)
    return cannot('it needs a picture, and the brief brings none')
  if (facts.needs === 'pictures' && !takesPictures(facts, has))
    return cannot('it begins with a picture, and those of this brief only set a style')
  return ok({ nothing: null, pictures: null, footage: null, [facts.needs]: facts })
}
