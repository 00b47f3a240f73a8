/** Who asks, and where? An event of Discord becomes what commands are asked with. */
import type { Asked } from '../../commands/command.ts'
import type { PersonId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import type { Directory, Where } from './directory.ts'
import type { Attachment } from './events.ts'
import type { Downloads, Origin } from './downloads.ts'

export type Speaker = {
  readonly userId: string
  readonly name: string
  readonly permissions?: string | null | undefined
  readonly roles?: readonly string[] | null | undefined
}

type User = { readonly id: string; readonly username: string; readonly global_name?: string | null | undefined }
type Member = {
  readonly nick?: string | null | undefined
  readonly permissions?: string | null | undefined
  readonly roles?: readonly string[] | null | undefined
}

export const speakerOf = (user: User, member: Member | null | undefined): Speaker => ({
  userId: user.id,
  name: member?.nick ?? user.global_name ?? user.username,
  permissions: member?.permissions,
  roles: member?.roles,
})

export function createDoor({
  nora,
  directory,
  downloads,
}: {
  readonly nora: Nora
  readonly directory: Directory
  readonly downloads: Downloads
}) {
  const channelOf = ({ guild, channel }: Where) => ({ platform: 'discord', workspace: guild, channel }) as const

  return {
    async asked(
      where: Where,
      speaker: Speaker,
      requestId: string,
      files: readonly (Origin & { readonly attachment: Attachment })[] = [],
    ): Promise<Asked> {
      const channel = channelOf(where)
      const { person, projectId } = await nora.welcome({
        identity: identityOf(speaker.userId),
        name: speaker.name,
        channel,
        runsPlatform: directory.managesGuild(where.guild, speaker.userId, speaker),
      })
      const thread = where.thread === null ? null : await nora.threadAt({ ...channel, thread: where.thread })
      return {
        personId: person.id,
        projectId,
        briefId: thread?.briefId ?? null,
        channel: { ...channel, name: where.name },
        ...(where.thread === null ? {} : { beginsIn: `<#${where.channel}>` }),
        requestId,
        files: files.map((f) => downloads.toFile(f.attachment, f)),
      }
    },

    threadOf: (where: Where) =>
      where.thread === null ? null : nora.threadAt({ ...channelOf(where), thread: where.thread }),

    /** Somebody who is named, and may never have said a word. */
    meet: async (userId: string, name: string): Promise<PersonId> =>
      (await nora.meet({ identity: identityOf(userId), name, knownAs: null })).id,
  }
}
export type Door = ReturnType<typeof createDoor>

/** A user is the same one in every guild. */
export const identityOf = (userId: string) => ({ platform: 'discord', workspace: '', userId }) as const
