/** Shows a cut to people: numbers the delivery, records it, opens the review, and says so in the log. */
import { advance } from '../coordination/advance.ts'
import { remindLater } from '../coordination/remind-later.ts'
import { filmName } from '../domain/cut.ts'
import type { Delivery } from '../domain/delivery.ts'
import { makeId } from '../domain/ids.ts'
import { type Job, jobKey } from '../domain/job.ts'
import { DAY } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import { judgesOf } from './judges.ts'
import { waitingNotes } from './settle-notes.ts'

export function createDeliver(deps: { readonly store: Store; readonly clock: Clock; readonly randomness: Randomness }) {
  return (job: Extract<Job, { kind: 'deliver' }>): Promise<void> =>
    deps.store.transact(async (tx) => {
      await tx.jobs.settle(job)
      const brief = await tx.lockBrief(job.payload.briefId)
      // Cancelled meanwhile, or delivered by an earlier attempt: nothing to show.
      if (brief === null || brief.state.stage !== 'delivering') return
      const at = deps.clock.now()
      const { cut } = brief.state
      const number = brief.deliveryCount + 1
      const delivery: Delivery = {
        id: makeId('delivery', deps.randomness.uuid()),
        briefId: brief.id,
        number,
        planVersion: cut.planVersion,
        filmAssetId: cut.filmAssetId,
        posterAssetId: cut.posterAssetId,
        proxyAssetId: cut.proxyAssetId,
        variants: cut.variants,
        createdAt: at,
      }
      await tx.insertDelivery(delivery)
      await tx.insertAction({
        id: makeId('action', deps.randomness.uuid()),
        briefId: brief.id,
        type: 'CinematicDelivery',
        payload: {
          deliveryNo: number,
          filmAssetId: cut.filmAssetId,
          posterAssetId: cut.posterAssetId,
          proxyAssetId: cut.proxyAssetId,
        },
        at,
      })
      const calls = await judgesOf(tx, brief)
      const project = await tx.project(brief.projectId)
      if (project?.settings.reviewTask === true)
        await tx.insertTask({
          id: makeId('task', deps.randomness.uuid()),
          briefId: brief.id,
          title: `Review delivery ${number} of ${brief.title}`,
          // One of them is answerable; the verdict of any closes it.
          assigneeId: calls[0] ?? null,
          status: 'open',
          dueAt: new Date(at.getTime() + DAY),
          createdAt: at,
        })
      await remindLater(tx, brief.id, { deliveryNo: number })
      // Notes that came while it was being made begin the next revision.
      const settle = { briefId: brief.id, tries: 0 }
      if ((await waitingNotes(tx, brief.id)).length > 0)
        await tx.jobs.send('settle', settle, { key: jobKey('settle', settle) })
      await advance(tx, brief, { type: 'delivered', deliveryNo: number }, at, {
        by: 'nora',
        also: {
          deliveryCount: number,
          outputAssetIds: [...brief.outputAssetIds, cut.filmAssetId, ...cut.variants.map((v) => v.assetId)],
        },
        events: [
          {
            type: 'Delivered',
            deliveryNo: number,
            filmAssetId: cut.filmAssetId,
            posterAssetId: cut.posterAssetId,
            proxyAssetId: cut.proxyAssetId,
            variants: cut.variants,
            durationSeconds: cut.durationFrames / brief.fps,
            fileName: filmName(brief.title, number, 'mp4'),
            calls,
          },
        ],
      })
    })
}
