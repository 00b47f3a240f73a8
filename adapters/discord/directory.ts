/** Which channel of the list is meant, and what may somebody do in the guild? From what the gateway told, else asked for. */
import { type Channel, ChannelType, type Client, DiscordAPIError, PermissionFlagsBits } from 'discord.js'
import type { Interaction } from './events.ts'

export type Where = {
  readonly guild: string
  /** As people see it in the list. */
  readonly channel: string
  readonly name: string
  readonly thread: string | null
  /** Discord's kind of the channel; null where it cannot be seen. */
  readonly type: number | null
  /** Fewer people read there than in its channel. */
  readonly isPrivate?: boolean
}

const DIRECT: readonly number[] = [ChannelType.DM, ChannelType.GroupDM]
const THREADS: readonly number[] = [ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread]

export const isThread = (type: number): boolean => THREADS.includes(type)

/** `current`: the connection, which may be made anew. */
export function createDirectory(current: () => Client) {
  async function see(channelId: string): Promise<Channel | null> {
    const { channels } = current()
    const there = channels.cache.get(channelId)
    if (there !== undefined) return there
    try {
      return await channels.fetch(channelId)
    } catch (error) {
      // Away for a moment is not unseen: whoever asked asks again.
      if (error instanceof DiscordAPIError && (error.status === 403 || error.status === 404)) return null
      throw error
    }
  }

  return {
    /** Null where Nora cannot see it, or where there is no guild. `told`: the channel as an interaction describes it. */
    async where(channelId: string, told?: Pick<Interaction, 'guild_id' | 'channel'>): Promise<Where | null> {
      const { guild_id: guild, channel } = told ?? {}
      const isTold = guild != null && channel?.name != null && !DIRECT.includes(channel.type) && !isThread(channel.type)
      if (isTold) return { guild, channel: channel.id, name: channel.name ?? '', thread: null, type: channel.type }
      const found = await see(channelId)
      if (found === null || found.isDMBased()) return null
      const { guildId, type } = found
      if (!found.isThread()) return { guild: guildId, channel: found.id, name: found.name, thread: null, type }
      const { parentId } = found
      if (parentId === null) return null
      const parent = await see(parentId)
      const name = parent !== null && 'name' in parent && parent.name !== null ? parent.name : parentId
      const isPrivate = type === ChannelType.PrivateThread
      return { guild: guildId, channel: parentId, name, thread: found.id, type: parent?.type ?? null, isPrivate }
    },

    /** The role that Discord makes with an invite, which people may call in her place; null where there is none. */
    ownRole(guildId: string): string | null {
      const { user, guilds } = current()
      return user === null ? null : (guilds.cache.get(guildId)?.roles.botRoleFor(user)?.id ?? null)
    },

    /** Whoever may manage the server; `permissions` where an event told them, else by what their roles may. */
    managesGuild(
      guildId: string,
      userId: string,
      o: { readonly permissions?: string | null | undefined; readonly roles?: readonly string[] | null | undefined },
    ): boolean {
      const guild = current().guilds.cache.get(guildId)
      if (guild?.ownerId === userId) return true
      const manages = (bits: bigint) =>
        (bits & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n
      if (o.permissions != null) return /^\d+$/.test(o.permissions) && manages(BigInt(o.permissions))
      return [guildId, ...(o.roles ?? [])].some((id) => {
        const role = guild?.roles.cache.get(id)
        return role !== undefined && manages(role.permissions.bitfield)
      })
    },
  }
}
export type Directory = ReturnType<typeof createDirectory>
