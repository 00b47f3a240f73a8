/** Which messages of a platform show deliveries that can still be judged, so that marks put on them in our absence are read. */
import type { Channel, MessagePlace } from '../domain/message.ts'
import type { Brief } from '../domain/brief.ts'
import type { Page, Store } from '../ports/store.ts'

const BATCH = 200

export const createOpenDeliveries =
  ({ store }: { readonly store: Store }) =>
  async (platform: Channel['platform']): Promise<readonly MessagePlace[]> => {
    const places: MessagePlace[] = []
    let cursor: string | null = null
    do {
      const page: Page<Brief> = await store.briefs({
        stage: 'in-review',
        limit: BATCH,
        ...(cursor === null ? {} : { cursor }),
      })
      for (const brief of page.items)
        for (const m of await store.messages(brief.id))
          if (m.platform === platform && m.deliveryNo === brief.deliveryCount)
            places.push({ platform, workspace: m.workspace, channel: m.channel, message: m.message })
      cursor = page.nextCursor
    } while (cursor !== null)
    return places
  }
