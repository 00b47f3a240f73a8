/** The catalogue of ComfyUI workflows, and the one way a graph is filled. */
import type { Failure } from '../domain/failure.ts'
import type { Result } from '../domain/result.ts'
import type { Graph, SlotValues, WorkflowFacts } from '../domain/workflow.ts'

export type BindFailure = Extract<Failure, { type: 'workflow-cannot' | 'workflow-unknown' }>

export interface Workflows {
  /** In the order in which they are preferred. */
  readonly all: readonly WorkflowFacts[]
  find(name: string): WorkflowFacts | null
  /** Fills declared slots only; an undeclared or ill-typed value is refused. The node whose output is the result comes with it. */
  bind(name: string, values: SlotValues): Result<{ readonly graph: Graph; readonly outputNode: string }, BindFailure>
}
