/** Answers whether a shot can be rendered as it is planned, and how much work that is: its graph is filled as it would be sent. */
import type { Brief } from '../domain/brief.ts'
import { loadOf, type ShotLoad } from '../domain/estimate.ts'
import type { Failure, HostFailure } from '../domain/failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Shot } from '../domain/shot.ts'
import type { Graph } from '../domain/workflow.ts'
import type { GpuHost } from '../ports/gpu-host.ts'
import type { Workflows } from '../ports/workflows.ts'
import { slotValues, type StagedNames } from './slot-values.ts'

type Film = Pick<Brief, 'projectId' | 'fps' | 'size'>
/** The graph as it would be sent, but for the names of files. */
export type Checked = { readonly load: ShotLoad; readonly graph: Graph }
export type CheckShot = (film: Film, shot: Shot) => Promise<Result<Checked, CannotRender>>
type CannotRender = Extract<Failure, { type: 'workflow-cannot' | 'workflow-unknown' }>

export const createCheckShot =
  (deps: { readonly workflows: Pick<Workflows, 'forProject'> }): CheckShot =>
  async (film, shot) => {
    const workflows = await deps.workflows.forProject(film.projectId)
    const facts = workflows.find(shot.workflow)
    if (facts === null)
      return fail({ type: 'workflow-unknown', given: shot.workflow, known: workflows.all.map((w) => w.name) })
    const values = slotValues(facts, shot, film, asIfStaged(shot), 'nora/check')
    if (!values.ok) return values
    const bound = workflows.bind(facts.name, values.value)
    if (!bound.ok) return bound.failure.type === 'workflow-cannot' ? fail({ ...bound.failure, shotId: shot.id }) : bound
    const { graph } = bound.value
    return ok({ load: { workflow: facts.name, ...loadOf(values.value, graph) }, graph })
  }

/** Null when one of these hosts would take the graph, or when none of them can be asked now; else why the first would not. */
export type CheckOnHosts = (hosts: readonly string[], checked: Checked) => Promise<HostFailure | null>

export const createCheckOnHosts =
  (deps: { readonly hosts: readonly Pick<GpuHost, 'name' | 'check'>[] }): CheckOnHosts =>
  async (names, { load, graph }) => {
    let refused: HostFailure | null = null
    for (const host of deps.hosts.filter((h) => names.includes(h.name))) {
      const answer = await host.check({ graph, workflow: load.workflow })
      // A host that does not answer now may well take it later: its shots wait for it.
      if (answer.ok || answer.failure.type === 'host-down') return null
      refused ??= answer.failure
    }
    return refused
  }

/** Names such as a host would give the shot's files. */
function asIfStaged(shot: Shot): StagedNames {
  const pictures = shot.references.filter((r) => r.role !== 'footage')
  const subjects = pictures.filter((r) => r.role !== 'style')
  const footage = shot.references.find((r) => r.role === 'footage')
  return {
    pictures: (subjects.length > 0 || footage ? subjects : pictures).map((_, i) => `reference-${i + 1}.png`),
    footage: footage === undefined ? null : { name: 'footage.mp4', fromSeconds: footage.fromSeconds ?? 0 },
  }
}
