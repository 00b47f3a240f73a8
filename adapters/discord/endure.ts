/** Discord grows without notice: what its client cannot read is left out, and ends nothing. */
import type { Client } from 'discord.js'
import type { Log } from '../../src/ports/log.ts'

/** The client reads each event for its own memory, and what it throws there would end the process. Ours are read before it. */
export function endure(client: Client, log: Log): void {
  const read: unknown = Reflect.get(client.ws, 'handlePacket')
  if (typeof read !== 'function') return
  Reflect.set(client.ws, 'handlePacket', (packet: { readonly t?: unknown } | undefined, shard: unknown): boolean => {
    try {
      return Reflect.apply(read, client.ws, [packet, shard]) === true
    } catch (error) {
      log.warn('discord-event-unread', { event: packet?.t, error })
      return true
    }
  })
}
