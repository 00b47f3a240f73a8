/** Who may come in at the desk: a link that works once, or whoever holds the house's token, opens a session. */
import { DESK_LINK_MS, DESK_SESSION_MS, deskLinkPath, hashOf, makeSecret } from '../domain/desk-door.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Person } from '../domain/project.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store, Transaction } from '../ports/store.ts'

export type Entered = { readonly secret: string; readonly expiresAt: Date }

export function createDeskDoor(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly randomness: Pick<Randomness, 'uuid'>
}) {
  const { store, clock, randomness } = deps
  const newSecret = () => makeSecret(randomness.uuid(), randomness.uuid())
  const after = (ms: number) => new Date(clock.now().getTime() + ms)

  async function openSession(tx: Transaction, personId: PersonId): Promise<Entered> {
    const [secret, expiresAt] = [newSecret(), after(DESK_SESSION_MS)]
    await tx.insertDeskSession({ hash: hashOf(secret), personId, expiresAt })
    return { secret, expiresAt }
  }

  const personOf = async (row: { readonly personId: PersonId; readonly expiresAt: Date } | null) =>
    row === null || row.expiresAt <= clock.now() ? null : store.person(row.personId)

  return {
    /** `path` is to be put behind Nora's public URL; it works once, within ten minutes. */
    makeDeskLink: async (personId: PersonId): Promise<{ readonly path: string; readonly expiresAt: Date }> => {
      const [secret, expiresAt] = [newSecret(), after(DESK_LINK_MS)]
      await store.transact((tx) => tx.insertDeskLink({ hash: hashOf(secret), personId, expiresAt }))
      return { path: deskLinkPath(secret), expiresAt }
    },

    /** Whose link it is; looking does not use it up. Null when it is none, used or too old. */
    peekDeskLink: async (secret: string): Promise<Person | null> => personOf(await store.deskLink(hashOf(secret))),

    enterByLink: (secret: string): Promise<Entered | null> =>
      store.transact(async (tx) => {
        const link = await tx.deskLink(hashOf(secret))
        if (link === null || link.expiresAt <= clock.now() || !(await tx.deleteDeskLink(link.hash))) return null
        return openSession(tx, link.personId)
      }),

    /** For those who showed the house's token. */
    enter: (personId: PersonId): Promise<Entered> => store.transact((tx) => openSession(tx, personId)),

    personOfSession: async (secret: string): Promise<Person | null> =>
      personOf(await store.deskSession(hashOf(secret))),

    leave: (secret: string): Promise<void> => store.transact((tx) => tx.deleteDeskSession(hashOf(secret))),

    renameSelf: (personId: PersonId, name: string): Promise<void> =>
      store.transact((tx) => tx.renamePerson(personId, name)),
  }
}
