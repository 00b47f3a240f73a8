/** Takes a brief that somebody gave in a chat channel: meets them, finds the channel's project, keeps their files. */
import type { Brief } from '../domain/brief.ts'
import type { BriefOptions } from '../domain/brief-request.ts'
import type { Failure } from '../domain/failure.ts'
import { type AssetId, DEFAULT_PROJECT, makeId, type PersonId, type ProjectId } from '../domain/ids.ts'
import type { Channel } from '../domain/message.ts'
import { DEFAULT_SETTINGS, NO_LOOK, type Person } from '../domain/project.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import type { createKeepAsset } from './keep-asset.ts'
import type { Meet, Stranger } from './people.ts'
import type { createTakeBrief } from './take-brief.ts'

export type ChannelNamed = Channel & {
  /** As people call it, without its mark: what a project of its own is named. */
  readonly name: string
}
export type GivenFile = {
  readonly name: string
  readonly source: AsyncIterable<Uint8Array>
  /** As whoever sends it says, where they do. */
  readonly bytes?: number
}

export type BriefFromChat = {
  readonly channel: ChannelNamed
  readonly personId: PersonId
  readonly text: string
  readonly options: BriefOptions
  /** Those that are in the vault already. */
  readonly assetIds: readonly AssetId[]
  /** Streamed straight into the vault, one after the other. */
  readonly files: readonly GivenFile[]
  /** The platform's name for this very request: sent again, it is the brief that is there. */
  readonly requestId: string
  readonly signal?: AbortSignal
}

export type TakenFromChat = {
  readonly brief: Brief
  /** Files that could not be kept; the film is made without them. */
  readonly refused: readonly Failure[]
}

/** Who speaks in a channel is met, and is a member of its project where nobody said what they are. */
export const createWelcome =
  (deps: { readonly store: Store; readonly meet: Meet }) =>
  async (
    input: Stranger & { readonly channel: Channel; readonly runsPlatform: boolean },
  ): Promise<{ readonly person: Person; readonly projectId: ProjectId | null }> => {
    const person = await deps.meet({ ...input, knownAs: null })
    const projectId = await deps.store.projectOfChannel(input.channel)
    if (projectId !== null && (await deps.store.role(projectId, person.id)) === null)
      await deps.store.transact(async (tx) => {
        if ((await tx.role(projectId, person.id)) === null) await tx.setRole(projectId, person.id, 'member')
      })
    return { person, projectId }
  }

export function createBriefFromChat(deps: {
  readonly store: Store
  readonly keepAsset: ReturnType<typeof createKeepAsset>
  readonly takeBrief: ReturnType<typeof createTakeBrief>
  readonly clock: Clock
  readonly randomness: Randomness
}) {
  return async (input: BriefFromChat): Promise<Result<TakenFromChat, Failure>> => {
    const { channel, personId } = input
    const projectId = await ensureProject(channel, personId)
    const key = `${channel.platform}:${channel.workspace}:${input.requestId}`
    // Asked before any file is fetched: the same request again is mostly a platform that heard no answer.
    const earlier = await deps.store.briefByKey(personId, key)
    const known = earlier === null ? null : await deps.store.brief(earlier.briefId)
    if (known !== null) return ok({ brief: known, refused: [] })
    const kept: AssetId[] = []
    const refused: Failure[] = []
    for (const [nth, file] of input.files.entries()) {
      const signal = input.signal === undefined ? {} : { signal: input.signal }
      const asset = await deps.keepAsset({
        projectId,
        personId,
        ...file,
        category: null,
        request: `${key}:${nth}`,
        ...signal,
      })
      if (asset.ok) kept.push(asset.value.id)
      else refused.push(asset.failure)
    }
    const { platform, workspace } = channel
    const taken = await deps.takeBrief({
      projectId,
      requesterId: personId,
      text: input.text,
      options: input.options,
      assetIds: [...input.assetIds, ...kept],
      sessionId: `${platform}:${workspace}:${channel.channel}`,
      idempotency: { key, bodyHash: 'chat' },
      channel: { platform, workspace, channel: channel.channel },
    })
    return taken.ok ? ok({ brief: taken.value, refused }) : taken
  }

  /** The channel's project; one of its own where nobody bound it, with whoever gave its first brief as a producer. */
  function ensureProject({ name, ...channel }: ChannelNamed, personId: PersonId): Promise<ProjectId> {
    return deps.store.transact(async (tx) => {
      const bound = await tx.projectOfChannel(channel)
      if (bound !== null) return bound
      const id = makeId('project', deps.randomness.uuid())
      const createdAt = deps.clock.now()
      await tx.insertProject({ id, name, settings: DEFAULT_SETTINGS, look: NO_LOOK, createdAt })
      await tx.setRole(id, personId, 'producer')
      for (const member of await tx.members(DEFAULT_PROJECT))
        if (member.role === 'admin') await tx.setRole(id, member.personId, 'admin')
      await tx.bindChannel(channel, id)
      return id
    })
  }
}
