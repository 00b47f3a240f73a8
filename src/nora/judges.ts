/** Whose verdict a brief's deliveries wait for: the project's reviewers, else whoever asked for the film. */
import type { Brief } from '../domain/brief.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Reads } from '../ports/store.ts'

/** By name; never empty. Who may judge besides, as producers may, is not waited for. */
export async function judgesOf(
  reads: Pick<Reads, 'members'>,
  brief: Pick<Brief, 'projectId' | 'requesterId'>,
): Promise<readonly PersonId[]> {
  const reviewers = (await reads.members(brief.projectId)).filter((m) => m.role === 'reviewer')
  return reviewers.length === 0 ? [brief.requesterId] : reviewers.map((m) => m.personId)
}
