/** Which channel of the list is meant, and what may somebody do in the guild? From what the gateway told, else asked for. */
import { type Client, PermissionFlagsBits } from 'discord.js'

export type Where = {
  readonly guild: string
  /** As people see it in the list. */
  readonly channel: string
  readonly name: string
  readonly thread: string | null
}

/** `current`: the connection, which may be made anew. */
export function createDirectory(current: () => Client) {
  return {
    /** Null where Nora cannot see it, or where there is no guild. */
    async where(channelId: string): Promise<Where | null> {
      const client = current()
      const found = client.channels.cache.get(channelId) ?? (await client.channels.fetch(channelId).catch(() => null))
      if (found === null || found.isDMBased()) return null
      if (!found.isThread()) return { guild: found.guildId, channel: found.id, name: found.name, thread: null }
      const { parentId } = found
      if (parentId === null) return null
      const parent = client.channels.cache.get(parentId) ?? (await client.channels.fetch(parentId).catch(() => null))
      const name = parent !== null && 'name' in parent && parent.name !== null ? parent.name : parentId
      return { guild: found.guildId, channel: parentId, name, thread: found.id }
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
