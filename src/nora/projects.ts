/** Projects: the default one, new ones, and the changes an admin makes. */
import { mayDo } from '../domain/access.ts'
import type { Failure } from '../domain/failure.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON, makeId, type PersonId, type ProjectId } from '../domain/ids.ts'
import {
  DEFAULT_SETTINGS,
  type Identity,
  NO_LOOK,
  type Project,
  type ProjectLook,
  type ProjectSettings,
} from '../domain/project.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'

type Deps = { readonly store: Store; readonly clock: Clock; readonly randomness: Randomness }

/** Makes the project `default` and the person of loopback, who may do everything in it. Doing it twice is harmless. */
export const createEnsureDefaults = (deps: Deps) => (): Promise<void> =>
  deps.store.transact(async (tx) => {
    await tx.ensurePerson({ id: LOCAL_PERSON, name: 'Local user' })
    await tx.ensureProject(newProject(DEFAULT_PROJECT, 'default', deps.clock.now()))
    await tx.setRole(DEFAULT_PROJECT, LOCAL_PERSON, 'admin')
  })

/** Who makes a project is its admin, and so are those of the default one. */
export const createMakeProject =
  (deps: Deps) =>
  (input: { readonly name: string; readonly personId: PersonId }): Promise<Project> =>
    deps.store.transact(async (tx) => {
      const project = newProject(makeId('project', deps.randomness.uuid()), input.name, deps.clock.now())
      await tx.insertProject(project)
      for (const member of await tx.members(DEFAULT_PROJECT))
        if (member.role === 'admin') await tx.setRole(project.id, member.personId, 'admin')
      await tx.setRole(project.id, input.personId, 'admin')
      return project
    })

export type ProjectChange = {
  readonly name?: string
  readonly settings?: Partial<ProjectSettings>
  readonly look?: Partial<ProjectLook>
}

export const createChangeProject =
  (deps: Deps & { readonly workflows: Pick<Workflows, 'forProject'> }) =>
  async (input: {
    readonly projectId: ProjectId
    readonly personId: PersonId
    readonly change: ProjectChange
  }): Promise<Result<Project, Failure>> => {
    const workflows = await deps.workflows.forProject(input.projectId)
    return deps.store.transact(async (tx) => {
      const project = await tx.project(input.projectId)
      if (project === null) return fail({ type: 'project-unknown', projectId: input.projectId })
      const may = mayDo({ personId: input.personId, role: await tx.role(project.id, input.personId) }, 'set')
      if (!may.ok) return may
      const { change } = input
      const given = change.settings?.defaultWorkflow ?? null
      if (given !== null && workflows.find(given) === null)
        return fail({ type: 'workflow-unknown', given, known: workflows.all.map((w) => w.name) })
      const next: Project = {
        ...project,
        name: change.name ?? project.name,
        settings: { ...project.settings, ...change.settings },
        look: { ...project.look, ...change.look },
      }
      await tx.saveProject(project.id, { name: next.name, settings: next.settings, look: next.look })
      return ok(next)
    })
  }

/** The newest of those whose settings that user may change; none for whom nobody knows. */
export const createSettableProjects =
  ({ store }: Pick<Deps, 'store'>) =>
  async (identity: Identity, limit: number): Promise<readonly Project[]> => {
    const person = await store.personOf(identity)
    if (person === null) return []
    const { items } = await store.projects({ limit })
    const roles = await Promise.all(items.map((p) => store.role(p.id, person.id)))
    return items.filter((_, i) => mayDo({ personId: person.id, role: roles[i] ?? null }, 'set').ok)
  }

const newProject = (id: ProjectId, name: string, createdAt: Date): Project => ({
  id,
  name,
  settings: DEFAULT_SETTINGS,
  look: NO_LOOK,
  createdAt,
})
