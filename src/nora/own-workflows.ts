/** A project's own workflows: looked at, confirmed and removed by an admin; nobody else brings a graph. */
import { mayDo } from '../domain/access.ts'
import type { Failure } from '../domain/failure.ts'
import type { PersonId, ProjectId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ProjectWorkflow } from '../domain/workflow-document.ts'
import type { WorkflowFault, WorkflowInspection } from '../domain/workflow-inspection.ts'
import type { Clock } from '../ports/clock.ts'
import type { Reads, Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { sayFault } from '../words/workflow-words.ts'

type Deps = { readonly store: Store; readonly workflows: Workflows; readonly clock: Clock }
type Asked = { readonly projectId: ProjectId; readonly personId: PersonId }

/** Keeps nothing: it says what was found, to be confirmed or not. */
export const createProposeWorkflow =
  (deps: Deps) =>
  async (
    input: Asked & { readonly exported: unknown; readonly name: string; readonly output: string | null },
  ): Promise<Result<WorkflowInspection, Failure>> => {
    const may = await mayChange(deps.store, input)
    return may.ok ? ok(deps.workflows.inspect(input.exported, input)) : may
  }

/** A name stays what it was confirmed as: clips that were made with it are told by it. */
export const createConfirmWorkflow =
  (deps: Deps) =>
  async (input: Asked & { readonly document: unknown }): Promise<Result<ProjectWorkflow, Failure>> => {
    const read = deps.workflows.read(input.document)
    return deps.store.transact(async (tx) => {
      const may = await mayChange(tx, input)
      if (!may.ok) return may
      if (!read.ok) return refusal(read.failure)
      const own = { projectId: input.projectId, document: read.value, by: input.personId, at: deps.clock.now() }
      const isNew = await tx.insertWorkflow(own)
      return isNew ? ok(own) : refusal([{ type: 'name-taken', name: read.value.name }])
    })
  }

/** Shots that were planned with it and not yet rendered then fail by its name. */
export const createRemoveWorkflow =
  (deps: Deps) =>
  (input: Asked & { readonly name: string }): Promise<Result<void, Failure>> =>
    deps.store.transact(async (tx) => {
      const may = await mayChange(tx, input)
      if (!may.ok) return may
      if (await tx.deleteWorkflow(input.projectId, input.name)) return ok(undefined)
      const known = (await tx.projectWorkflows(input.projectId)).map((w) => w.document.name)
      return fail({ type: 'own-workflow-unknown', given: input.name, known })
    })

async function mayChange(reads: Pick<Reads, 'project' | 'role'>, { projectId, personId }: Asked) {
  if ((await reads.project(projectId)) === null) return fail({ type: 'project-unknown', projectId } as const)
  return mayDo({ personId, role: await reads.role(projectId, personId) }, 'set')
}

const refusal = (faults: readonly WorkflowFault[]) =>
  fail({ type: 'workflow-refused', reasons: faults.map(sayFault) } as const)
