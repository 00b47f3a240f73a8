/** Who a user of a platform is: one human counts once, wherever they speak. */
import { type PersonId, makeId, type ProjectId } from '../domain/ids.ts'
import type { Identity, Person, Role } from '../domain/project.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'

type Deps = { readonly store: Store; readonly randomness: Randomness }

/** The person behind an identity, made when nobody knows it; with `knownAs` the identity joins that person instead. */
export const createMeet =
  (deps: Deps) =>
  (input: { readonly identity: Identity; readonly name: string; readonly knownAs: PersonId | null }): Promise<Person> =>
    deps.store.transact(async (tx) => {
      const known = await tx.personOf(input.identity)
      if (known !== null) return known
      const joined = input.knownAs === null ? null : await tx.person(input.knownAs)
      const person = joined ?? { id: makeId('person', deps.randomness.uuid()), name: input.name }
      await tx.ensurePerson(person)
      await tx.addIdentity(input.identity, person.id)
      return person
    })

export const createSetRole =
  (deps: Deps) =>
  (input: { readonly projectId: ProjectId; readonly personId: PersonId; readonly role: Role }): Promise<void> =>
    deps.store.transact((tx) => tx.setRole(input.projectId, input.personId, input.role))
