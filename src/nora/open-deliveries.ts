/** Which messages of a platform show deliveries that can still be judged, so that marks put on them in our absence are read. */
import type { BriefId } from '../domain/ids.ts'
import type { Channel, MessagePlace } from '../domain/message.ts'
import type { Brief } from '../domain/brief.ts'
import type { Page, Store } from '../ports/store.ts'

const BATCH = 200

/** `of`: of one brief only. */
export const createOpenDeliveries =
  ({ store }: { readonly store: Store }) =>
  async (platform: Channel['platform'], of: BriefId | null = null): Promise<readonly MessagePlace[]> => {
    const shownBy = async (brief: Brief): Promise<readonly MessagePlace[]> =>
      (await store.messages(brief.id))
        .filter((m) => m.platform === platform && m.deliveryNo === brief.deliveryCount)
        .map(({ workspace, channel, message }) => ({ platform, workspace, channel, message }))
    if (of !== null) {
      const brief = await store.brief(of)
      return brief?.state.stage === 'in-review' ? shownBy(brief) : []
    }
    const places: MessagePlace[] = []
    let cursor: string | null = null
    do {
      const page: Page<Brief> = await store.briefs({
        stage: 'in-review',
        limit: BATCH,
        ...(cursor === null ? {} : { cursor }),
      })
      for (const brief of page.items) places.push(...(await shownBy(brief)))
      cursor = page.nextCursor
    } while (cursor !== null)
    return places
  }
