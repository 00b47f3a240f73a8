/** Who waits for the thread of a film to begin, so that they are told where it cannot. Lost with the process. */
import type { Asked } from '../../commands/command.ts'

export function createAskers() {
  const users = new WeakMap<Asked, string>()
  /** By channel. */
  const waiting = new Map<string, Set<string>>()

  return {
    asks: (asked: Asked, user: string): void => void users.set(asked, user),
    waits(asked: Asked): void {
      const { channel } = asked
      const user = users.get(asked)
      if (channel === null || user === undefined) return
      const there = waiting.get(channel.channel) ?? new Set()
      waiting.set(channel.channel, there.add(user))
    },
    /** There will be no film. */
    waitsNot(asked: Asked): void {
      waiting.get(asked.channel?.channel ?? '')?.delete(users.get(asked) ?? '')
    },
    /** The thread of one of them is there. */
    begun(channel: string): void {
      const there = waiting.get(channel)
      const [first] = there ?? []
      if (first !== undefined) there?.delete(first)
      if (there?.size === 0) waiting.delete(channel)
    },
    /** All of them, who then wait no longer. */
    take(channel: string): readonly string[] {
      const there = [...(waiting.get(channel) ?? [])]
      waiting.delete(channel)
      return there
    },
  }
}
export type Askers = ReturnType<typeof createAskers>
