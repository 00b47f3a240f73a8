/** Who asks: without accounts, everybody who may come in is the person of this machine. */
import { LOCAL_PERSON, type PersonId } from '../../src/domain/ids.ts'
import { invalidInput } from './problem.ts'

/** Nobody can speak in the name of somebody whom Nora does not know. */
export function askerOf(requesterId?: string): PersonId {
  if (requesterId === undefined || requesterId === LOCAL_PERSON) return LOCAL_PERSON
  throw invalidInput([{ path: 'requesterId', message: 'nobody of that id is known here, leave it out' }])
}
