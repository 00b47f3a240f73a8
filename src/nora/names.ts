/** What people are called in the thread. */
import type { PersonId } from '../domain/ids.ts'
import type { Reads } from '../ports/store.ts'

export const nameOf = async (reads: Pick<Reads, 'person'>, personId: PersonId): Promise<string> =>
  (await reads.person(personId))?.name ?? 'Somebody'
