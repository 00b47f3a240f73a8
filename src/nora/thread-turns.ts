/** Whose turn it is to speak in a channel, or to edit in a workspace; and, once it is, a note of what is begun. */
import type { ChatThread } from '../domain/message.ts'
import { SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'

/** Jobs come a little late; a turn that is older was not wanted, and many old ones must not be used at once. */
const TURN_LASTS_MS = 5 * SECOND

export type Turn = {
  readonly which: 'turnAt' | 'editTurnAt'
  readonly place: string
  readonly everyMs: number
  /** Of what is to be done. */
  readonly key: string
  /** What a process that ended asked for may still be done so much later. */
  readonly lateMs: number
}
/** `isRepeat`: it was begun before, and perhaps done. */
export type MyTurn = { readonly begun: ChatThread; readonly isRepeat: boolean }

export function createInTurn({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  const born = clock.now().getTime()
  /** In this process, for as long as that matters. */
  const begunHere = new Set<string>()

  return async (
    thread: ChatThread,
    { which, place, everyMs, key, lateMs }: Turn,
  ): Promise<MyTurn | { readonly waitMs: number }> => {
    const now = clock.now()
    const lateFor = born + lateMs - now.getTime()
    if (lateFor > 0 && keysOf(thread).includes(key) && !begunHere.has(key)) return { waitMs: lateFor }
    const had = thread[which]
    const mine = had !== null && now.getTime() - had.getTime() <= TURN_LASTS_MS ? had : null
    if (mine !== null && mine > now) return { waitMs: mine.getTime() - now.getTime() }
    return store.transact(async (tx) => {
      const turn = mine ?? (await tx.takeTurn(thread.platform, place, now, everyMs))
      const waitMs = turn.getTime() - now.getTime()
      const begun: ChatThread =
        waitMs > 0
          ? { ...thread, [which]: turn }
          : { ...thread, [which]: null, doing: [...new Set([...keysOf(thread), key])].join(' ') }
      await tx.saveChatThread(begun)
      if (waitMs <= 0 && lateFor > 0) begunHere.add(key)
      return waitMs > 0
        ? { waitMs }
        : { begun: { ...begun, version: begun.version + 1 }, isRepeat: keysOf(thread).includes(key) }
    })
  }
}

/** As it is once that is done, and nothing stands in the way any more. */
export function whenDone(begun: ChatThread, key: string): ChatThread {
  const doing = keysOf(begun).filter((k) => k !== key)
  return { ...begun, doing: doing.length === 0 ? null : doing.join(' '), failingSince: null, tries: 0 }
}

/** Of what may be there without our knowing. */
export const keysOf = ({ doing }: Pick<ChatThread, 'doing'>): readonly string[] => doing?.split(' ') ?? []
