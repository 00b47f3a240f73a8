/** Which workflows there are, in the order in which they are preferred. */
import type { Failure } from '../src/domain/failure.ts'
import type { Result } from '../src/domain/result.ts'
import { fail } from '../src/domain/result.ts'
import type { SlotValues, WorkflowFacts } from '../src/domain/workflow.ts'
import { animatediffShortLoop } from './animatediff-short-loop.ts'
import { bind } from './bind.ts'
import type { Bound } from './bind.ts'
import type { WorkflowDefinition } from './definition.ts'
import { img2imgMotionRemix } from './img2img-motion-remix.ts'
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

/** The port `Workflows` over a catalogue. */
export function createWorkflows(catalogue: readonly WorkflowDefinition[] = CATALOGUE) {
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
