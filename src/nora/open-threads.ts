/** Which threads of a platform belong to films that still hear people, so that what was said there in our absence is read. */
import { type Brief, STAGES } from '../domain/brief.ts'
import type { Channel, ThreadRef } from '../domain/message.ts'
import type { Page, Store } from '../ports/store.ts'

const BATCH = 200
const OPEN = STAGES.filter((stage) => stage !== 'approved' && stage !== 'cancelled')

export const createOpenThreads =
  ({ store }: { readonly store: Store }) =>
  async (platform: Channel['platform']): Promise<readonly ThreadRef[]> => {
    const threads: ThreadRef[] = []
    for (const stage of OPEN) {
      let cursor: string | null = null
      do {
        const page: Page<Brief> = await store.briefs({
          stage,
          limit: BATCH,
          ...(cursor === null ? {} : { cursor }),
        })
        for (const { id } of page.items) {
          const found = await store.chatThread(id)
          if (found?.platform !== platform || found.thread === null) continue
          threads.push({ platform, workspace: found.workspace, channel: found.channel, thread: found.thread })
        }
        cursor = page.nextCursor
      } while (cursor !== null)
    }
    return threads
  }
