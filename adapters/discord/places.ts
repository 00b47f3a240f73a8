/** Where is a message of Discord? A thread is a channel of its own there; for the house it is a thread of its channel. */
import type { MessagePlace, ThreadRef } from '../../src/domain/message.ts'

/** `channel` is the one that people see in the list, also for what is in one of its threads. */
export const placeOf = (o: {
  readonly guild: string
  readonly channel: string
  readonly thread: string | null
  readonly message: string
}): MessagePlace => ({
  platform: 'discord',
  workspace: o.guild,
  channel: o.channel,
  message: o.thread === null ? o.message : `${o.thread}/${o.message}`,
})

/** As Discord's own addresses want them. */
export function idsOf({ channel, message }: MessagePlace): { readonly channelId: string; readonly messageId: string } {
  const [first = '', second] = message.split('/')
  return second === undefined ? { channelId: channel, messageId: first } : { channelId: first, messageId: second }
}

export const inThread = (thread: ThreadRef, message: string): MessagePlace =>
  placeOf({ guild: thread.workspace, channel: thread.channel, thread: thread.thread, message })

export const inChannel = (thread: Pick<ThreadRef, 'workspace' | 'channel'>, message: string): MessagePlace =>
  placeOf({ guild: thread.workspace, channel: thread.channel, thread: null, message })
