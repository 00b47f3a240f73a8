/** Who is at the desk, what they may see, and how a page refuses in one sentence. */
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Failure } from '../../src/domain/failure.ts'
import { type BriefId, parseId, type ProjectId } from '../../src/domain/ids.ts'
import type { Person, Project, Role } from '../../src/domain/project.ts'
import type { Result } from '../../src/domain/result.ts'
import type { Nora } from '../../src/nora.ts'
import { sayFailure } from '../../src/words/say.ts'

export type Env = {
  Bindings: HttpBindings
  Variables: {
    readonly person: Person
    /** Must come back with every POST. */
    readonly csrf: string
  }
}
export type Here = Context<Env>

/** Ends a request with one sentence for people. */
export class Sorry extends Error {
  override name = 'Sorry'
  readonly status: 400 | 403 | 404 | 409 | 413 | 415 | 422
  constructor(status: Sorry['status'], message: string) {
    super(message)
    this.status = status
  }
}

const NOT_HERE = 'There is nothing here, or it is not for you: check the address, or ask an admin of the project.'
export const notHere = (): Sorry => new Sorry(404, NOT_HERE)

export function orSorry<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value
  throw new Sorry(result.failure.type === 'not-allowed' ? 403 : 409, sayFailure(result.failure))
}

export type ProjectHere = { readonly project: Project; readonly role: Role }
type Reads = Pick<Nora, 'readProject' | 'readRole' | 'readBrief'>

/** Somebody without a part in a project is not told that it exists. */
export async function projectHere(nora: Reads, person: Person, projectId: ProjectId | null): Promise<ProjectHere> {
  const [project, role] =
    projectId === null
      ? [null, null]
      : await Promise.all([nora.readProject(projectId), nora.readRole(projectId, person.id)])
  if (project === null || role === null) throw notHere()
  return { project, role }
}

export const projectOf = (nora: Reads, c: Here): Promise<ProjectHere> =>
  projectHere(nora, c.var.person, parseId('project', c.req.param('project') ?? ''))

export async function briefOf(nora: Reads, c: Here) {
  const briefId: BriefId | null = parseId('brief', c.req.param('brief') ?? '')
  const full = briefId === null ? null : await nora.readBrief(briefId)
  if (full === null || !full.ok) throw notHere()
  return { full: full.value, ...(await projectHere(nora, c.var.person, full.value.brief.projectId)) }
}

export type Form = (name: string) => string
/** Fields of a form as text; those that are not there are empty. */
export async function formOf(c: Here): Promise<Form & { all(name: string): readonly string[] }> {
  const body = await c.req.parseBody({ all: true })
  const all = (name: string) => [body[name] ?? []].flat().filter((one) => typeof one === 'string')
  return Object.assign((name: string) => clean(all(name)[0] ?? ''), { all })
}

// oxlint-disable-next-line no-control-regex
const clean = (text: string): string => text.replaceAll('\u0000', '').toWellFormed()

/** After a form: scripts are told in JSON, a browser without them goes where it leads. */
export function done(c: Here, location: string, say: string | null = null): Response {
  return isScript(c) ? c.json({ ok: true, location, say }) : c.redirect(location, 303)
}

export const isScript = (c: Context): boolean => c.req.header('accept')?.includes('application/json') === true
