/** Who a user of a platform is: one human counts once, wherever they speak; and what they may do in a project. */
import { mayDo } from '../domain/access.ts'
import type { Failure } from '../domain/failure.ts'
import { type PersonId, makeId, type ProjectId } from '../domain/ids.ts'
import type { Identity, Member, Person, Project, Role } from '../domain/project.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Page, Store, Transaction } from '../ports/store.ts'
import { nameOf } from './names.ts'

type Deps = { readonly store: Store; readonly randomness: Randomness }

/** Where nobody was named as an admin, whoever runs a platform's workspace is one. */
export type Trust = { readonly trustsPlatforms: boolean }

/** `name` is what they are called where nobody knew them. */
export type Stranger = { readonly identity: Identity; readonly name: string }

export type Meet = ReturnType<typeof createMeet>

/** The person behind an identity, made when nobody knows it; with `knownAs` the identity joins that person instead. */
export function createMeet(deps: Deps & Trust) {
  /** Admins of every project that there was; later ones take over those of the default one. */
  const madeAdmins = new Set<PersonId>()
  return async (
    input: Stranger & {
      readonly knownAs: PersonId | null
      /** A workspace admin, somebody who may manage the server. */
      readonly runsPlatform?: boolean
    },
  ): Promise<Person> => {
    const isAdmin = deps.trustsPlatforms && input.runsPlatform === true
    const met = await deps.store.transact(async (tx) => {
      const person = await meet(tx, input, input.knownAs, deps.randomness)
      if (isAdmin && !madeAdmins.has(person.id))
        await eachProject(tx, async ({ id }) => {
          // What a project says of them since then stands.
          if ((await tx.role(id, person.id)) === null) await tx.setRole(id, person.id, 'admin')
        })
      return person
    })
    if (isAdmin) madeAdmins.add(met.id)
    return met
  }
}

async function meet(
  tx: Transaction,
  { identity, name }: Stranger,
  knownAs: PersonId | null,
  randomness: Randomness,
): Promise<Person> {
  const known = await tx.personOf(identity)
  if (known !== null) {
    // Met where the platform said a number only.
    if (known.name !== identity.userId || name === identity.userId) return known
    await tx.renamePerson(known.id, name)
    return { ...known, name }
  }
  const joined = knownAs === null ? null : await tx.person(knownAs)
  const person = joined ?? { id: makeId('person', randomness.uuid()), name }
  await tx.ensurePerson(person)
  await tx.addIdentity(identity, person.id)
  // Two that come at once: the identity belongs to whoever committed first.
  return (await tx.personOf(identity)) ?? person
}

/** Gives a person, met on the way when need be, a role in a project. For admins. */
export const createNameMember =
  (deps: Deps) =>
  (input: {
    readonly projectId: ProjectId
    readonly askedBy: PersonId
    readonly who: PersonId | Stranger
    readonly role: Role
  }): Promise<Result<Member, Failure>> =>
    deps.store.transact(async (tx) => {
      const { projectId, askedBy, who, role } = input
      if ((await tx.project(projectId)) === null) return fail({ type: 'project-unknown', projectId })
      const may = mayDo({ personId: askedBy, role: await tx.role(projectId, askedBy) }, 'set')
      if (!may.ok) return may
      const personId = typeof who === 'string' ? who : (await meet(tx, who, null, deps.randomness)).id
      await tx.setRole(projectId, personId, role)
      return ok({ personId, name: await nameOf(tx, personId), role })
    })

/** Makes users of platforms admins of every project that there is; later projects take over those of the default one. */
export const createEnsureAdmins =
  (deps: Deps) =>
  (admins: readonly Identity[]): Promise<void> =>
    deps.store.transact(async (tx) => {
      for (const identity of admins) {
        const person = await meet(tx, { identity, name: identity.userId }, null, deps.randomness)
        await eachProject(tx, ({ id }) => tx.setRole(id, person.id, 'admin'))
      }
    })

async function eachProject(tx: Transaction, work: (project: Project) => Promise<void>): Promise<void> {
  let cursor: string | null = null
  do {
    const page: Page<Project> = await tx.projects({ limit: 200, ...(cursor === null ? {} : { cursor }) })
    for (const project of page.items) await work(project)
    cursor = page.nextCursor
  } while (cursor !== null)
}
