/** Can a film have its thread here, and may Nora tell it there? Pure. */
import { ChannelType } from 'discord.js'
import { isThread } from './directory.ts'
import type { Interaction } from './events.ts'
import { missingOf } from './permissions.ts'

/** Those in which a thread can begin on a message. */
const WITH_THREADS: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement]

/** Null where it can, else one sentence. `type` and `permissions` as Discord tells them of the channel and of Nora there; null where it does not. */
export function whyNoFilm(o: {
  readonly type: number | null
  readonly permissions?: string | null | undefined
  /** A thread that fewer people read than its channel. */
  readonly isPrivate?: boolean
}): string | null {
  if (o.isPrivate)
    return 'The whole channel would see what is asked for in a private thread: ask me in the channel itself.'
  if (o.type !== null && !WITH_THREADS.includes(o.type))
    return 'A film is told in a thread of its own, and a channel of this kind has none for it: ask me in a text channel.'
  const missing = o.permissions == null || !/^\d+$/.test(o.permissions) ? [] : missingOf(BigInt(o.permissions))
  if (missing.length === 0) return null
  return `I could not tell the film here, since I lack: ${missing.join(', ')}. Whoever manages this channel can give me that; then ask again.`
}

/** By what an interaction tells alone: in a thread it does not say of which kind its channel is. */
export const whyNotHere = ({ channel, app_permissions: permissions }: Interaction): string | null =>
  whyNoFilm({
    type: channel == null || isThread(channel.type) ? null : channel.type,
    permissions,
    isPrivate: channel?.type === ChannelType.PrivateThread,
  })
