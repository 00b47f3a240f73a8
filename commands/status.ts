/** `status`: where a film, or everything, stands. */
import type { Nora } from '../src/nora.ts'
import type { Brief } from '../src/domain/brief.ts'
import { briefCard, briefsCard, type InQueue } from '../src/words/command-cards.ts'
import { defineCommand, refused, say } from './command.ts'
import { findBrief, here } from './find.ts'
import { brief } from './options.ts'
import { roomFor } from './pages.ts'

export const status = defineCommand({
  name: 'status',
  description: 'Where a film stands, or all films of this channel',
  options: { brief: brief('The film; in its thread it need not be named') },
  access: 'see',
  about: 'project',
  answers: 'only-the-asker',
  async run(nora, asked, given) {
    if (given.brief === null && asked.briefId === null) {
      const project = here(asked)
      if ('missing' in project) return say(briefsCard([], false))
      const { items, nextCursor } = await nora.listBriefs({ projectId: project.found, limit: roomFor(asked) })
      return say(briefsCard(items, nextCursor !== null))
    }
    const found = await findBrief(nora, asked, given.brief)
    if ('missing' in found) return found.missing
    const full = await nora.readBrief(found.found)
    if (!full.ok) return refused(full.failure)
    const { brief: film, plan, deliveries } = full.value
    const shown = briefCard(film, plan, await placeInQueue(nora, film))
    const newest = deliveries.at(-1)
    const links = newest === undefined ? [] : [{ label: 'The film', url: nora.links.toAsset(newest.filmAssetId) }]
    return say({ ...shown, links })
  },
})

/** Null where nothing of it waits for a host. */
async function placeInQueue(nora: Nora, { id, state }: Brief): Promise<InQueue | null> {
  if (state.stage !== 'shooting') return null
  const { waiting } = await nora.readQueue()
  const mine = waiting.filter((w) => w.shot.briefId === id)
  if (mine.length === 0) return null
  return { ahead: waiting.findIndex((w) => w.shot.briefId === id), endsInMs: mine.at(-1)?.endsInMs ?? null }
}
