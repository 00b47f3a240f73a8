/** Answers who is called when a plan waits for Go: who asked for the film, if they may say it, else all who may. */
import { mayDo } from '../domain/access.ts'
import type { Brief } from '../domain/brief.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Reads } from '../ports/store.ts'

export async function whoSaysGo(
  store: Pick<Reads, 'members'>,
  brief: Pick<Brief, 'projectId' | 'requesterId'>,
): Promise<readonly PersonId[]> {
  const may = (await store.members(brief.projectId)).filter((m) => mayDo(m, 'go').ok).map((m) => m.personId)
  return may.includes(brief.requesterId) ? [brief.requesterId] : may
}
