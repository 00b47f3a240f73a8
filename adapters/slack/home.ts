/** App Home: the films of a person and of their projects, each with its stage, poster and links, and a button for a new one. */
import type { types } from '@slack/bolt'
import type { Brief } from '../../src/domain/brief.ts'
import type { PersonId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { stageWord } from '../../src/words/say.ts'
import { note, section } from './blocks.ts'
import { attempt } from './failures.ts'
import type { Inbound } from './inbound.ts'
import { SLACK } from './limits.ts'
import { type HomeEvent, zHomeEvent } from './payloads.ts'
import { kind } from './request.ts'
import { cut, escape, link } from './text.ts'

type Block = types.KnownBlock
/** Of one person, and of one project. */
const MOST_FILMS = 10
const MOST_PROJECTS = 5
const LOOKED_AT = 200

/** Opened on its own tab; nothing is changed by it. */
export const home = kind<HomeEvent>({
  schema: zHomeEvent,
  whereOf: ({ event }) => ({ channel: '', user: event.user, thread: null, triggerId: null, respond: null }),
  idOf: ({ event_id: eventId, event }) => (event.tab === 'home' ? `event:${eventId}` : null),
  changes: () => false,
  aboutOf: () => null,
  carryOut: ({ event }, inbound) => showHome(inbound, event.user),
})

export async function showHome(inbound: Inbound, userId: string): Promise<void> {
  const { personId } = await inbound.people.meet(userId, null)
  const projects = await projectsOf(inbound.nora, personId)
  // Slack fetches the posters, which it cannot do where nobody outside reaches Nora: then they are left out.
  const isPublic = !['localhost', '127.0.0.1', '[::1]'].includes(new URL(inbound.nora.links.toDesk('/')).hostname)
  for (const hasPosters of isPublic ? [true, false] : [false]) {
    const view = { type: 'home' as const, blocks: await homeBlocks(inbound, personId, projects, hasPosters) }
    const shown = await attempt(() => inbound.client.views.publish({ user_id: userId, view }))
    if (shown.ok) return
    inbound.log.warn('slack-home-not-shown', { failure: shown.failure.type, hasPosters })
    if (shown.failure.type !== 'refused') return
  }
}

type ProjectFilms = { readonly name: string; readonly briefs: readonly Brief[] }

async function projectsOf(nora: Nora, personId: PersonId): Promise<readonly ProjectFilms[]> {
  const found: ProjectFilms[] = []
  for (const { id, name } of (await nora.listProjects({ limit: LOOKED_AT })).items) {
    if (found.length >= MOST_PROJECTS) break
    if ((await nora.readRole(id, personId)) === null) continue
    const { items } = await nora.listBriefs({ projectId: id, limit: LOOKED_AT })
    if (items.length > 0) found.push({ name, briefs: items })
  }
  return found
}

async function homeBlocks(
  inbound: Inbound,
  personId: PersonId,
  projects: readonly ProjectFilms[],
  hasPosters: boolean,
): Promise<Block[]> {
  const asked = projects.flatMap((p) => p.briefs).filter((b) => b.requesterId === personId)
  const mine = asked.slice(0, MOST_FILMS)
  const groups = [
    { name: 'Your films', briefs: mine, more: asked.length > MOST_FILMS },
    ...projects.map((p) => {
      const others = p.briefs.filter((b) => !asked.includes(b))
      return { name: p.name, briefs: others.slice(0, MOST_FILMS), more: others.length > MOST_FILMS }
    }),
  ].filter((g) => g.briefs.length > 0)
  const blocks: Block[] = [
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'home:brief', style: 'primary', text: { type: 'plain_text', text: 'New film' } },
        { type: 'button', action_id: 'home:refresh', text: { type: 'plain_text', text: 'Look again' } },
      ],
    },
  ]
  if (groups.length === 0) blocks.push(note('No films yet: begin one with the button, or with /brief in a channel.'))
  for (const { name, briefs, more } of groups) {
    blocks.push({ type: 'header', text: { type: 'plain_text', text: cut(name, SLACK.headerCharacters) } })
    const posters = await inbound.nora.posters(briefs.map((b) => b.id))
    for (const brief of briefs)
      blocks.push(filmBlock(inbound, brief, hasPosters ? (posters.get(brief.id) ?? null) : null))
    if (more) blocks.push(note('Older ones are on the desk.'))
  }
  return blocks.slice(0, SLACK.modalBlocks)
}

function filmBlock(inbound: Inbound, brief: Brief, poster: Parameters<Nora['links']['toAsset']>[0] | null): Block {
  const { nora } = inbound
  const film = brief.outputAssetIds.at(-1)
  const links = [
    ...(film === undefined ? [] : [link('The film', nora.links.toAsset(film))]),
    ...threadOf(inbound, brief),
  ].join('  ·  ')
  const words = section([`*${escape(brief.title)}*`, `It is ${stageWord(brief.state.stage)}.`, links].join('\n').trim())
  return poster === null
    ? words
    : ({
        ...words,
        accessory: { type: 'image', image_url: nora.links.toAsset(poster), alt_text: brief.title },
      } as Block)
}

/** A thread of another platform has no place here. */
function threadOf({ self }: Inbound, { noraSessionId }: Brief): readonly string[] {
  const [platform, workspace, channel, thread] = (noraSessionId ?? '').split(':')
  return platform === 'slack' && workspace === self.workspace && thread !== undefined
    ? [link('The thread', `${self.url}archives/${channel}/p${thread.replace('.', '')}`)]
    : []
}
