/** Who speaks, and where: Slack's users and channels as the house knows them, asked of Slack once in a while. */
import type { PersonId, ProjectId } from '../../src/domain/ids.ts'
import { MINUTE } from '../../src/domain/time.ts'
import type { Nora } from '../../src/nora.ts'
import type { SlackClient } from './client.ts'
import { attempt } from './failures.ts'

export type ChannelFacts = {
  readonly name: string
  /** Null where Slack does not tell, as without its scope. */
  readonly isMember: boolean | null
  /** A message to several people, in which Nora hears no replies. */
  readonly isGroup?: true
}

const KNOWN_FOR_MS = 10 * MINUTE
const MOST_KNOWN = 5000

export function createPeople(deps: {
  readonly nora: Pick<Nora, 'welcome' | 'meet'>
  readonly client: SlackClient
  readonly workspace: string
  readonly now: () => number
}) {
  const { nora, client, workspace } = deps
  const users = remember(deps.now, async (user) => {
    const read = await attempt(() => client.users.info({ user }))
    if (!read.ok) return null
    const { profile, real_name, name, is_admin, is_owner } = read.value.user ?? {}
    const called = [profile?.display_name, profile?.real_name, real_name, name].find((n) => n !== undefined && n !== '')
    return { name: called ?? user, runsPlatform: is_admin === true || is_owner === true }
  })
  const channels = remember(deps.now, async (channel): Promise<ChannelFacts | null> => {
    const read = await attempt(() => client.conversations.info({ channel }))
    if (!read.ok) {
      // Without a scope for them Nora is told so alone.
      if (read.failure.type === 'forbidden' && read.failure.missing.includes('mpim'))
        return { name: channel, isMember: false, isGroup: true }
      const isAway = read.failure.type === 'gone' || read.failure.type === 'forbidden'
      return read.failure.type === 'gone' && isAway ? { name: channel, isMember: false } : null
    }
    const { name, is_member, is_im, is_mpim } = read.value.channel ?? {}
    return {
      name: name ?? channel,
      ...(is_mpim === true ? { isGroup: true } : {}),
      isMember: is_im === true ? true : (is_member ?? null),
    }
  })

  return {
    /** `channel` null: outside of any, as in App Home. `name` where Slack does not tell. */
    async meet(
      userId: string,
      channel: string | null,
      name = userId,
    ): Promise<{ readonly personId: PersonId; readonly projectId: ProjectId | null }> {
      const known = (await users.read(userId)) ?? { name, runsPlatform: false }
      const stranger = { ...known, identity: { platform: 'slack', workspace, userId } } as const
      if (channel === null) return { personId: (await nora.meet({ ...stranger, knownAs: null })).id, projectId: null }
      const met = await nora.welcome({ ...stranger, channel: { platform: 'slack', workspace, channel } })
      return { personId: met.person.id, projectId: met.projectId }
    },
    nameOf: async (userId: string): Promise<string> => (await users.read(userId))?.name ?? userId,
    async channel(id: string, name = id): Promise<ChannelFacts> {
      const facts = (await channels.read(id)) ?? { name, isMember: null }
      return facts.name === id ? { ...facts, name } : facts
    },
    /** Slack said otherwise since. */
    forgetChannel: (id: string): void => channels.forget(id),
  }
}
export type People = ReturnType<typeof createPeople>

/** What was answered lately is not asked again; what could not be is asked next time. */
function remember<T>(now: () => number, ask: (id: string) => Promise<T | null>) {
  const known = new Map<string, { readonly answer: Promise<T | null>; readonly until: number }>()
  const forgetUnless = async (id: string, answer: Promise<T | null>): Promise<void> => {
    const isKept = isWorthKnowing(await answer.catch(() => null))
    if (!isKept && known.get(id)?.answer === answer) known.delete(id)
  }
  const read = (id: string): Promise<T | null> => {
    const had = known.get(id)
    if (had !== undefined && had.until > now()) return had.answer
    const answer = ask(id)
    known.delete(id)
    known.set(id, { answer, until: now() + KNOWN_FOR_MS })
    for (const oldest of known.keys()) if (known.size > MOST_KNOWN) known.delete(oldest)
    void forgetUnless(id, answer)
    return answer
  }
  return { read, forget: (id: string): void => void known.delete(id) }
}

/** Nora may be invited at any moment. */
const isWorthKnowing = (answer: unknown): boolean =>
  answer !== null && !(typeof answer === 'object' && 'isMember' in answer && answer.isMember === false)
