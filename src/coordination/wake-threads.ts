/** Sees to it that whatever enters the log of a brief is told in its thread: the job goes with the events, in one transaction. */
import type { BriefId } from '../domain/ids.ts'
import { jobKey } from '../domain/job.ts'
import type { Channel } from '../domain/message.ts'
import type { Store, Transaction } from '../ports/store.ts'

/** Briefs of which it is remembered whether they have a thread; it comes with the brief, or never. */
const MOST_REMEMBERED = 5000

export function wakeThreads(store: Store): Store {
  const platforms = new Map<BriefId, Channel['platform'] | null>()

  async function platformOf(tx: Transaction, briefId: BriefId): Promise<Channel['platform'] | null> {
    const known = platforms.get(briefId)
    if (known !== undefined) return known
    const platform = (await tx.chatThread(briefId))?.platform ?? null
    if (platforms.size >= MOST_REMEMBERED) platforms.clear()
    platforms.set(briefId, platform)
    return platform
  }

  return {
    ...store,
    transact: (work) =>
      store.transact((tx) =>
        work({
          ...tx,
          async insertChatThread(thread) {
            await tx.insertChatThread(thread)
            platforms.delete(thread.briefId)
          },
          async appendEvents(briefId, events, at) {
            await tx.appendEvents(briefId, events, at)
            const platform = events.length === 0 ? null : await platformOf(tx, briefId)
            if (platform !== null) await sendPost(tx, briefId, platform, 0)
          },
        }),
      ),
  }
}

/** While one waits or runs, no other is added: who runs looks again before it ends. */
export function sendPost(
  tx: Transaction,
  briefId: BriefId,
  platform: Channel['platform'],
  afterMs: number,
): Promise<boolean> {
  const payload = { briefId, platform, tries: 0 }
  return tx.jobs.send('post', payload, { afterMs, key: jobKey('post', payload) })
}
