/** How large may a file be in a guild? What Discord has said so far, by words or by refusing. */
import { LIMITS } from './limits.ts'

/** Of what was said, the newest. */
const REMEMBERED = 20

export function createUploadLimits() {
  const said = new Map<string, readonly number[]>()
  const refused = new Map<string, number>()
  return {
    of: (guild: string): number => Math.min(...(said.get(guild) ?? [LIMITS.fileBytes]), refused.get(guild) ?? Infinity),
    /** With an interaction: what its user may, which is the guild's or more. A guild that is boosted is told of by all. */
    learn(guild: string, bytes: number): void {
      said.set(guild, [...(said.get(guild) ?? []), bytes].slice(-REMEMBERED))
    },
    /** It refused a file of that size. What everybody may is tried before anything smaller. */
    learnRefusal(guild: string, bytes: number): number {
      const next = bytes > LIMITS.fileBytes ? LIMITS.fileBytes : Math.floor(bytes / 2)
      refused.set(guild, Math.min(refused.get(guild) ?? Infinity, next))
      return next
    },
  }
}
export type UploadLimits = ReturnType<typeof createUploadLimits>
