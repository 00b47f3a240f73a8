/** A project's own workflows: looked at, confirmed and removed by an admin; nobody else brings a graph. */
import { mayDo } from '../domain/access.ts'
import type { Asset } from '../domain/asset.ts'
import type { Failure } from '../domain/failure.ts'
import type { AssetId, PersonId, ProjectId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { isSame } from '../domain/same.ts'
import type { ProjectWorkflow } from '../domain/workflow-document.ts'
import type { WorkflowFault, WorkflowInspection } from '../domain/workflow-inspection.ts'
import type { Clock } from '../ports/clock.ts'
import type { Reads, Store } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'
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

/** The same for an export that lies in the project's vault. */
export const createProposeFromVault =
  (deps: Deps & { readonly vault: Pick<Vault, 'read'> }) =>
  async (
    input: Asked & { readonly assetId: AssetId; readonly name: string; readonly output: string | null },
  ): Promise<Result<WorkflowInspection, Failure>> => {
    const may = await mayChange(deps.store, input)
    if (!may.ok) return may
    const asset = await deps.store.asset(input.assetId)
    if (asset === null || asset.projectId !== input.projectId)
      return fail({ type: 'asset-unknown', assetId: input.assetId })
    const exported = asset.bytes > MAX_EXPORT_BYTES ? null : await readJson(deps.vault, asset)
    return ok(deps.workflows.inspect(exported, input))
  }

/** The largest graphs of the field weigh a tenth of it. */
const MAX_EXPORT_BYTES = 4 * 1024 ** 2

/** Null for what is no JSON: that is told like any other file that is no workflow. */
async function readJson(vault: Pick<Vault, 'read'>, asset: Asset): Promise<unknown> {
  const parts: Uint8Array[] = []
  for await (const part of vault.read(asset.storageKey)) parts.push(part)
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    return null
  }
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
      if (isNew) return ok(own)
      // Confirmed before, and just so: what was asked for is the case.
      const there = (await tx.projectWorkflows(input.projectId)).find((w) => w.document.name === read.value.name)
      return there !== undefined && isSame(there.document, read.value)
        ? ok(there)
        : refusal([{ type: 'name-taken', name: read.value.name }])
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
