/** Which workflow each kind of shot is made with, of those that hosts can run; why none, where none can. */
import type { Brief } from '../../src/domain/brief.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { WorkflowFacts } from '../../src/domain/workflow.ts'
import type { PlannerFailure } from '../../src/ports/planner.ts'

export type Has = { readonly pictures: boolean; readonly footage: boolean }

/** What a shot brings decides which one it gets; null where no host has one for it. */
export type Choice = Readonly<Record<WorkflowFacts['needs'], WorkflowFacts | null>>

const WANTED: Readonly<Record<WorkflowFacts['needs'], string>> = {
  nothing: 'works from words',
  pictures: 'works from pictures',
  footage: 'works from footage',
}

export function chooseWorkflows(
  brief: Pick<Brief, 'workflow' | 'loop'>,
  has: Has,
  workflows: readonly WorkflowFacts[],
): Result<Choice, PlannerFailure> {
  if (brief.workflow !== null) return named(brief.workflow, has, workflows)
  const clips = workflows.filter((w) => w.makes === 'clip')
  const first = (needs: WorkflowFacts['needs']) => {
    const able = clips.filter((w) => w.needs === needs)
    return (brief.loop ? able.find((w) => w.canLoop) : undefined) ?? able[0] ?? null
  }
  const choice: Choice = {
    nothing: first('nothing'),
    pictures: has.pictures ? first('pictures') : null,
    footage: has.footage ? first('footage') : null,
  }
  if (choice.nothing ?? choice.pictures ?? choice.footage) return ok(choice)
  const wants = [
    ...(has.footage ? ['footage' as const] : []),
    ...(has.pictures ? ['pictures' as const] : []),
    'nothing' as const,
  ]
  const reason =
    clips.length === 0
      ? 'no host has a workflow that makes clips'
      : `no host has a clip workflow that ${wants.map((w) => WANTED[w]).join(' or ')}`
  return fail({ type: 'plan-refused', reason })
}

function named(name: string, has: Has, workflows: readonly WorkflowFacts[]): Result<Choice, PlannerFailure> {
  const cannot = (reason: string) => fail({ type: 'workflow-cannot', workflow: name, reason } as const)
  const facts = workflows.find((w) => w.name === name)
  if (!facts) return cannot('no host can run it')
  if (facts.makes === 'still') return cannot('it makes stills, and a film needs clips')
  if (facts.needs === 'footage' && !has.footage) return cannot('it needs footage, and the brief brings none')
  if (facts.needs === 'pictures' && !has.pictures) return cannot('it needs a picture, and the brief brings none')
  return ok({ nothing: null, pictures: null, footage: null, [facts.needs]: facts })
}
