/** What platforms asked for, from the moment it is acknowledged until it is carried out. Part of the store. */
import type { Channel } from '../domain/message.ts'

/** Whose requests they are. `workspace` is empty where one account serves all of a platform's. */
export type InboxOf = Pick<Channel, 'platform' | 'workspace'>

/** A request as one of those who carry it out took it; who takes it after them has counted one more try. */
export type Held = { readonly id: string; readonly tries: number }

export type InboxRequest = Held & {
  /** As its adapter stored it. It may hold what only the platform should know: forgotten when it is settled. */
  readonly payload: unknown
  readonly receivedAt: Date
}

/** By itself and in one statement, since somebody waits to be acknowledged. */
export interface InboxDoor {
  /**
   * Stores those that were never received, taken until then as their first try; answers their ids, in no order. What was
   * received before is left as it is, also when it is settled.
   */
  receiveRequests(
    of: InboxOf,
    requests: readonly { readonly id: string; readonly payload: unknown }[],
    o: { readonly at: Date; readonly until: Date },
  ): Promise<readonly string[]>
}

export interface InboxWrites {
  /** Takes what nobody holds any more, oldest first, until then. Two that come at once get different ones. */
  takeRequests(
    of: InboxOf,
    o: { readonly at: Date; readonly until: Date; readonly limit: number },
  ): Promise<readonly InboxRequest[]>
  /** Nobody else takes it before then; nothing where somebody took it meanwhile, or where it is settled. */
  holdRequests(of: InboxOf, held: readonly Held[], until: Date): Promise<void>
  /** It is carried out: remembered, without its payload. False where somebody took it meanwhile. */
  settleRequest(of: InboxOf, held: Held): Promise<boolean>
  /** Forgets what was received before a moment; answers how many. */
  forgetRequests(before: Date): Promise<number>
}
