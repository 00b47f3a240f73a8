/** The catalogue of ComfyUI workflows, and the one way a graph is filled. */
import type { Failure } from '../domain/failure.ts'
import type { ProjectId } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import type { WorkflowDocument } from '../domain/workflow-document.ts'
import type { WorkflowFault, WorkflowInspection } from '../domain/workflow-inspection.ts'
import type { Graph, SlotValues, WorkflowFacts } from '../domain/workflow.ts'

export type BindFailure = Extract<Failure, { type: 'workflow-cannot' | 'workflow-unknown' }>

/** Those that somebody may use. */
export interface Usable {
  /** In the order in which they are preferred. */
  readonly all: readonly WorkflowFacts[]
  find(name: string): WorkflowFacts | null
  /** Fills declared slots only; an undeclared or ill-typed value is refused. The node whose output is the result comes with it. */
  bind(name: string, values: SlotValues): Result<{ readonly graph: Graph; readonly outputNode: string }, BindFailure>
}

/** By themselves those of the house: the built-in ones, and those of its folder. */
export interface Workflows extends Usable {
  /** Those of the house, and the project's own after them. */
  forProject(projectId: ProjectId): Promise<Usable>
  /** What somebody exported: why it cannot be used, or what it can be confirmed as. */
  inspect(
    exported: unknown,
    o: { readonly name: string; readonly output?: string | null | undefined },
  ): WorkflowInspection
  /** What somebody confirmed, read as strictly as if nobody had inspected it. */
  read(document: unknown): Result<WorkflowDocument, readonly WorkflowFault[]>
}
