/** Who asks: the person named in the request, or the person of this machine; whoever may call at all may speak for others. */
import { LOCAL_PERSON, parseId, type PersonId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { invalidInput } from './problem.ts'

/** Where nobody is named. */
export const askerOf = (): PersonId => LOCAL_PERSON

export type PersonNamed = ReturnType<typeof createPersonNamed>

/** Nobody can speak in the name of somebody whom Nora does not know. `path` is the field that names them. */
export const createPersonNamed =
  (deps: { readonly nora: Pick<Nora, 'readPerson'> }) =>
  async (path: 'personId' | 'requesterId', given: string | undefined): Promise<PersonId> => {
    if (given === undefined) return askerOf()
    const personId = parseId('person', given)
    if (personId === null || (await deps.nora.readPerson(personId)) === null)
      throw invalidInput([{ path, message: 'nobody of that id is known here' }])
    return personId
  }
