/** Which workflows there are, in the order in which they are preferred. */
import type { Failure } from '../src/domain/failure.ts'
import type { ProjectId } from '../src/domain/ids.ts'
import type { Result } from '../src/domain/result.ts'
import { fail } from '../src/domain/result.ts'
import type { WorkflowDocument } from '../src/domain/workflow-document.ts'
import type { SlotValues, WorkflowFacts } from '../src/domain/workflow.ts'
import { animatediffShortLoop } from './animatediff-short-loop.ts'
import { bind } from './bind.ts'
import type { Bound } from './bind.ts'
import type { WorkflowDefinition } from './definition.ts'
import { readDocument, toDefinition } from './document.ts'
import { img2imgMotionRemix } from './img2img-motion-remix.ts'
import { inspectWorkflow } from './inspect.ts'
import { ipadapterAnimatic } from './ipadapter-animatic.ts'
import { ipadapterStoryboard } from './ipadapter-storyboard.ts'
import { wan22ImageToVideo } from './wan22-image-to-video.ts'
import { wan22TextToVideo } from './wan22-text-to-video.ts'

export const CATALOGUE: readonly WorkflowDefinition[] = [
  wan22TextToVideo,
  wan22ImageToVideo,
  animatediffShortLoop,
  ipadapterAnimatic,
  img2imgMotionRemix,
  ipadapterStoryboard,
]

type BindFailure = Extract<Failure, { type: 'workflow-cannot' | 'workflow-unknown' }>

/** The port `Workflows` over those of the house; `ownOf` answers what a project brought itself. */
export function createWorkflows(
  house: readonly WorkflowDefinition[] = CATALOGUE,
  ownOf: (projectId: ProjectId) => Promise<readonly WorkflowDocument[]> = () => Promise.resolve([]),
) {
  return {
    ...usable(house),
    forProject: async (projectId: ProjectId) => usable([...house, ...(await ownOf(projectId)).map(toDefinition)]),
    inspect: inspectWorkflow,
    read: (document: unknown) =>
      readDocument(
        document,
        house.map((w) => w.name),
      ),
  }
}

function usable(catalogue: readonly WorkflowDefinition[]) {
  const find = (name: string): WorkflowDefinition | null => catalogue.find((w) => w.name === name) ?? null
  return {
    all: catalogue as readonly WorkflowFacts[],
    find,
    bind(name: string, values: SlotValues): Result<Bound, BindFailure> {
      const workflow = find(name)
      return workflow
        ? bind(workflow, values)
        : fail({ type: 'workflow-unknown', given: name, known: catalogue.map((w) => w.name) })
    },
  }
}
