/** How large may a file be in a guild? What Discord has said so far, by words or by refusing. */
import { LIMITS } from './limits.ts'

export function createUploadLimits() {
  const said = new Map<string, number>()
  const refused = new Map<string, number>()
  return {
    of: (guild: string): number => Math.min(said.get(guild) ?? LIMITS.fileBytes, refused.get(guild) ?? Infinity),
    /** With an interaction: what its user may, which is the guild's or more. */
    learn(guild: string, bytes: number): void {
      said.set(guild, Math.min(said.get(guild) ?? Infinity, bytes))
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
