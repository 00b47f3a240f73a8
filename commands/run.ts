/** Runs a command of the catalogue for somebody: may they see the project at all, and what are they answered? */
import { mayDo } from '../src/domain/access.ts'
import type { Nora } from '../src/nora.ts'
import { type Answer, type Asked, type Command, refused } from './command.ts'
import { onPage } from './pages.ts'

/** Every verb asks by itself who may do it; what is only shown is asked here. */
export async function runCommand(
  nora: Nora,
  command: Command,
  asked: Asked,
  given: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  if (command.access === 'see' && asked.projectId !== null) {
    const role = await nora.readRole(asked.projectId, asked.personId)
    const may = mayDo({ personId: asked.personId, role }, 'see')
    if (!may.ok) return refused(may.failure)
  }
  const answer = await command.run(nora, asked, given)
  // Only what changes nothing can be asked again for its next page.
  if (answer.show !== 'card' || command.access !== 'see' || asked.channel === null) return answer
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null))
  return { ...answer, card: onPage(answer.card, { command, given: known, page: asked.page ?? 0 }) }
}
