/** Answers which workflows the hosts can run, and under which names they list the model files that those need. */
import type { Failure } from '../domain/failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ResolvedModels } from '../domain/shot.ts'
import type { WorkflowFacts } from '../domain/workflow.ts'
import type { GpuHost } from '../ports/gpu-host.ts'
import type { Workflows } from '../ports/workflows.ts'

export type Resolved = { readonly facts: WorkflowFacts; readonly models: ResolvedModels }

/** In the catalogue's order. With `wanted`, only that one is looked at, and what it lacks is the failure. */
export type ResolveModels = (wanted: string | null) => Promise<Result<readonly Resolved[], Failure>>

export function createResolveModels(deps: {
  readonly hosts: readonly GpuHost[]
  readonly workflows: Workflows
}): ResolveModels {
  return async (wanted) => {
    const candidates = deps.workflows.all.filter((w) => wanted === null || w.name === wanted)
    if (wanted !== null && candidates.length === 0)
      return fail({ type: 'workflow-unknown', given: wanted, known: deps.workflows.all.map((w) => w.name) })
    const found: Resolved[] = []
    let lack: Failure | null = null
    for (const facts of candidates) {
      const answer = await resolveOn(deps.hosts, facts)
      if (answer.ok) found.push({ facts, models: answer.value })
      else lack ??= answer.failure
    }
    return found.length === 0 && lack !== null ? fail(lack) : ok(found)
  }
}

/** The first host that has everything decides; else the first one's lack is told. */
async function resolveOn(hosts: readonly GpuHost[], facts: WorkflowFacts): Promise<Result<ResolvedModels, Failure>> {
  let lack: Failure | null = null
  for (const host of hosts) {
    const answer = await onHost(host, facts)
    if (answer.ok) return answer
    lack ??= answer.failure
  }
  return fail(lack ?? { type: 'host-down', host: 'any', reason: 'no host is configured' })
}

async function onHost(host: GpuHost, facts: WorkflowFacts): Promise<Result<ResolvedModels, Failure>> {
  const models: Record<string, string> = {}
  for (const need of facts.models) {
    const listed = await host.choices(need.nodeClass, need.input)
    if (!listed.ok) return listed
    if (listed.value === null)
      return fail({ type: 'missing-node', host: host.name, node: need.nodeClass, workflow: facts.name })
    const name = pickModel(need, listed.value)
    if (name === null)
      return fail({
        type: 'missing-model',
        host: host.name,
        node: need.nodeClass,
        input: need.input,
        file: `models/${need.folder}/${need.file}`,
      })
    models[need.slot] = name
  }
  return ok(models)
}

/** By exact name, else by the declared equivalents in their order; never by a guess. A sub-folder of the host does not matter. */
export function pickModel(
  need: { readonly file: string; readonly equivalents: readonly string[] },
  listed: readonly string[],
): string | null {
  const bare = (name: string) => name.split(/[/\\]/).at(-1)
  for (const file of [need.file, ...need.equivalents]) {
    const found = listed.find((name) => name === file) ?? listed.find((name) => bare(name) === file)
    if (found !== undefined) return found
  }
  return null
}
