/** Which deliveries people may put marks on, and under which messages of a platform, so that those put on in our absence are read. */
import { DAY } from '../domain/time.ts'
import type { BriefId, DeliveryId } from '../domain/ids.ts'
import type { Channel, MessagePlace } from '../domain/message.ts'
import type { Brief } from '../domain/brief.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'

export type OpenDelivery = {
  readonly briefId: BriefId
  readonly deliveryId: DeliveryId
  /** At least one. */
  readonly places: readonly MessagePlace[]
}

/** Newest first: of what lies further back nobody expects that it is heard at a start. */
const MOST_BRIEFS = 100
/** An approval stands; who takes it back in these days is told so. */
const AFTER_APPROVAL_MS = 7 * DAY

/** Those in review, then those approved lately. `of`: of one brief only. */
export const createOpenDeliveries =
  ({ store, clock }: { readonly store: Store; readonly clock: Clock }) =>
  async (platform: Channel['platform'], of: BriefId | null = null): Promise<readonly OpenDelivery[]> => {
    const approvedAfter = clock.now().getTime() - AFTER_APPROVAL_MS
    const isOpen = ({ state: { stage }, updatedAt }: Brief): boolean =>
      stage === 'in-review' || (stage === 'approved' && updatedAt.getTime() > approvedAfter)
    const open: OpenDelivery[] = []
    for (const brief of (await briefs()).filter(isOpen)) {
      const delivery = (await store.deliveries(brief.id)).find((d) => d.number === brief.deliveryCount)
      const places = (await store.messages(brief.id))
        .filter((m) => m.platform === platform && m.deliveryNo === brief.deliveryCount)
        .map(({ workspace, channel, message }) => ({ platform, workspace, channel, message }))
      if (delivery !== undefined && places.length > 0) open.push({ briefId: brief.id, deliveryId: delivery.id, places })
    }
    return open

    async function briefs(): Promise<readonly Brief[]> {
      if (of !== null) return [await store.brief(of)].filter((b) => b !== null)
      const [waiting, approved] = await Promise.all(
        (['in-review', 'approved'] as const).map((stage) => store.briefs({ stage, limit: MOST_BRIEFS })),
      )
      return [...(waiting?.items ?? []), ...(approved?.items ?? [])].slice(0, MOST_BRIEFS)
    }
  }
