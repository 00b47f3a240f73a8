/** What a GPU host is to those who wait for it. */
import type { PersonId } from './ids.ts'

/** `busy`: others' prompts are before ours. `frozen`: it answers, and its queue stands still. */
export const HOST_STANDINGS = ['up', 'busy', 'down', 'frozen'] as const
export type HostStanding = (typeof HOST_STANDINGS)[number]

/** What the last probe found, as far as it is kept. */
export type SeenOnHost = {
  /** ComfyUI's; null when it does not say. */
  readonly version: string | null
  readonly devices: readonly {
    readonly name: string
    readonly vramBytes: number | null
    readonly vramFreeBytes: number | null
  }[]
  /** Prompts on it, ours and others'. */
  readonly running: number
  readonly pending: number
  readonly foreign: number
}

export type HostRecord = {
  readonly name: string
  readonly standing: HostStanding
  /** Why, where it is not up. */
  readonly reason: string | null
  readonly since: Date
  readonly seen: SeenOnHost | null
  readonly seenAt: Date | null
  /** By some process that lives. */
  readonly isDriven: boolean
  readonly pausedBy: PersonId | null
  readonly pausedAt: Date | null
}
